import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors } from '../../../ui/components/field.tsx';
import { Badge, Facts, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { blankForm, type FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import type { Import } from '../import.ts';
import { getImport, getRejects } from '../views.ts';
import { PhotosForm, type Places, PlanForm, ProfileForm, placesFor } from './plan.tsx';
import { PreviewPanel } from './preview.tsx';
import { Progress, Result } from './progress.tsx';
import { importWords, STATE_TONE, sizeText } from './words.ts';

export const importPage = (ctx: Ctx, { params }: Asked): Promise<Shown> => importShown(ctx, params.id ?? '', null);

export const rejectsPage = (ctx: Ctx, { params, query }: Asked): Promise<ScreenAnswer> =>
  getRejects(ctx, { id: params.id ?? '', format: query.get('bentuk') === 'asli' ? 'raw' : 'csv' });

/** One screen for the whole story: what can be decided, how far it is, what came of it. */
export async function importShown(ctx: Ctx, id: string, refused: FormState | null): Promise<Shown> {
  const [words, row] = await Promise.all([importWords(ctx), getImport(ctx, { id })]);
  const form = refused ?? blankForm();
  return {
    title: row.fileName,
    body: (
      <>
        <PageHead
          title={row.fileName}
          back={{ href: '/staf/impor', label: words('imports.page.title') }}
          about={<About row={row} words={words} />}
          actions={<LabelsOf row={row} words={words} />}
        />
        <FormErrors form={form} words={words} />
        {row.problem && (
          <div class="mb-4">
            <Notice tone="stop" title={words('imports.page.failed')}>
              {row.problem.message}
            </Notice>
          </div>
        )}
        {row.can.change ? (
          <Deciding row={row} form={form} places={await placesFor(ctx, row)} words={words} />
        ) : (
          <Working row={row} words={words} />
        )}
        <FileFacts row={row} words={words} />
      </>
    ),
  };
}

/** The copies that came in, for the next thing to do with them. */
const LabelsOf = ({ row, words }: { row: Import; words: Words }): VNode | null =>
  row.kind === 'MEMBERS' || row.finishedAt === null ? null : (
    <a class="btn" data-variant="outline" href={`/staf/label?impor=${row.id}`}>
      {words('labels.page.title')}
    </a>
  );

const About = ({ row, words }: { row: Import; words: Words }): VNode => (
  <span class="inline-flex flex-wrap items-center gap-2">
    <Badge tone={STATE_TONE[row.state]}>{words(`imports.state.${row.state}`)}</Badge>
    {words(`imports.kind.${row.kind}`)} · {words(`imports.format.${row.format}`)} · {sizeText(words, row.fileSize)}
  </span>
);

interface DecidingProps {
  row: Import;
  form: FormState;
  places: Places;
  words: Words;
}

const Deciding = ({ row, form, places, words }: DecidingProps): VNode => (
  <>
    {row.preview && <PreviewPanel row={row} preview={row.preview} words={words} />}
    <PlanForm row={row} form={form} places={places} words={words} />
    <div class="grid items-start gap-x-4 lg:grid-cols-2">
      {row.kind === 'MEMBERS' && <PhotosForm row={row} form={form} words={words} />}
      {row.columns.length > 0 && <ProfileForm row={row} form={form} words={words} />}
    </div>
  </>
);

const Working = ({ row, words }: { row: Import; words: Words }): VNode => (
  <import-progress data-state={row.state}>
    <turbo-frame id="impor-kemajuan" target="_top">
      <div data-state={row.state}>
        <Progress row={row} words={words} />
        <Result row={row} words={words} />
      </div>
    </turbo-frame>
  </import-progress>
);

const FileFacts = ({ row, words }: { row: Import; words: Words }): VNode => (
  <Panel title={words('imports.page.file')}>
    <Facts
      facts={[
        { label: words('imports.page.encoding'), value: row.encoding },
        row.delimiter
          ? { label: words('imports.page.delimiter'), value: row.delimiter === '\t' ? 'tab' : row.delimiter }
          : null,
        { label: words('imports.page.photos'), value: row.photosName },
        { label: 'SHA-256', value: <code class="text-xs [overflow-wrap:anywhere]">{row.fileSha256}</code> },
        { label: words('imports.page.by'), value: row.createdBy ?? words('imports.page.by.command') },
        { label: words('imports.page.uploaded_at'), value: words.moment(row.createdAt) },
        { label: words('imports.page.started_at'), value: row.startedAt && words.moment(row.startedAt) },
        { label: words('imports.page.finished_at'), value: row.finishedAt && words.moment(row.finishedAt) },
      ]}
    />
  </Panel>
);
