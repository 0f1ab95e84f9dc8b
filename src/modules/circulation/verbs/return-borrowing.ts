import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { translate } from '../../../kernel/i18n.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { unknownCopy } from '../../catalog/index.ts';
import { payFine, waiveFine } from '../../fines/index.ts';
import { deskBranch, seesLoan } from '../desk.ts';
import { borrowingNotFound, copyNotFound, notOpen, waiveOrPay } from '../errors.ts';
import { type Charged, chargeOverdue } from '../fine.ts';
import { homeOf, nextHold, type Placed, placeFreeCopy } from '../holds.ts';
import { lockCopyAndLoan, lockLoan } from '../locks.ts';
import { type BorrowingRow, borrowingView } from '../present.ts';
import { closeAndMove } from '../queries.ts';
import type { NextAct, Returned } from '../replies.ts';
import { lockCopyToReturn, lockToReturn, type ReturnRow } from '../return-rows.ts';
import { type CopyRow, readCopySituation, readLoanSituation } from '../situation.ts';

const Settling = {
  /** Waives the fine of this return; needs fine:waive. */
  waiveFine: z.boolean().default(false),
  /** Pays the fine of this return in full; needs fine:pay. */
  paymentMethod: z.enum(['CASH', 'TRANSFER', 'E_WALLET', 'CARD', 'QRIS']).optional(),
  notes: trimmed(500).optional(),
};
const ReturnInput = z.strictObject({ id: Uuid, ...Settling });
const ReturnCopyInput = z.strictObject({ barcode: trimmed(40), ...Settling });
type How = Pick<z.output<typeof ReturnInput>, 'waiveFine' | 'paymentMethod' | 'notes'>;

export const returnBorrowing = verb({
  name: 'circulation.return',
  permission: 'borrowing:return',
  input: ReturnInput,
  async run(ctx, input): Promise<Returned> {
    const loan = (await lockToReturn(ctx, input.id)) ?? (await lockedLoan(ctx, input.id));
    if (!seesLoan(ctx, loan)) throw borrowingNotFound();
    return takeBack(ctx, loan, input);
  },
});

/** A copy in the hand needs no patron: its loan ends if it has one, and the next act is told either way. */
export const returnCopy = verb({
  name: 'circulation.return.copy',
  permission: 'borrowing:return',
  input: ReturnCopyInput,
  async run(ctx, input): Promise<Returned> {
    const loan = await lockCopyToReturn(ctx, input.barcode);
    if (loan) return takeBack(ctx, loan, input);
    const locked = await lockCopyAndLoan(ctx.sql, input.barcode);
    if (!locked?.copyId) throw await unknownCopy(ctx, input.barcode, copyNotFound());
    // The loan we waited for ended, and the copy may have been lent again: whoever wants to lend it now waits for us.
    const newer = await lockCopyToReturn(ctx, input.barcode);
    if (newer) return takeBack(ctx, newer, input);
    const copy = await readCopySituation(ctx.sql, locked.copyId);
    if (!copy) throw copyNotFound();
    return checkIn(ctx, copy);
  },
});

/** Ended, or only its member merged while we waited: with the locks in hand the second look is right. */
async function lockedLoan(ctx: VerbCtx, id: string): Promise<ReturnRow> {
  if (!(await lockLoan(ctx.sql, id))?.borrowingId) throw borrowingNotFound();
  const loan = await lockToReturn(ctx, id);
  if (loan) return loan;
  const ended = await readLoanSituation(ctx.sql, id, ctx.now);
  throw ended && seesLoan(ctx, ended) ? notOpen() : borrowingNotFound();
}

async function takeBack(ctx: VerbCtx, loan: ReturnRow, how: How): Promise<Returned> {
  const branchId = deskBranch(ctx, loan.branchId);
  const charged = await chargeOverdue(ctx, loan, branchId);
  const ended = { id: loan.id, branchId, fine: charged?.amount ?? 0, notes: how.notes ?? null };
  const home = homeOf(loan, branchId);
  const copy = { id: loan.copyId, bookId: loan.bookId, status: home.status, transitTo: home.branchId };
  const placed = (await closeAndMove(ctx, ended, copy)) ? home : await placeFreeCopy(ctx, loan, branchId);
  ctx.record('borrowing.returned', {
    type: 'RETURN',
    id: loan.id,
    name: loan.title,
    branchId,
    new: { returnDate: ctx.now, fine: ended.fine, copyStatus: placed.status },
    touches: [`book:${loan.bookId}`],
  });
  const outstanding = charged ? await settle(ctx, charged, how) : 0;
  return {
    borrowing: borrowingView(ctx, endedLoan(ctx, loan, ended)),
    copy: { id: loan.copyId, barcode: loan.barcode, title: loan.title, status: placed.status },
    fine: charged ? { ...charged, outstanding } : null,
    next: nextAct(ctx, placed),
  };
}

/** As it stands in the database now, without asking it. */
const endedLoan = (ctx: VerbCtx, loan: ReturnRow, ended: { fine: number; notes: string | null }): BorrowingRow => ({
  ...loan,
  returnDate: ctx.now,
  updatedAt: ctx.now,
  status: 'RETURNED',
  outcome: 'RETURNED',
  fine: loan.fine + ended.fine,
  accruedFine: 0,
  notes: ended.notes ?? loan.notes,
  waitingHolds: 0,
});

/** Through the fines' own verbs, so that their permissions and facts hold here too. */
async function settle(ctx: VerbCtx, fine: Charged, how: How): Promise<number> {
  if (how.waiveFine && how.paymentMethod) throw waiveOrPay();
  if (how.waiveFine) {
    await waiveFine(ctx, { id: fine.id, reason: how.notes ?? translate(ctx.locale, 'circulation.waived_at_return') });
    return 0;
  }
  if (!how.paymentMethod) return fine.amount;
  await payFine(ctx, { id: fine.id, method: how.paymentMethod });
  return 0;
}

const shelvedFor = prepared<{ name: string }>(
  'circulation.return.shelvedFor',
  `select m.name from holds h join members m on m.id = h.member_id where h.copy_id = $1 and h.status = 'SHELVED'`,
);

async function checkIn(ctx: VerbCtx, copy: CopyRow): Promise<Returned> {
  const branchId = deskBranch(ctx, copy.homeBranchId);
  const reply = (status: string, next: NextAct): Returned => ({
    borrowing: null,
    copy: { id: copy.copyId, barcode: copy.barcode, title: copy.title, status },
    fine: null,
    next,
  });
  if (copy.copyStatus === 'DAMAGED' || copy.copyStatus === 'WITHDRAWN') {
    return ctx.unchanged(reply(copy.copyStatus, act(ctx, 'REPAIR')));
  }
  if (copy.copyStatus === 'ON_HOLD_SHELF') {
    const memberName = (await shelvedFor.one(ctx.sql, [copy.copyId]))?.name ?? '';
    return ctx.unchanged(reply(copy.copyStatus, act(ctx, 'HOLD_SHELF', { memberName })));
  }
  const atHome = copy.copyStatus === 'AVAILABLE' && copy.homeBranchId === branchId;
  if (atHome && !(await nextHold(ctx, copy))) return ctx.unchanged(reply('AVAILABLE', act(ctx, 'SHELVE')));
  const placed = await placeFreeCopy(ctx, copy, branchId);
  ctx.record('copy.checked_in', {
    type: 'UPDATE',
    id: copy.copyId,
    name: copy.barcode,
    branchId,
    old: { status: copy.copyStatus },
    new: { status: placed.status },
    touches: [`book:${copy.bookId}`],
  });
  return reply(placed.status, nextAct(ctx, placed));
}

const act = (ctx: VerbCtx, name: NextAct['act'], more: Partial<NextAct> = {}): NextAct => ({
  act: name,
  message: translate(ctx.locale, `circulation.next.${name.toLowerCase()}`, { name: more.memberName ?? '' }),
  branchId: null,
  holdId: null,
  memberName: null,
  ...more,
});

const nextAct = (ctx: VerbCtx, placed: Placed): NextAct =>
  act(ctx, placed.act, {
    branchId: placed.branchId,
    holdId: placed.hold?.id ?? null,
    memberName: placed.hold?.memberName ?? null,
  });
