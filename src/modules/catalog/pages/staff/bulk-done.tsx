import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormKey } from '../../../../ui/components/field.tsx';
import { Empty, Notice, PageHead, Pager } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { type Bulk, getBulkEdit, listBulkEdits } from '../../bulk/batch.ts';
import { cancelBulkEdit } from '../../verbs/cancel-bulk-edit.ts';
import { undoBulkEdit } from '../../verbs/undo-bulk-edit.ts';
import { BulkCounts } from './bulk-preview.tsx';
import { ReloadWithoutScript, UnderWay } from './bulk-progress.tsx';
import { staffWords } from './words.ts';

const PAST = '/staf/buku/massal/riwayat';
const TOUCHED = 'catalog.batch_touched';

/** What was done, and the way back. */
export const bulkDonePage = async (ctx: Ctx, { params }: Asked): Promise<Shown> =>
  doneShown(ctx, await getBulkEdit(ctx, { id: params.id ?? '' }), blankForm(), false);

export async function takeUndo(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const confirmed = form.getAll('confirmed');
  const { done, refused, failure } = await attempt(ctx, form, () => undoBulkEdit(ctx, { id, confirmed }));
  const page = `/staf/buku/massal/${id}`;
  if (done) return done.progress ? { to: page } : { to: page, news: { code: 'catalog.staff.bulk.undone' } };
  const batch = await getBulkEdit(ctx, { id });
  return { ...(await doneShown(ctx, batch, refused, failure.reason === TOUCHED)), status: 422 };
}

export async function takeCancel(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { done, refused } = await attempt(ctx, form, () => cancelBulkEdit(ctx, { id }));
  if (done) return { to: `/staf/buku/massal/${id}`, news: { code: 'catalog.staff.bulk.cancelled' } };
  return { ...(await doneShown(ctx, await getBulkEdit(ctx, { id }), refused, false)), status: 422 };
}

async function doneShown(ctx: Ctx, batch: Bulk, form: FormState, touched: boolean): Promise<Shown> {
  const words = await staffWords(ctx);
  const title = words('catalog.staff.bulk.done');
  return {
    title,
    ...(batch.progress ? { head: <ReloadWithoutScript /> } : {}),
    body: (
      <>
        <PageHead
          title={title}
          back={{ href: PAST, label: words('catalog.staff.bulk.past') }}
          about={`${batch.createdBy ?? '–'} · ${words.moment(batch.createdAt)}`}
        />
        <p class="mb-3">{changesText(batch, words)}</p>
        <live-part id="massal" data-every={batch.progress ? '1000' : undefined}>
          <Standing batch={batch} form={form} touched={touched} words={words} />
        </live-part>
      </>
    ),
  };
}

const STOPPED = { CUT_OFF: 'catalog.staff.bulk.unfinished', CANCELLED: 'catalog.staff.bulk.cancelled_on_the_way' };

/** How far it is, or what came of it and the way back. */
function Standing({ batch, form, touched, words }: UndoProps): VNode {
  const stopped = batch.state === 'CUT_OFF' || batch.state === 'CANCELLED' ? STOPPED[batch.state] : null;
  return (
    <>
      {batch.progress && <UnderWay batch={batch} progress={batch.progress} words={words} />}
      {stopped && (
        <div class="mb-4">
          <Notice tone="attention" title={words(stopped)} />
        </div>
      )}
      {batch.state !== 'RUNNING' && <BulkCounts counts={batch} words={words} />}
      {batch.undoneAt ? (
        <Notice tone="plain" title={words('catalog.staff.bulk.undone_on', { date: words.moment(batch.undoneAt) })}>
          {batch.undoable > 0 && words('catalog.staff.bulk.kept', { count: batch.undoable })}
        </Notice>
      ) : (
        !batch.progress && batch.undoable > 0 && <Undo batch={batch} form={form} touched={touched} words={words} />
      )}
    </>
  );
}

interface UndoProps {
  batch: Bulk;
  form: FormState;
  touched: boolean;
  words: Words;
}

function Undo({ batch, form, touched, words }: UndoProps): VNode {
  return (
    <form method="post" action={`/staf/buku/massal/${batch.id}/urungkan`} class="panel p-4">
      <FormKey form={blankForm()} />
      {form.summary && (
        <div class="mb-3" role="alert">
          <Notice tone="attention" title={form.summary} />
        </div>
      )}
      {touched && (
        <label class="mb-3 flex items-center gap-2 py-1 font-medium">
          <input type="checkbox" class="input" name="confirmed" value={TOUCHED} />
          {words('catalog.staff.bulk.undo.rest')}
        </label>
      )}
      <p class="mb-3 max-w-prose">{words('catalog.staff.bulk.undo.about', { count: words.number(batch.undoable) })}</p>
      <button type="submit" class="btn" data-variant="outline">
        {words('ui.undo')}
      </button>
    </form>
  );
}

/** 'Kategori: isi “Novel”; Subjek: tambahkan “Roman”' */
function changesText(batch: Bulk, words: Words): string {
  return batch.changes
    .map(({ field, mode, value, find }) => {
      const name = words(`catalog.staff.field.${String(field)}`);
      const text = Array.isArray(value) ? value.join('; ') : String(value);
      const what = words(`catalog.staff.bulk.mode.${String(mode)}`).toLowerCase();
      const shown = field === 'branchId' || field === 'collectionTypeId' ? '' : ` “${text}”`;
      return `${name}: ${what}${find ? ` “${String(find)}” →` : ''}${shown}`;
    })
    .join(' · ');
}

export async function bulkPastPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = await staffWords(ctx);
  const { items, meta } = await listBulkEdits(ctx, { page: query.get('page') ?? 1, limit: 50 });
  const title = words('catalog.staff.bulk.past');
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: '/staf/buku', label: words('catalog.staff.books') }} />
        {items.length === 0 ? (
          <Empty title={words('catalog.staff.bulk.past.none')}>{words('catalog.staff.bulk.choose')}</Empty>
        ) : (
          <div class="panel">
            <PastTable batches={items} words={words} />
          </div>
        )}
        <Pager words={words} meta={meta} href={({ page }) => `?page=${page ?? 1}`} />
      </>
    ),
  };
}

const PastTable = ({ batches, words }: { batches: readonly Bulk[]; words: Words }): VNode => (
  <Table
    caption={words('catalog.staff.bulk.past')}
    rows={batches}
    columns={[
      {
        label: words('catalog.staff.bulk.when'),
        head: true,
        cell: (batch) => (
          <a class="link inline-block py-0.5" href={`/staf/buku/massal/${batch.id}`}>
            {words.moment(batch.createdAt)}
          </a>
        ),
      },
      { label: words('catalog.staff.bulk.who'), cell: (batch) => batch.createdBy ?? '–' },
      { label: words('catalog.staff.bulk.changes'), cell: (batch) => changesText(batch, words) },
      { label: words('catalog.staff.bulk.count.changed'), number: true, cell: (batch) => words.number(batch.changed) },
      {
        label: words('catalog.staff.bulk.state'),
        cell: (batch) => words(`catalog.staff.bulk.state.${batch.state}`),
      },
    ]}
  />
);
