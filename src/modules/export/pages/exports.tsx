import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { CheckField, FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Badge, Notice, PageHead, Panel, type Tone } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, refusalStatus } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { PARTS } from '../manifest.ts';
import { downloadExport } from '../verbs/download-export.ts';
import { removeExport } from '../verbs/remove-export.ts';
import { requestExport } from '../verbs/request-export.ts';
import { stopExport } from '../verbs/stop-export.ts';
import { type ExportReply, listExports } from '../views.ts';

export const exportsPath = '/staf/ekspor';

const fresh = (): FormState => blankForm(Object.fromEntries(PARTS.map((part) => [part, 'true'])));

export const exportsPage = (ctx: Ctx): Promise<Shown> => page(ctx, fresh());

async function page(ctx: Ctx, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const exports = await listExports(ctx, {});
  const title = words('export.page.title');
  return {
    title,
    body: (
      <>
        <PageHead title={title} about={words('export.page.about')} />
        <FormErrors form={form} words={words} />
        <Panel title={words('export.page.new')}>
          <Wish form={form} words={words} busy={exports.some(isGoing)} />
        </Panel>
        <live-part id="ekspor-ada" class="block" data-every={exports.some(isGoing) ? '2000' : undefined}>
          <Panel title={words('export.page.list')} flush>
            {exports.length === 0 ? (
              <p class="text-muted-foreground px-4 pt-4">{words('export.page.none')}</p>
            ) : (
              <List exports={exports} words={words} />
            )}
            <p class="text-muted-foreground px-4 py-2.5 text-sm">{words('export.page.kept')}</p>
          </Panel>
        </live-part>
      </>
    ),
  };
}

const isGoing = ({ status }: ExportReply): boolean => status === 'QUEUED' || status === 'RUNNING';

function Wish({ form, words, busy }: { form: FormState; words: Words; busy: boolean }): VNode {
  return (
    <form method="post" action={exportsPath} class="flex flex-col gap-4">
      <FormKey form={form} />
      <fieldset class="grid gap-x-6 gap-y-1 md:grid-cols-2">
        <legend class="mb-1 text-sm font-semibold">{words('export.page.parts')}</legend>
        {PARTS.map((part) => (
          <CheckField
            form={form}
            name={part}
            label={words(`export.part.${part}`)}
            hint={words(`export.part.${part}.hint`)}
          />
        ))}
      </fieldset>
      <CheckField
        form={form}
        name="withoutPeople"
        label={words('export.page.without_people')}
        hint={words('export.page.without_people.hint')}
      />
      <Notice tone="attention" title={words('export.page.secret')} />
      <div>
        <button type="submit" class="btn" disabled={busy} title={busy ? words('export.under_way') : undefined}>
          {words('export.page.make')}
        </button>
      </div>
    </form>
  );
}

const TONES: Readonly<Record<ExportReply['status'], Tone>> = {
  QUEUED: 'plain',
  RUNNING: 'plain',
  DONE: 'ok',
  FAILED: 'stop',
  STOPPED: 'attention',
  REMOVED: 'plain',
};

const State = ({ one, words }: { one: ExportReply; words: Words }): VNode => (
  <>
    <Badge tone={TONES[one.status]}>{words(`export.status.${one.status}`)}</Badge>
    {isGoing(one) && one.atFile && (
      <span class="text-muted-foreground block text-sm" role="status">
        {words('export.page.progress', { files: one.files, file: one.atFile })}
      </span>
    )}
    {one.problem && <span class="text-stop block text-sm">{one.problem}</span>}
  </>
);

const contents = (one: ExportReply, words: Words): string => {
  const all =
    one.parts.length === PARTS.length
      ? words('export.page.everything')
      : one.parts.map((part) => words(`export.part.${part}`)).join(', ');
  return one.withoutPeople ? `${all} · ${words('export.page.without_people').toLowerCase()}` : all;
};

const List = ({ exports, words }: { exports: readonly ExportReply[]; words: Words }): VNode => (
  <Table
    caption={words('export.page.list')}
    rows={exports}
    columns={[
      { label: words('export.page.when'), head: true, cell: (one) => words.moment(one.requestedAt) },
      { label: words('export.page.by'), cell: (one) => one.requestedBy ?? '–', wide: true },
      { label: words('export.page.what'), cell: (one) => contents(one, words) },
      { label: words('export.page.state'), cell: (one) => <State one={one} words={words} /> },
      {
        label: words('export.page.size'),
        cell: ({ bytes, files }) =>
          bytes === null
            ? '–'
            : words('export.page.mb', { mb: words.number(Math.ceil(bytes / 1_048_576)), files: words.number(files) }),
      },
      { label: words('ui.actions'), cell: (one) => <Acts one={one} words={words} /> },
    ]}
  />
);

const Acts = ({ one, words }: { one: ExportReply; words: Words }): VNode => (
  <span class="flex flex-wrap gap-1.5">
    {one.status === 'DONE' && (
      <a class="btn" data-size="sm" href={`${exportsPath}/${one.id}/unduh`} data-turbo="false">
        {words('export.page.download')}
      </a>
    )}
    <form method="post" action={`${exportsPath}/${one.id}/${isGoing(one) ? 'henti' : 'hapus'}`}>
      <FormKey form={blankForm()} />
      <button type="submit" class="btn" data-size="sm" data-variant="outline">
        {words(isGoing(one) ? 'export.page.stop' : 'export.page.remove')}
      </button>
    </form>
  </span>
);

export async function takeRequest(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const parts = PARTS.filter((part) => form.has(part));
  const { refused, failure } = await attempt(ctx, form, () =>
    requestExport(ctx, { parts, withoutPeople: form.has('withoutPeople') }),
  );
  if (!refused) return { to: exportsPath, news: { code: 'export.page.asked' } };
  return { ...(await page(ctx, refused)), status: refusalStatus(failure) };
}

const acting =
  (news: string, act: (ctx: Ctx, id: string) => Promise<unknown>) =>
  async (ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> => {
    const { refused, failure } = await attempt(ctx, form, () => act(ctx, params.id ?? ''));
    if (!refused) return { to: exportsPath, news: { code: news } };
    return { ...(await page(ctx, { ...fresh(), summary: refused.summary })), status: refusalStatus(failure) };
  };

export const takeStop = acting('export.page.stopping', (ctx, id) => stopExport(ctx, { id }));
export const takeRemove = acting('export.page.removed', (ctx, id) => removeExport(ctx, { id }));
export const takeFile = (ctx: Ctx, { params }: Asked): Promise<FileReply> =>
  downloadExport(ctx, { id: params.id ?? '' });
