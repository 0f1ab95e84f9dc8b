import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { chargeFine } from '../../fines/index.ts';
import { deskBranch } from '../desk.ts';
import { chargeOverdue } from '../fine.ts';
import { closeLoan, markClaimed, moveCopy } from '../queries.ts';
import type { LoanRow } from '../situation.ts';
import { loadBorrowing } from '../views.ts';
import { lockOpenLoan } from './renew.ts';

const Charging = z.strictObject({
  id: Uuid,
  /** Whole rupiah; absent: the price of the copy when lost, nothing when damaged. 0 charges nothing. */
  amount: z.int().min(0).max(1_000_000_000).optional(),
  notes: trimmed(500).optional(),
});
type ChargeInput = z.output<typeof Charging>;

/** The loan ends, the copy is lost; late days and the price of the copy are charged. */
export const markLost = verb({
  name: 'circulation.lost',
  permission: 'borrowing:claim',
  input: Charging,
  async run(ctx, input) {
    const loan = await lockOpenLoan(ctx, input.id);
    return endWith(ctx, loan, 'LOST', input, input.amount ?? loan.copyPrice ?? 0);
  },
});

/** The copy came back damaged: it goes to repair, and the damage may be charged. */
export const markDamaged = verb({
  name: 'circulation.damaged',
  permission: 'borrowing:claim',
  input: Charging,
  async run(ctx, input) {
    const loan = await lockOpenLoan(ctx, input.id);
    return endWith(ctx, loan, 'DAMAGED', input, input.amount ?? 0);
  },
});

async function endWith(ctx: VerbCtx, loan: LoanRow, outcome: 'LOST' | 'DAMAGED', input: ChargeInput, amount: number) {
  const branchId = deskBranch(ctx, loan.branchId);
  const overdue = (await chargeOverdue(ctx, loan, branchId))?.amount ?? 0;
  if (amount > 0) await chargeFor(ctx, loan, branchId, outcome, amount);
  await closeLoan(ctx, { id: loan.id, branchId, fine: overdue + amount, outcome, notes: input.notes ?? null });
  await moveCopy(ctx, loan.copyId, outcome);
  ctx.record(outcome === 'LOST' ? 'borrowing.lost' : 'borrowing.damaged', {
    type: 'RETURN',
    id: loan.id,
    name: loan.title,
    branchId,
    old: { copyStatus: loan.copyStatus },
    new: { copyStatus: outcome, overdue, charge: amount },
    touches: [`book:${loan.bookId}`],
  });
  return loadBorrowing(ctx, { kind: 'all' }, loan.id);
}

async function chargeFor(
  ctx: VerbCtx,
  loan: LoanRow,
  branchId: string,
  reason: 'LOST' | 'DAMAGED',
  amount: number,
): Promise<void> {
  await chargeFine(ctx, {
    borrowingId: loan.id,
    memberId: loan.memberId,
    branchId,
    reason,
    amount,
    explanation: { title: loan.title, barcode: loan.barcode, price: loan.copyPrice },
  });
}

/** The member says the copy was returned: the loan stays open, stops growing a fine, and the shelf is searched. */
export const claimReturned = verb({
  name: 'circulation.claim',
  permission: 'borrowing:claim',
  input: z.strictObject({ id: Uuid, notes: trimmed(500).optional() }),
  async run(ctx, input) {
    const loan = await lockOpenLoan(ctx, input.id);
    if (loan.claimedReturnedAt) return ctx.unchanged(await loadBorrowing(ctx, { kind: 'all' }, loan.id));
    await markClaimed(ctx, loan.id, input.notes ?? null);
    ctx.record('borrowing.claimed_returned', {
      type: 'UPDATE',
      id: loan.id,
      name: loan.title,
      branchId: loan.branchId,
      new: { claimed: true },
    });
    return loadBorrowing(ctx, { kind: 'all' }, loan.id);
  },
});
