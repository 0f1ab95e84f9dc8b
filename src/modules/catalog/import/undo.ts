import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { search } from '../../search/index.ts';
import { lockBulkBooks } from '../bulk/store.ts';
import { reindexBooks } from '../index-doc.ts';
import { restoreBooks } from './restore.ts';

const AT_ONCE = 500;
const MOST_TOLD = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What stays although it is of the import, and why. */
export interface Stayed {
  readonly id: string;
  readonly title: string;
  /** A message: catalog.changed_since or catalog.used_since. */
  readonly reason: string;
}
export interface UndoneBooks {
  removed: number;
  copies: number;
  restored: number;
  stayed: number;
  told: Stayed[];
}

interface Candidate {
  id: string;
  title: string;
  bookId: string;
  reason: Stayed['reason'] | null;
}

const USED = `exists (select from borrowings x where x.book_id = b.id) or exists (select from holds x where x.book_id = b.id)`;
const books = prepared<Candidate>(
  'catalog.import.undo.books',
  `select b.id, b.id as "bookId", b.title, case
     when ${USED} then 'catalog.used_since'
     when book_changes(b.id, b.version) > 0 or exists (select from copies c where c.book_id = b.id
       and (c.batch_id is distinct from $1 or c.version > 1 or c.status <> 'AVAILABLE')) then 'catalog.changed_since' end as reason
   from books b where b.batch_id = $1 and b.id > $2 order by b.id limit ${AT_ONCE}`,
);
const copies = prepared<Candidate>(
  'catalog.import.undo.copies',
  `select c.id, c.book_id as "bookId", b.title, case
     when exists (select from borrowings x where x.copy_id = c.id) or exists (select from holds x where x.copy_id = c.id)
       then 'catalog.used_since'
     when c.version > 1 or c.status <> 'AVAILABLE' then 'catalog.changed_since' end as reason
   from copies c join books b on b.id = c.book_id
   where c.batch_id = $1 and b.batch_id is distinct from $1 and c.id > $2 order by c.id limit ${AT_ONCE}`,
);
const overlaid = prepared<Candidate>(
  'catalog.import.undo.overlaid',
  `select b.id, b.id as "bookId", b.title, case when b.version <> r.version then 'catalog.changed_since' end as reason
   from catalog_batch_rows r join books b on b.id = r.book_id
   where r.batch_id = $1 and r.undone_at is null and b.id > $2 order by b.id limit ${AT_ONCE}`,
);
/** The application may not delete books: only this, and only what an import made and nobody has touched. */
const removeBooks = prepared<{ id: string }>(
  'catalog.import.undo.removeBooks',
  'select id from remove_imported_books($1, $2::uuid[]) id',
);
const removeCopies = prepared<{ id: string }>(
  'catalog.import.undo.removeCopies',
  'select id from remove_imported_copies($1, $2::uuid[]) id',
);

type Kind = 'removed' | 'copies' | 'restored';
interface Step {
  readonly count: Kind;
  readonly find: typeof books;
  /** Takes these back; gives the ids it took. */
  take(ctx: VerbCtx, batchId: string, found: readonly Candidate[]): Promise<string[]>;
}

const STEPS: readonly Step[] = [
  {
    count: 'removed',
    find: books,
    async take(ctx, batchId, found) {
      const gone = (await removeBooks.all(ctx.sql, [batchId, found.map(({ id }) => id)])).map(({ id }) => id);
      await search.remove(ctx, 'book', gone);
      return gone;
    },
  },
  {
    count: 'copies',
    find: copies,
    async take(ctx, batchId, found) {
      const gone = (await removeCopies.all(ctx.sql, [batchId, found.map(({ id }) => id)])).map(({ id }) => id);
      await reindexBooks(ctx, [...new Set(found.map(({ bookId }) => bookId))].sort());
      return gone;
    },
  },
  {
    count: 'restored',
    find: overlaid,
    take: (ctx, batchId, found) =>
      restoreBooks(
        ctx,
        batchId,
        found.map(({ id }) => id),
      ),
  },
];

const close = prepared(
  'catalog.import.undo.close',
  'update catalog_batches set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null',
);

const NOTHING: UndoneBooks = { removed: 0, copies: 0, restored: 0, stayed: 0, told: [] };

export interface UndoWatch {
  /** What an undo that was broken off had done. */
  readonly before?: UndoneBooks | undefined;
  /** Kept in the transaction of each part. */
  readonly keep?: ((tx: VerbCtx, undone: UndoneBooks) => Promise<void>) | undefined;
}

/** Takes an import of books back in parts, each with its fact: what was changed, lent or waited for since stays, and is told. */
export async function undoBookImport(ctx: Ctx, batchId: string, watch: UndoWatch = {}): Promise<UndoneBooks> {
  // Whatever stayed is told anew when an undo is taken up again.
  let undone: UndoneBooks = { ...(watch.before ?? NOTHING), stayed: 0, told: [] };
  for (const step of STEPS) {
    for (let after: string | null = FIRST; after !== null; ) {
      const from: string = after;
      const soFar = undone;
      const part = await asSystem({ ...ctx, now: ctx.app.clock.now() }, (tx) =>
        undoPart(tx, step, batchId, from, soFar, watch),
      );
      undone = part.undone;
      after = part.after;
    }
  }
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  await asSystem(ctx, async (tx) => tx.unchanged(await close.all(tx.sql, [batchId, ctx.now, by])));
  return undone;
}

async function undoPart(
  ctx: VerbCtx,
  step: Step,
  batchId: string,
  from: string,
  soFar: UndoneBooks,
  { keep }: UndoWatch,
): Promise<{ undone: UndoneBooks; after: string | null }> {
  const seen = await step.find.all(ctx.sql, [batchId, from]);
  // Locked first, then looked at again: in between somebody may have lent one.
  await lockBulkBooks(ctx, [...new Set(seen.map(({ bookId }) => bookId))].sort(), true);
  const found = await step.find.all(ctx.sql, [batchId, from]);
  const free = found.filter(({ reason }) => reason === null);
  const taken = new Set(free.length > 0 ? await step.take(ctx, batchId, free) : []);
  const stayed = found.filter(({ id }) => !taken.has(id));
  const told = stayed.map(({ id, title, reason }) => ({ id, title, reason: reason ?? 'catalog.used_since' }));
  const undone = {
    ...soFar,
    [step.count]: soFar[step.count] + taken.size,
    stayed: soFar.stayed + stayed.length,
    told: [...soFar.told, ...told].slice(0, MOST_TOLD),
  };
  if (taken.size === 0) ctx.unchanged(undefined);
  else tell(ctx, batchId, { [step.count]: taken.size, stayed: stayed.length }, free);
  await keep?.(ctx, undone);
  return { undone, after: found.length < AT_ONCE ? null : (found.at(-1)?.id ?? null) };
}

function tell(ctx: VerbCtx, batchId: string, counts: object, free: readonly Candidate[]): void {
  const touches = ['book', 'copy', ...new Set(free.map(({ bookId }) => `book:${bookId}`))];
  ctx.record('catalog.import_undone', { type: 'UPDATE', id: batchId, new: { batch: batchId, ...counts }, touches });
}
