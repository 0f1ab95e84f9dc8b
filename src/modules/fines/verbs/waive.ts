import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { formatRupiah } from '../../../kernel/money.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { postEntry } from '../../finance/index.ts';
import { RECEIVABLE, WAIVED } from '../fine.ts';
import { PositiveAmount } from '../input.ts';
import { type LockedFine, lockFine } from '../locks.ts';
import { settle } from '../payment.ts';
import type { Waiver } from '../replies.ts';
import { cashier } from '../taking.ts';

const insertWaiver = prepared<Waiver>(
  'fines.waiver.insert',
  `with f as (update fines set waived = waived + $3, updated_at = $6 where id = $2 returning outstanding, status)
   insert into fine_waivers (id, fine_id, amount, reason, waived_by, waived_at, ledger_entry_id)
   values ($1, $2, $3, $4, $5, $6, $7)
   returning id, fine_id as "fineId", amount, reason, waived_by as "waivedBy", waived_at as "waivedAt",
     (select status from f) as "fineStatus", (select outstanding from f) as outstanding`,
);

export const waiveFine = verb({
  name: 'fines.waive',
  permission: 'fine:waive',
  input: z.strictObject({
    id: Uuid,
    /** Absent: all that is still owed. */
    amount: PositiveAmount.optional(),
    reason: trimmed(500),
  }),
  async run(ctx, { id, amount: asked, reason }): Promise<Waiver> {
    const fine = await lockFine(ctx, id);
    const { amount } = settle(asked, fine.outstanding, false);
    const entryId = await postWaiver(ctx, fine, amount);
    const waiver = await insertWaiver.one(ctx.sql, [newId(), id, amount, reason, cashier(ctx), ctx.now, entryId]);
    if (!waiver) throw new Error('waiver was not stored');
    ctx.record('fine.waived', {
      type: 'UPDATE',
      id,
      name: formatRupiah(amount),
      old: { waived: fine.waived, outstanding: fine.outstanding },
      new: { waived: fine.waived + amount, outstanding: waiver.outstanding, reason },
      branchId: fine.branchId,
      touches: [`member:${fine.memberId}`],
    });
    return waiver;
  },
});

const postWaiver = (ctx: VerbCtx, fine: LockedFine, amount: number): Promise<string> =>
  postEntry(ctx, {
    kind: 'FINE_WAIVED',
    description: `fine ${fine.id}`,
    branchId: fine.branchId,
    lines: [
      { account: WAIVED, amount },
      { account: RECEIVABLE, amount: -amount, memberId: fine.memberId },
    ],
  });
