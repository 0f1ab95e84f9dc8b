import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { formatRupiah } from '../../../kernel/money.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { readSettings } from '../../settings/index.ts';
import { moreThanPaid, noPayment } from '../errors.ts';
import { METHODS } from '../fine.ts';
import { PositiveAmount } from '../input.ts';
import { type LockedFine, lockFine } from '../locks.ts';
import { giveBack, refundById, touchedBy } from '../refund.ts';
import type { Refund } from '../replies.ts';
import { cashier, deskOf } from '../taking.ts';

/** What is left of a payment after refunds, given and asked for. */
const refundable = prepared<{ left: number }>(
  'fines.refund.left',
  `select (p.amount - p.refunded - coalesce((select sum(r.amount) from fine_refunds r
     where r.payment_id = p.id and r.status = 'REQUESTED'), 0))::bigint as left
   from fine_payments p where p.id = $1 and p.fine_id = $2`,
);
const insertRefund = prepared(
  'fines.refund.insert',
  `insert into fine_refunds (id, payment_id, branch_id, amount, method, reason, status, requested_by, requested_at, second_person)
   values ($1, $2, $3, $4, $5, $6, 'REQUESTED', $7, $8, $9)`,
);

/** Asks for money back; it goes back when a second person agrees, or at once where the setting says so. */
export const requestRefund = verb({
  name: 'fines.requestRefund',
  permission: 'fine:refund',
  input: z.strictObject({
    id: Uuid,
    paymentId: Uuid,
    /** Absent: all that is left of the payment. */
    amount: PositiveAmount.optional(),
    method: z.enum(METHODS),
    reason: trimmed(500),
  }),
  async run(ctx, { id, paymentId, amount: asked, method, reason }): Promise<Refund> {
    const { refundSecondPerson } = await readSettings(ctx);
    const fine = await lockFine(ctx, id);
    const amount = await amountOf(ctx, fine, paymentId, asked);
    const [refundId, by, branchId] = [newId(), cashier(ctx), deskOf(ctx, fine)];
    const row = [refundId, paymentId, branchId, amount, method, reason, by, ctx.now, refundSecondPerson];
    await insertRefund.all(ctx.sql, row);
    ctx.record('refund.requested', {
      type: 'CREATE',
      id: refundId,
      name: formatRupiah(amount),
      new: { fineId: id, memberId: fine.memberId, paymentId, amount, method, reason },
      branchId,
      touches: touchedBy(fine),
    });
    const refund = await refundById(ctx, refundId);
    return refundSecondPerson ? refund : giveBack(ctx, { refund, fine }, { by, note: null });
  },
});

async function amountOf(ctx: VerbCtx, fine: LockedFine, paymentId: string, asked?: number): Promise<number> {
  const payment = await refundable.one(ctx.sql, [paymentId, fine.id]);
  if (!payment) throw noPayment();
  if (payment.left === 0 || (asked ?? 0) > payment.left) throw moreThanPaid(payment.left);
  return asked ?? payment.left;
}
