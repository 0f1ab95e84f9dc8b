import { z } from 'zod';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { view } from '../../kernel/view.ts';
import type { Batch } from './batches.ts';

/** Bulk changes, newest first: where one is found that is to be undone. Whoever sees one branch sees one's own. */
export const batchList = view({
  name: 'members.batches',
  permission: 'member:update',
  input: z.strictObject({ ...PageQuery.shape, kind: z.enum(['IMPORT', 'PROMOTION']).optional() }),
  async run(ctx, input): Promise<Page<Batch>> {
    const before = input.cursor === undefined ? null : String(decodeCursor(input.cursor, 1)[0]);
    let query = ctx.db.selectFrom('memberBatches');
    if (input.kind) query = query.where('kind', '=', input.kind);
    if (ctx.scope.kind !== 'all' && ctx.actor.kind === 'account')
      query = query.where('createdBy', '=', ctx.actor.accountId);
    const { total } = await query.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    let rows = query
      .select(['id', 'kind', 'summary', 'createdAt', 'createdBy', 'undoneAt'])
      .orderBy('id', 'desc')
      .limit(input.limit + 1);
    rows = before === null ? rows.offset(offsetOf(input)) : rows.where('id', '<', before);
    return pageOf((await rows.execute()) as Batch[], input, (batch) => [batch.id], total);
  },
});
