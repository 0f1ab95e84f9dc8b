import { z } from 'zod';
import { failure, notFound } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Bulk, bulkOf } from '../bulk/batch.ts';
import { accountOf, dropParts, lockBatch } from '../bulk/work.ts';

const cancelled = prepared(
  'catalog.bulk.cancelled',
  'update catalog_batches set cancelled_at = $2, cancelled_by = $3 where id = $1',
);

/** Leaves the rest of a bulk edit, or of its undoing, undone. What was done until now stands. */
export const cancelBulkEdit = verb({
  name: 'catalog.cancelBulkEdit',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Bulk> {
    if (!(await lockBatch(ctx, id))) throw notFound('catalog.batch_not_found');
    const { work, books } = await dropParts(ctx, id);
    if (work === null) throw failure('CONFLICT', 'catalog.batch_not_running');
    if (work === 'EDIT') await cancelled.all(ctx.sql, [id, ctx.now, accountOf(ctx)]);
    ctx.record('catalog.bulk_cancelled', { type: 'UPDATE', id, new: { batch: id, work, left: books } });
    return bulkOf(ctx.sql, id);
  },
});
