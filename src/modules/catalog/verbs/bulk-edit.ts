import { z } from 'zod';
import type { Scope } from '../../../kernel/access.ts';
import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { asSystem, verb } from '../../../kernel/verb.ts';
import { type Bulk, beginBatch, bulkOf, type Counts, sumUp } from '../bulk/batch.ts';
import { type BulkChange, touchesCopies, Wanted } from '../bulk/change.ts';
import { countPlans, NOTHING } from '../bulk/count.ts';
import { type BookPlan, COLUMNS, changesAnything, planFor } from '../bulk/plan.ts';
import { lockBulkBooks, partsOf, readBulkBooks, writeColumns, writeCopies, writeSubjects } from '../bulk/store.ts';
import { resolveWanted } from '../bulk/wanted.ts';
import { flagsLeft } from '../flags.ts';
import { reindexBooks } from '../index-doc.ts';

/** Many books at once, in parts of their own; each part tells its fact under the one batch id, by which all is undone. */
export const bulkEdit = verb({
  name: 'catalog.bulkEdit',
  permission: 'book:update',
  input: z.strictObject({
    ...Wanted,
    /** Chosen by the caller: the same batch is carried out once, however often it is sent. */
    batchId: Uuid.optional(),
  }),
  async prepare(ctx, input): Promise<string> {
    const { ids, reach } = await resolveWanted(ctx, input);
    const batch = { id: input.batchId ?? newId(), changes: input.changes, reach };
    await carryOut(ctx, batch, ids);
    return batch.id;
  },
  // Each part was written with its own fact; what is left is to say so.
  run: async (ctx, _input, id): Promise<Bulk> => ctx.unchanged(await bulkOf(ctx.sql, id)),
});

interface Batch {
  id: string;
  changes: readonly BulkChange[];
  reach: Scope;
}

async function carryOut(ctx: Ctx, batch: Batch, ids: readonly string[]): Promise<void> {
  const isNew = await asSystem(ctx, async (tx) => tx.unchanged(await beginBatch(tx, batch.id, NOTHING, batch.changes)));
  if (!isNew) return;
  const parts = await partsOf(ctx.sql, ids, touchesCopies(batch.changes));
  let counts = NOTHING;
  for (const [at, part] of parts.entries()) {
    const before = counts;
    counts = await asSystem(ctx, (tx) => editPart(tx, batch, part, before, at === parts.length - 1));
  }
}

async function editPart(ctx: VerbCtx, batch: Batch, ids: readonly string[], before: Counts, isLast: boolean) {
  const withCopies = touchesCopies(batch.changes);
  await lockBulkBooks(ctx, ids, withCopies);
  const plans = (await readBulkBooks(ctx.sql, ids, withCopies)).map((book) =>
    planFor(book, batch.changes, batch.reach),
  );
  const changed = plans.filter(changesAnything);
  const counts = countPlans(before, plans);
  await keepBefore(ctx, batch.id, changed);
  await writePlans(ctx, changed);
  await sumUp(ctx, batch.id, counts, batch.changes, isLast);
  if (changed.length === 0) return ctx.unchanged(counts);
  await reindexBooks(
    ctx,
    changed.map(({ book }) => book.id),
  );
  ctx.record('catalog.bulk_edited', {
    type: 'UPDATE',
    id: batch.id,
    new: { batch: batch.id, count: changed.length, copies: counts.copies - before.copies, changes: batch.changes },
    touches: ['book', 'copy', ...changed.map(({ book }) => `book:${book.id}`)],
  });
  return counts;
}

const editsRecord = (plan: BookPlan): boolean => plan.columns !== null || plan.subjects !== null;

async function writePlans(ctx: VerbCtx, plans: readonly BookPlan[]): Promise<void> {
  const records = plans.filter(editsRecord).map(({ book, columns }) => {
    const now = columns ?? book;
    const columnsChanged = COLUMNS.filter((column) => now[column] !== book[column]);
    const { category, location, classification, callNumber, language, materialType, status } = now;
    const values = { category, location, classification, callNumber, language, materialType, status };
    return { id: book.id, ...values, flags: flagsLeft(book.flags, columnsChanged) };
  });
  await writeColumns(ctx, records);
  await writeSubjects(
    ctx,
    plans.flatMap(({ book, subjects }) => (subjects ? [{ id: book.id, subjects }] : [])),
  );
  await writeCopies(
    ctx,
    plans.flatMap(({ copies }) => copies.map(({ copy, now }) => ({ id: copy.id, ...now }))),
  );
}

const keep = prepared(
  'catalog.bulk.keep',
  `insert into catalog_batch_rows (batch_id, book_id, before, version)
   select $1, book_id, before, version from jsonb_to_recordset($2::jsonb) as r (book_id uuid, before jsonb, version int)`,
);

/** The book and its copies as they were, with the versions they will have: whoever touches them later is told apart. */
async function keepBefore(ctx: VerbCtx, batchId: string, plans: readonly BookPlan[]): Promise<void> {
  if (plans.length === 0) return;
  const rows = plans.map((plan) => {
    const { book, subjects, copies } = plan;
    const { category, location, classification, callNumber, language, materialType, status, flags } = book;
    const columns = { category, location, classification, callNumber, language, materialType, status, flags };
    const before = {
      columns: editsRecord(plan) ? columns : null,
      subjects: subjects ? book.subjects : null,
      copies: copies.map(({ copy }) => ({
        id: copy.id,
        version: copy.version + 1,
        branchId: copy.branchId,
        collectionTypeId: copy.collectionTypeId,
        location: copy.location,
      })),
    };
    return { book_id: book.id, before, version: editsRecord(plan) ? book.version + 1 : book.version };
  });
  await keep.all(ctx.sql, [batchId, JSON.stringify(rows)]);
}
