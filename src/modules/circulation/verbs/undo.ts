import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { cancelFine } from '../../fines/index.ts';
import { UNDO_MS } from '../borrowing.ts';
import { seesLoan } from '../desk.ts';
import { borrowingNotFound, notOpen, undoCopyMoved, undoFineTouched, undoTooLate } from '../errors.ts';
import { placeFreeCopy, unshelveCopy } from '../holds.ts';
import { lockLoan } from '../locks.ts';
import { cancelLoan, moveCopy, reopenLoan } from '../queries.ts';
import { type LoanRow, readLoanSituation } from '../situation.ts';
import { loadBorrowing } from '../views.ts';

/** Takes back the last scan of a loan, within 30 seconds: the borrowing, or its return. */
export const undo = verb({
  name: 'circulation.undo',
  permission: 'borrowing:undo',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, input) {
    const locked = await lockLoan(ctx.sql, input.id);
    const loan = locked?.borrowingId ? await readLoanSituation(ctx.sql, locked.borrowingId, ctx.now) : undefined;
    if (!loan || !seesLoan(ctx, loan)) throw borrowingNotFound();
    if (loan.status === 'CANCELLED') throw notOpen();
    if (ctx.now.getTime() - (loan.returnDate ?? loan.createdAt).getTime() > UNDO_MS) throw undoTooLate();
    const undone = loan.returnDate ? await undoReturn(ctx, loan) : await undoBorrow(ctx, loan);
    ctx.record(undone, {
      type: 'UPDATE',
      id: loan.id,
      name: loan.title,
      branchId: loan.branchId,
      old: { status: loan.status },
      touches: [`book:${loan.bookId}`],
    });
    return loadBorrowing(ctx, { kind: 'all' }, loan.id);
  },
});

/** On the shelf again when it was there and the copy in the hand may stand there ($4); else in its old place of the queue. */
const restoreHold = prepared<{ id: string; shelved: boolean; branchId: string }>(
  'circulation.undo.hold',
  `update holds set borrowing_id = null, closed_at = null, closed_by = null, updated_at = $2,
     status = case when shelved_at is not null and $4 then 'SHELVED' else 'WAITING' end,
     copy_id = case when shelved_at is not null and $4 then copy_id end,
     shelved_at = case when $4 then shelved_at end, expires_at = case when $4 then expires_at end
   where borrowing_id = $1 and member_id = $3 returning id, status = 'SHELVED' as shelved, pickup_branch_id as "branchId"`,
);

/** States that lending passed over by permission: an undone loan leaves them as they were. */
const OUT_OF_USE = new Set(['DAMAGED', 'LOST', 'IN_TRANSIT']);

async function undoBorrow(ctx: VerbCtx, loan: LoanRow): Promise<string> {
  if (loan.renewals > 0) throw undoTooLate();
  await cancelLoan(ctx, loan.id);
  const before = loan.copyStatusBefore ?? 'AVAILABLE';
  const usable = !OUT_OF_USE.has(before);
  const hold = await restoreHold.one(ctx.sql, [loan.id, ctx.now, loan.memberId, usable]);
  if (hold) {
    const { id, branchId, shelved } = hold;
    ctx.record('hold.reopened', { type: 'UPDATE', id, branchId, new: { status: shelved ? 'SHELVED' : 'WAITING' } });
  }
  if (hold?.shelved) await moveCopy(ctx, loan.copyId, 'ON_HOLD_SHELF');
  else if (!usable) await moveCopy(ctx, loan.copyId, before, loan.transitToBefore);
  // It was on the shelf for somebody else, whose hold went back into the queue: whoever is first there gets it.
  else if (before === 'ON_HOLD_SHELF') await placeFreeCopy(ctx, loan, loan.branchId);
  else await moveCopy(ctx, loan.copyId, 'AVAILABLE');
  return 'borrowing.cancelled';
}

const finesOfReturn = prepared<{ id: string; amount: number }>(
  'circulation.undo.fines',
  `select id, amount from fines where borrowing_id = $1 and created_at = $2 and cancelled_at is null order by id`,
);

const lentSince = prepared(
  'circulation.undo.lentSince',
  `select 1 from borrowings where copy_id = $1 and borrow_date >= $2 and id <> $3 and status <> 'CANCELLED' limit 1`,
);

const PLACED = new Set(['AVAILABLE', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'DAMAGED', 'LOST']);

async function undoReturn(ctx: VerbCtx, loan: LoanRow): Promise<string> {
  const lentAgain = await lentSince.one(ctx.sql, [loan.copyId, loan.returnDate, loan.id]);
  if (lentAgain || !PLACED.has(loan.copyStatus)) throw undoCopyMoved();
  const fines = await finesOfReturn.all(ctx.sql, [loan.id, loan.returnDate]);
  for (const fine of fines) await takeFineBack(ctx, fine.id);
  await unshelveCopy(ctx, loan.copyId);
  await reopenLoan(
    ctx,
    loan.id,
    fines.reduce((sum, fine) => sum + fine.amount, 0),
  );
  await moveCopy(ctx, loan.copyId, 'ON_LOAN');
  return 'borrowing.return_undone';
}

async function takeFineBack(ctx: VerbCtx, fineId: string): Promise<void> {
  try {
    await cancelFine(ctx, fineId);
  } catch (error) {
    throw error instanceof Failure ? undoFineTouched() : error;
  }
}
