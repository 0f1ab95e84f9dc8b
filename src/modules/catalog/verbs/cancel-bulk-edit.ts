import { z } from 'zod';
import { failure, notFound } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Bulk, bulkOf } from '../bulk/batch.ts';
import { leaveRest, lockBatch } from '../bulk/work.ts';

/** Leaves the rest of a bulk edit, or of its undoing, undone. What was done until now stands. */
export const cancelBulkEdit = verb({
  name: 'catalog.cancelBulkEdit',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Bulk> {
    if (!(await lockBatch(ctx, id))) throw notFound('catalog.batch_not_found');
    if (!(await leaveRest(ctx, id))) throw failure('CONFLICT', 'catalog.batch_not_running');
    return bulkOf(ctx.sql, id);
  },
});
