import { z } from 'zod';
import { COUNT_BOUND, offsetOf, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { REFUND_STATUSES } from './fine.ts';
import { placeOf } from './fine-rows.ts';
import { reachOf } from './reach.ts';
import { RefundReply } from './replies.ts';

export const RefundRowReply = RefundReply.extend({
  memberNumber: z.string(),
  memberName: z.string(),
  receiptNumber: z.int(),
  requestedByName: z.string().nullable(),
  decidedByName: z.string().nullable(),
});

/** Requests for money back, newest first; `status=REQUESTED` are those that wait for somebody. */
export const listRefunds = view({
  name: 'fines.refunds',
  permission: 'fine:refund',
  input: z.strictObject({ ...PageQuery.shape, status: z.enum(REFUND_STATUSES).optional(), branchId: Uuid.optional() }),
  async run(ctx, input) {
    const { branches } = reachOf(ctx.scope);
    let query = ctx.db
      .selectFrom('fineRefunds as r')
      .innerJoin('finePayments as p', 'p.id', 'r.paymentId')
      .innerJoin('fines as f', 'f.id', 'p.fineId')
      .innerJoin('members as m', 'm.id', 'p.memberId');
    if (branches) query = query.where((e) => e('f.branchId', '=', e.fn.any(e.val([...branches]))));
    if (input.status) query = query.where('r.status', '=', input.status);
    if (input.branchId) query = query.where('r.branchId', '=', input.branchId);
    const { total } = await ctx.db
      .selectFrom(
        query
          .select('r.id')
          .limit(COUNT_BOUND + 1)
          .as('counted'),
      )
      .select((e) => e.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const after = input.cursor === undefined ? null : placeOf(input.cursor);
    let slice = query
      .leftJoin('accounts as a', 'a.id', 'r.requestedBy')
      .leftJoin('accounts as d', 'd.id', 'r.decidedBy')
      .select(['r.id', 'r.paymentId', 'p.fineId', 'p.memberId', 'm.memberId as memberNumber', 'm.name as memberName'])
      .select(['p.receiptNumber', 'r.branchId', 'r.amount', 'r.method', 'r.reason', 'r.status', 'r.secondPerson'])
      .select(['r.requestedBy', 'a.name as requestedByName', 'r.requestedAt'])
      .select(['r.decidedBy', 'd.name as decidedByName', 'r.decidedAt', 'r.decisionNote'])
      .orderBy('r.requestedAt', 'desc')
      .orderBy('r.id', 'desc')
      .limit(input.limit + 1)
      .$castTo<z.output<typeof RefundRowReply>>();
    slice = after
      ? slice.where((e) => e(e.refTuple('r.requestedAt', 'r.id'), '<', e.tuple(after.at, after.id)))
      : slice.offset(offsetOf(input));
    return pageOf(await slice.execute(), input, (row) => [row.requestedAt.toISOString(), row.id], total);
  },
});
