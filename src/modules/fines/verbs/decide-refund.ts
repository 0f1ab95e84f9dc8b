import { z } from 'zod';
import { formatRupiah } from '../../../kernel/money.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { secondPerson } from '../errors.ts';
import { giveBack, lockRefund, refundById, touchedBy } from '../refund.ts';
import { cashier } from '../taking.ts';

const DecideInput = z.strictObject({ id: Uuid, note: trimmed(500).optional() });

export const approveRefund = verb({
  name: 'fines.approveRefund',
  permission: 'fine:refund',
  input: DecideInput,
  async run(ctx, { id, note }) {
    const by = cashier(ctx);
    const locked = await lockRefund(ctx, id);
    if (locked.refund.secondPerson && locked.refund.requestedBy === by) throw secondPerson();
    return giveBack(ctx, locked, { by, note: note ?? null });
  },
});

const reject = prepared(
  'fines.refund.reject',
  `update fine_refunds set status = 'REJECTED', decided_by = $2, decided_at = $3, decision_note = $4 where id = $1`,
);

/** Nothing moves; whoever asked may take the request back so as well. */
export const rejectRefund = verb({
  name: 'fines.rejectRefund',
  permission: 'fine:refund',
  input: DecideInput,
  async run(ctx, { id, note }) {
    const { refund, fine } = await lockRefund(ctx, id);
    await reject.all(ctx.sql, [id, cashier(ctx), ctx.now, note ?? null]);
    ctx.record('refund.rejected', {
      type: 'UPDATE',
      id,
      name: formatRupiah(refund.amount),
      old: { status: 'REQUESTED' },
      new: { status: 'REJECTED', note: note ?? null, fineId: fine.id },
      branchId: refund.branchId,
      touches: touchedBy(fine),
    });
    return refundById(ctx, id);
  },
});
