import type { Scope } from '../../../kernel/access.ts';
import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { reindexBooks } from '../index-doc.ts';
import { isTouched, type KeptRow, keptRows } from './kept.ts';
import { lockBulkBooks, readBulkBooks, writeColumns, writeCopies, writeSubjects } from './store.ts';
import type { Summary } from './work.ts';

export interface Reach {
  withCopies: boolean;
  reach: Scope;
}

/** Those that nobody changed since, as far as one reaches. */
export async function untouchedOf(ctx: Ctx, rows: readonly KeptRow[], { withCopies, reach }: Reach) {
  const ids = rows.map(({ bookId }) => bookId);
  const books = new Map((await readBulkBooks(ctx.sql, ids, withCopies)).map((book) => [book.id, book]));
  return rows.filter((row) => !isTouched(row, books.get(row.bookId), reach));
}

const markUndone = prepared(
  'catalog.bulk.undone',
  'update catalog_batch_rows set undone_at = $3 where batch_id = $1 and book_id = any ($2)',
);

/** Gives some books of a batch back as they were; whoever was touched meanwhile stays. */
export async function undoPart(ctx: VerbCtx, batchId: string, ids: readonly string[], summary: Summary): Promise<void> {
  const { withCopies = false, reach = { kind: 'all' } } = summary;
  await lockBulkBooks(ctx, ids, withCopies);
  const rows = await untouchedOf(ctx, await keptRows(ctx.sql, batchId, ids), { withCopies, reach });
  if (rows.length === 0) return;
  await writeColumns(
    ctx,
    rows.flatMap(({ bookId, before }) => (before.columns ? [{ id: bookId, ...before.columns }] : [])),
  );
  await writeSubjects(
    ctx,
    rows.flatMap(({ bookId, before }) => (before.subjects ? [{ id: bookId, subjects: before.subjects }] : [])),
  );
  await writeCopies(
    ctx,
    rows.flatMap(({ before }) => before.copies),
  );
  const done = rows.map(({ bookId }) => bookId);
  await markUndone.all(ctx.sql, [batchId, done, ctx.now]);
  await reindexBooks(ctx, done);
  ctx.record('catalog.bulk_undone', {
    type: 'UPDATE',
    id: batchId,
    new: { batch: batchId, count: done.length },
    touches: ['book', 'copy', ...done.map((id) => `book:${id}`)],
  });
}
