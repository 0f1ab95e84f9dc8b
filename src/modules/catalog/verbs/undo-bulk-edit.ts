import { z } from 'zod';
import { requireScope, type Scope } from '../../../kernel/access.ts';
import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { asSystem, verb } from '../../../kernel/verb.ts';
import { type Bulk, bulkOf, closeBatch } from '../bulk/batch.ts';
import { isTouched, type KeptRow, keptRows, rowsLeft } from '../bulk/kept.ts';
import { lockBulkBooks, partsOf, readBulkBooks, writeColumns, writeCopies, writeSubjects } from '../bulk/store.ts';
import { confirmed } from '../fields.ts';
import { reindexBooks } from '../index-doc.ts';

const TOUCHED = 'catalog.batch_touched';

/** Gives every book of the batch back as it was. Books that somebody changed since are kept, once that is confirmed. */
export const undoBulkEdit = verb({
  name: 'catalog.undoBulkEdit',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid, confirmed }),
  async prepare(ctx, input): Promise<void> {
    const batch = await bulkOf(ctx.sql, input.id);
    if (batch.undoneAt) throw failure('CONFLICT', 'catalog.batch_undone');
    const plan = await whatIsLeft(ctx, input.id);
    if (plan.touched > 0 && !input.confirmed.includes(TOUCHED))
      throw failure('CONFLICT', TOUCHED, {
        params: { touched: plan.touched, count: plan.touched + plan.ids.length },
        details: { touched: plan.touched, untouched: plan.ids.length, confirm: TOUCHED },
      });
    for (const part of await partsOf(ctx.sql, plan.ids, plan.withCopies))
      await asSystem(ctx, (tx) => undoPart(tx, input.id, part, plan));
    await asSystem(ctx, async (tx) => tx.unchanged(await closeBatch(tx, input.id)));
  },
  // Each part was given back with its own fact.
  run: async (ctx, { id }): Promise<Bulk> => ctx.unchanged(await bulkOf(ctx.sql, id)),
});

interface Left {
  ids: string[];
  touched: number;
  withCopies: boolean;
  reach: Scope;
}

const AT_ONCE = 1000;

async function whatIsLeft(ctx: Ctx, batchId: string): Promise<Left> {
  const out: Left = { ids: [], touched: 0, withCopies: false, reach: { kind: 'all' } };
  for (let after: string | null = null; ; ) {
    const rows: KeptRow[] = await rowsLeft(ctx.sql, batchId, after, AT_ONCE);
    if (rows.some(({ before }) => before.copies.length > 0) && !out.withCopies) {
      out.withCopies = true;
      out.reach = requireScope(ctx.actor, 'copy:update');
    }
    const untouched = await untouchedOf(ctx, rows, out);
    out.ids.push(...untouched.map(({ bookId }) => bookId));
    out.touched += rows.length - untouched.length;
    if (rows.length < AT_ONCE) return out;
    after = rows.at(-1)?.bookId ?? null;
  }
}

async function untouchedOf(ctx: Ctx, rows: readonly KeptRow[], { withCopies, reach }: Left): Promise<KeptRow[]> {
  const ids = rows.map(({ bookId }) => bookId);
  const books = new Map((await readBulkBooks(ctx.sql, ids, withCopies)).map((book) => [book.id, book]));
  return rows.filter((row) => !isTouched(row, books.get(row.bookId), reach));
}

const markUndone = prepared(
  'catalog.bulk.undone',
  'update catalog_batch_rows set undone_at = $3 where batch_id = $1 and book_id = any ($2)',
);

async function undoPart(ctx: VerbCtx, batchId: string, ids: readonly string[], left: Left): Promise<void> {
  await lockBulkBooks(ctx, ids, left.withCopies);
  const rows = await untouchedOf(ctx, await keptRows(ctx.sql, batchId, ids), left);
  if (rows.length === 0) return ctx.unchanged(undefined);
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
