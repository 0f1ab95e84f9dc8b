import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Facts, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, refusalStatus } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { downloadParity, resumeMove, stopMove } from '../moves/acts.ts';
import { getMove, type MoveReply } from '../moves/views.ts';
import type { Parity } from '../parity/parity.ts';
import { MoveState, movesPath } from './moves.tsx';

export const movePage = (ctx: Ctx, { params }: Asked): Promise<Shown> => page(ctx, params.id ?? '', blankForm());

async function page(ctx: Ctx, id: string, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const { move, parity } = await getMove(ctx, { id });
  const going = move.status === 'QUEUED' || move.status === 'RUNNING';
  const title = words(`slims.kind.${move.kind}`);
  return {
    title,
    body: (
      <live-part id="pindah" class="block" data-every={going ? '2000' : undefined}>
        <PageHead
          title={title}
          about={move.place}
          back={{ href: movesPath, label: words('slims.page.title') }}
          actions={<Acts move={move} going={going} words={words} />}
        />
        <FormErrors form={form} words={words} />
        <Panel>
          <Facts facts={about(move, words)} />
        </Panel>
        {parity && <Compared parity={parity} words={words} id={id} />}
        <Panel title={words('slims.page.steps')} flush>
          {move.steps.length === 0 ? (
            <p class="text-muted-foreground p-4">{words('slims.page.no_steps')}</p>
          ) : (
            <Steps steps={move.steps} words={words} />
          )}
        </Panel>
      </live-part>
    ),
  };
}

const about = (move: MoveReply, words: Words) => [
  { label: words('slims.page.state'), value: <MoveState move={move} words={words} /> },
  { label: words('slims.page.when'), value: words.moment(move.requestedAt) },
  { label: words('slims.page.by'), value: move.requestedBy },
  { label: words('slims.page.until'), value: move.finishedAt && words.moment(move.finishedAt) },
  { label: words('slims.page.branch'), value: move.branch },
  { label: words('slims.page.folder'), value: move.folder },
];

function Acts({ move, going, words }: { move: MoveReply; going: boolean; words: Words }): VNode | null {
  const act = going && !move.stopping ? 'henti' : move.resumable ? 'lanjut' : null;
  if (!act) return null;
  return (
    <form method="post" action={`${movesPath}/${move.id}/${act}`}>
      <FormKey form={blankForm()} />
      <button type="submit" class="btn" data-variant={act === 'henti' ? 'outline' : undefined}>
        {words(act === 'henti' ? 'slims.page.stop' : 'slims.page.resume')}
      </button>
    </form>
  );
}

const Steps = ({ steps, words }: { steps: MoveReply['steps']; words: Words }): VNode => (
  <Table
    caption={words('slims.page.steps')}
    rows={steps}
    columns={[
      { label: words('slims.page.table'), head: true, cell: (step) => step.table },
      ...(['rows', 'created', 'changed', 'flagged', 'gone'] as const).map((name) => ({
        label: words(`slims.page.${name}`),
        number: true,
        cell: (step: MoveReply['steps'][number]) => words.number(step[name]),
      })),
    ]}
  />
);

function Compared({ parity, words, id }: { parity: Parity; words: Words; id: string }): VNode {
  const { openLoans, balances, samples } = parity;
  const differing = {
    loans: openLoans.differing.length,
    balances: balances.differing.length,
    fields: samples.differing.length,
    records: samples.records,
  };
  const file = (format: string): string => `${movesPath}/${id}/unduh?format=${format}`;
  return (
    <Panel title={words('slims.page.parity')}>
      <Notice
        tone={parity.same ? 'ok' : 'attention'}
        title={words(parity.same ? 'slims.report_same' : 'slims.report_not_same')}
      >
        {words('slims.page.differing', differing)}
      </Notice>
      <div class="my-3 flex flex-wrap gap-2">
        <a class="btn" data-size="sm" href={file('html')} data-turbo="false">
          {words('slims.page.download')}
        </a>
        <a class="btn" data-size="sm" data-variant="outline" href={file('json')} data-turbo="false">
          {words('slims.page.download_json')}
        </a>
      </div>
      <Table
        caption={words('slims.page.parity')}
        rows={parity.tables}
        columns={[
          { label: words('slims.page.table'), head: true, cell: (one) => one.table },
          { label: 'SLiMS', number: true, cell: (one) => words.number(one.source) },
          { label: words('slims.page.here'), number: true, cell: (one) => words.number(one.here) },
          { label: words('slims.page.kept'), number: true, cell: (one) => words.number(one.kept) },
          { label: words('slims.page.flagged'), number: true, cell: (one) => words.number(one.flagged) },
          { label: words('slims.page.gone'), number: true, cell: (one) => words.number(one.gone) },
        ]}
      />
    </Panel>
  );
}

const acting =
  (news: string, act: (ctx: Ctx, id: string) => Promise<unknown>) =>
  async (ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> => {
    const id = params.id ?? '';
    const { refused, failure } = await attempt(ctx, form, () => act(ctx, id));
    if (!refused) return { to: `${movesPath}/${id}`, news: { code: news } };
    return { ...(await page(ctx, id, refused)), status: refusalStatus(failure) };
  };

export const takeStop = acting('slims.page.will_stop', (ctx, id) => stopMove(ctx, { id }));
export const takeResume = acting('slims.page.resumed', (ctx, id) => resumeMove(ctx, { id }));

export const takeParity = (ctx: Ctx, { params, query }: Asked): Promise<FileReply> =>
  downloadParity(ctx, { id: params.id ?? '', format: query.get('format') === 'html' ? 'html' : 'json' });
