import { z } from 'zod';
import { holds } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { REFUND } from './refund.ts';
import { type Fine, FineReply, PaymentReply, RefundReply, WaiverReply } from './replies.ts';
import { fineById } from './views.ts';

const PaymentRow = PaymentReply.omit({ fineStatus: true, outstanding: true }).extend({
  processedByName: z.string().nullable(),
});
export type PaymentRow = z.output<typeof PaymentRow>;
const WaiverRow = WaiverReply.omit({ fineStatus: true, outstanding: true }).extend({
  waivedByName: z.string().nullable(),
});
const RefundRow = RefundReply.extend({ requestedByName: z.string().nullable(), decidedByName: z.string().nullable() });
const NEXT = ['pay', 'waive', 'refund'] as const;
type Next = (typeof NEXT)[number];

export const FineDetailReply = FineReply.extend({
  payments: z.array(PaymentRow),
  waivers: z.array(WaiverRow),
  refunds: z.array(RefundRow),
  /** What the caller may do next, and the code that says why not. */
  can: z.object({ pay: z.boolean(), waive: z.boolean(), refund: z.boolean() }),
  why: z.object({ pay: z.string(), waive: z.string(), refund: z.string() }).partial(),
});

const payments = prepared<PaymentRow>(
  'fines.detail.payments',
  `select p.id, p.receipt_number as "receiptNumber", p.fine_id as "fineId", p.borrowing_id as "borrowingId",
     p.member_id as "memberId", p.branch_id as "branchId", p.amount, p.payment_date as "paymentDate", p.method, p.reference,
     p.processed_by as "processedBy", a.name as "processedByName", p.notes, p.refunded, p.change_credited as "changeCredited",
     p.created_at as "createdAt"
   from fine_payments p left join accounts a on a.id = p.processed_by where p.fine_id = $1 order by p.receipt_number`,
);
const waivers = prepared<z.output<typeof WaiverRow>>(
  'fines.detail.waivers',
  `select w.id, w.fine_id as "fineId", w.amount, w.reason, w.waived_by as "waivedBy", a.name as "waivedByName",
     w.waived_at as "waivedAt"
   from fine_waivers w left join accounts a on a.id = w.waived_by where w.fine_id = $1 order by w.waived_at, w.id`,
);
const refunds = prepared<z.output<typeof RefundRow>>(
  'fines.detail.refunds',
  `select ${REFUND}, a.name as "requestedByName", d.name as "decidedByName"
   from fine_refunds r join fine_payments p on p.id = r.payment_id left join accounts a on a.id = r.requested_by
     left join accounts d on d.id = r.decided_by where p.fine_id = $1 order by r.requested_at, r.id`,
);

export const paymentsOf = (ctx: Ctx, fineId: string): Promise<PaymentRow[]> => payments.all(ctx.sql, [fineId]);

export const getFine = view({
  name: 'fines.get',
  permission: 'fine:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const fine = await fineById(ctx, id);
    const story = {
      payments: await paymentsOf(ctx, id),
      waivers: await waivers.all(ctx.sql, [id]),
      refunds: await refunds.all(ctx.sql, [id]),
    };
    return { ...fine, ...story, ...nextSteps(ctx, fine) };
  },
});

function nextSteps(ctx: Ctx, fine: Fine) {
  const hindrance: Record<Next, string | null> = {
    pay: fine.outstanding > 0 ? null : 'fines.nothing_owed',
    waive: fine.outstanding > 0 ? null : 'fines.nothing_owed',
    refund: fine.paid > 0 ? null : 'fines.nothing_paid',
  };
  const can = { pay: true, waive: true, refund: true };
  const why: Partial<Record<Next, string>> = {};
  for (const step of NEXT) {
    const reason = holds(ctx.actor, `fine:${step}`) ? hindrance[step] : 'kernel.forbidden';
    can[step] = reason === null;
    if (reason !== null) why[step] = reason;
  }
  return { can, why };
}
