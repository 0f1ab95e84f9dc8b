import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { flagsLeft } from '../flags.ts';
import { reindexBooks } from '../index-doc.ts';
import { touchesCopies } from './change.ts';
import { countPlans } from './count.ts';
import { type BookPlan, COLUMNS, changesAnything, planFor } from './plan.ts';
import { lockBulkBooks, readBulkBooks, writeColumns, writeCopies, writeSubjects } from './store.ts';
import type { Summary } from './work.ts';

/** Changes some books of a batch, tells it, and says what the batch comes to with them. */
export async function editPart(
  ctx: VerbCtx,
  batchId: string,
  ids: readonly string[],
  before: Summary,
): Promise<Summary> {
  const { changes, reach = { kind: 'all' } } = before;
  const withCopies = touchesCopies(changes);
  await lockBulkBooks(ctx, ids, withCopies);
  const plans = (await readBulkBooks(ctx.sql, ids, withCopies)).map((book) => planFor(book, changes, reach));
  const changed = plans.filter(changesAnything);
  const counts = countPlans(before, plans);
  if (changed.length === 0) return { ...before, ...counts };
  await keepBefore(ctx, batchId, changed);
  await writePlans(ctx, changed);
  await reindexBooks(
    ctx,
    changed.map(({ book }) => book.id),
  );
  ctx.record('catalog.bulk_edited', {
    type: 'UPDATE',
    id: batchId,
    new: { batch: batchId, count: changed.length, copies: counts.copies - before.copies, changes },
    touches: ['book', 'copy', ...changed.map(({ book }) => `book:${book.id}`)],
  });
  return { ...before, ...counts };
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
