import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Badge, Notice, PageHead, Panel, type Tone } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, keptForm, refusalStatus, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { listBranches, readSettings } from '../../settings/index.ts';
import { MOVE_KINDS } from '../moves/queries.ts';
import { checkSlims, requestMove, type SlimsThere } from '../moves/request-move.ts';
import { listMoves, type MoveReply } from '../moves/views.ts';

export const movesPath = '/staf/pindah-slims';

export const movesPage = (ctx: Ctx): Promise<Shown> => page(ctx, blankForm({ kind: 'REHEARSAL' }));

async function page(ctx: Ctx, form: FormState, there?: SlimsThere): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const moves = await listMoves(ctx, {});
  const { items } = await listBranches(ctx, { limit: 100 });
  const branches = items.filter(({ status }) => status === 'ACTIVE');
  const title = words('slims.page.title');
  return {
    title,
    body: (
      <>
        <PageHead title={title} about={words('slims.page.about')} />
        <FormErrors form={form} words={words} />
        {there && (
          <div class="mb-4">
            <Notice tone="ok" title={words('slims.page.there', { place: there.place })}>
              {words('slims.page.there.counts', counted(there, words))}
            </Notice>
          </div>
        )}
        <Panel title={words('slims.page.new')}>
          <Where form={form} words={words} branches={branches} />
        </Panel>
        <Panel title={words('slims.page.list')} flush>
          {moves.length === 0 ? (
            <p class="text-muted-foreground p-4">{words('slims.page.none')}</p>
          ) : (
            <List moves={moves} words={words} />
          )}
        </Panel>
      </>
    ),
  };
}

const counted = ({ titles, items, members, loans }: SlimsThere, words: Words) => ({
  titles: words.number(titles),
  items: words.number(items),
  members: words.number(members),
  loans: words.number(loans),
});

interface WhereProps {
  form: FormState;
  words: Words;
  branches: readonly { id: string; name: string }[];
}

function Where({ form, words, branches }: WhereProps): VNode {
  const options = branches.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form method="post" action={movesPath} class="flex flex-col gap-4" autocomplete="off">
      <FormKey form={form} />
      {/* As a password: it holds one, and is neither shown nor filled in again. */}
      <Field
        form={form}
        name="url"
        type="password"
        autocomplete="off"
        label={words('slims.page.url')}
        hint={words('slims.page.url.hint')}
        maxLength={2000}
        required
      />
      <div class="grid gap-4 md:grid-cols-2">
        {branches.length > 1 && (
          <SelectField form={form} name="branchId" label={words('slims.page.branch')} options={options} />
        )}
        <SelectField
          form={form}
          name="kind"
          label={words('slims.page.kind')}
          options={MOVE_KINDS.map((kind) => ({ value: kind, label: words(`slims.kind.${kind}`) }))}
        />
        <Field
          form={form}
          name="folder"
          label={words('slims.page.folder')}
          hint={words('slims.page.folder.hint')}
          maxLength={4000}
        />
      </div>
      <div class="flex flex-wrap gap-2">
        <button type="submit" class="btn">
          {words('slims.page.begin')}
        </button>
        <button type="submit" class="btn" data-variant="outline" name="periksa" value="1">
          {words('slims.page.check')}
        </button>
      </div>
    </form>
  );
}

const TONES: Readonly<Record<MoveReply['status'], Tone>> = {
  QUEUED: 'plain',
  RUNNING: 'plain',
  DONE: 'ok',
  FAILED: 'stop',
  STOPPED: 'attention',
};

export const MoveState = ({ move, words }: { move: MoveReply; words: Words }): VNode => (
  <>
    <Badge tone={TONES[move.status]}>
      {words(move.stopping ? 'slims.page.stopping' : `slims.status.${move.status}`)}
    </Badge>
    {move.problem && <span class="text-stop block text-sm">{move.problem}</span>}
  </>
);

const List = ({ moves, words }: { moves: readonly MoveReply[]; words: Words }): VNode => (
  <Table
    caption={words('slims.page.list')}
    rows={moves}
    columns={[
      {
        label: words('slims.page.when'),
        head: true,
        cell: (move) => (
          <a class="link" href={`${movesPath}/${move.id}`}>
            {words.moment(move.requestedAt)}
          </a>
        ),
      },
      { label: words('slims.page.from'), cell: (move) => move.place },
      { label: words('slims.page.kind'), cell: (move) => words(`slims.kind.${move.kind}`), wide: true },
      { label: words('slims.page.by'), cell: (move) => move.requestedBy ?? '–', wide: true },
      { label: words('slims.page.state'), cell: (move) => <MoveState move={move} words={words} /> },
    ]}
  />
);

const kindIn = (form: URLSearchParams) => MOVE_KINDS.find((kind) => kind === form.get('kind'));

export async function takeMove(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const url = textIn(form, 'url') ?? '';
  const shown = (): FormState => withoutUrl(keptForm(form));
  if (form.has('periksa')) {
    const checked = await attempt(ctx, form, () => checkSlims(ctx, { url }));
    if (checked.refused)
      return { ...(await page(ctx, withoutUrl(checked.refused))), status: refusalStatus(checked.failure) };
    return page(ctx, shown(), checked.done);
  }
  const [branchId, folder] = [textIn(form, 'branchId'), textIn(form, 'folder')];
  const { done, refused, failure } = await attempt(ctx, form, () =>
    requestMove(ctx, { url, kind: kindIn(form), ...(branchId ? { branchId } : {}), ...(folder ? { folder } : {}) }),
  );
  if (done) return { to: `${movesPath}/${done.id}`, news: { code: 'slims.page.asked' } };
  return { ...(await page(ctx, withoutUrl(refused))), status: refusalStatus(failure) };
}

/** What was typed there holds a password: it is never sent back. */
function withoutUrl(form: FormState): FormState {
  const { url: _secret, ...values } = form.values;
  return { ...form, values };
}
