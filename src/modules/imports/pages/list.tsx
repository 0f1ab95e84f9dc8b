import { createReadStream } from 'node:fs';
import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Pager, Panel } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, refusalStatus, textIn } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { type Import, KINDS } from '../import.ts';
import type { Profile } from '../profile-queries.ts';
import { kindsFor } from '../rights.ts';
import { listProfiles } from '../verbs/profiles.ts';
import { uploadImport } from '../verbs/upload.ts';
import { listImports } from '../views.ts';
import { PROFILES } from './profiles.tsx';
import { importWords, STATE_TONE, sizeText } from './words.ts';

export const listPage = (ctx: Ctx, asked: Asked): Promise<Shown> =>
  shown(ctx, asked, blankForm({ kind: asked.query.get('jenis') === 'anggota' ? 'MEMBERS' : 'BOOKS' }));

/** The file lies on disk already; the verb takes it from there. */
export async function takeUpload(ctx: Ctx, asked: Asked): Promise<ScreenAnswer> {
  const { form, files } = asked;
  const { done, refused, failure } = await attempt(ctx, form, async () => {
    const file = files.get('file');
    const path = file?.path;
    if (!file || !path) throw invalid('file', 'imports.file_needed');
    const kind = KINDS.find((each) => each === form.get('kind')) ?? 'BOOKS';
    const profileId = textIn(form, 'profileId');
    const name = file.name.slice(-255).toWellFormed();
    return uploadImport(ctx, { file: () => createReadStream(path), kind, name, ...(profileId ? { profileId } : {}) });
  });
  if (done) return { to: `/staf/impor/${done.id}` };
  return { ...(await shown(ctx, asked, refused)), status: refusalStatus(failure) };
}

async function shown(ctx: Ctx, { query }: Asked, form: FormState): Promise<Shown> {
  const page = Number(query.get('halaman') ?? 1);
  const [words, { items, meta }, profiles] = await Promise.all([
    importWords(ctx),
    listImports(ctx, { page: Number.isInteger(page) && page > 0 ? page : 1, limit: 20 }),
    listProfiles(ctx, { limit: 100 }),
  ]);
  return {
    title: words('imports.page.title'),
    body: (
      <>
        <PageHead
          title={words('imports.page.title')}
          about={words('imports.page.about')}
          actions={profiles.items.length > 0 && <ProfilesLink words={words} />}
        />
        <UploadForm form={form} kinds={kindsFor(ctx)} profiles={profiles.items} words={words} />
        {items.length === 0 ? (
          <Empty title={words('imports.page.empty')}>
            <p>{words('imports.page.empty.about')}</p>
          </Empty>
        ) : (
          <Panel title={words('imports.page.past')} flush>
            <Table
              caption={words('imports.page.past')}
              columns={columnsOf(words)}
              rows={items}
              keyOf={({ id }) => id}
            />
          </Panel>
        )}
        <Pager words={words} meta={meta} href={({ page: to }) => `/staf/impor?halaman=${to}`} />
      </>
    ),
  };
}

const ProfilesLink = ({ words }: { words: Words }): VNode => (
  <a class="btn" data-variant="outline" href={PROFILES}>
    {words('imports.profiles.title')}
  </a>
);

interface UploadProps {
  form: FormState;
  kinds: readonly string[];
  profiles: readonly Profile[];
  words: Words;
}

const ACCEPT = '.csv,.tsv,.txt,.xlsx,.mrc,.marc,.dat,.xml,.json,.iso';

function UploadForm({ form, kinds, profiles, words }: UploadProps): VNode {
  const options = profiles.map(({ id, name, kind }) => ({
    value: id,
    label: `${name} · ${words(`imports.kind.${kind}`)}`,
  }));
  return (
    <Panel title={words('imports.page.new')}>
      <FormErrors form={form} words={words} />
      <form
        method="post"
        action="/staf/impor"
        enctype="multipart/form-data"
        class="grid items-start gap-4 md:grid-cols-3"
        data-turbo="false"
      >
        <FormKey form={form} />
        <SelectField
          form={form}
          name="kind"
          label={words('imports.page.kind')}
          options={kinds.map((kind) => ({ value: kind, label: words(`imports.kind.${kind}`) }))}
        />
        <Field
          form={form}
          name="file"
          type="file"
          label={words('imports.page.file')}
          hint={words('imports.page.file.hint')}
          accept={ACCEPT}
          required
        />
        {options.length > 0 && (
          <SelectField
            form={form}
            name="profileId"
            label={words('imports.page.profile')}
            options={options}
            empty={words('imports.page.profile.none')}
          />
        )}
        <div class="md:col-span-3">
          <button type="submit" class="btn">
            {words('imports.page.upload')}
          </button>
        </div>
      </form>
    </Panel>
  );
}

const columnsOf = (words: Words): Column<Import>[] => [
  {
    label: words('imports.page.file'),
    head: true,
    cell: ({ id, fileName, fileSize, format }) => (
      <>
        <a class="link inline-block py-0.5" href={`/staf/impor/${id}`}>
          {fileName}
        </a>
        <span class="text-muted-foreground ml-2 text-sm">
          {words(`imports.format.${format}`)} · {sizeText(words, fileSize)}
        </span>
      </>
    ),
  },
  { label: words('imports.page.kind'), cell: ({ kind }) => words(`imports.kind.${kind}`) },
  {
    label: words('imports.page.state'),
    cell: ({ state }) => <Badge tone={STATE_TONE[state]}>{words(`imports.state.${state}`)}</Badge>,
  },
  { label: words('imports.count.created'), number: true, cell: ({ counts }) => words.number(counts.created) },
  { label: words('imports.count.failed'), number: true, cell: ({ counts }) => words.number(counts.failed) },
  {
    label: words('imports.page.by'),
    wide: true,
    cell: ({ createdBy }) => createdBy ?? words('imports.page.by.command'),
  },
  { label: words('imports.page.when'), cell: ({ createdAt }) => words.moment(createdAt) },
];
