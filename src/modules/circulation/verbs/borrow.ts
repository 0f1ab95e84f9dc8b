import { z } from 'zod';
import { holds, inBranchScope } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { unknownCopy } from '../../catalog/index.ts';
import { calendarOf } from '../../settings/index.ts';
import { dueDate } from '../borrowing.ts';
import { type BorrowSituation, borrowChecks } from '../checks.ts';
import { branchesToLendFrom, deskBranch } from '../desk.ts';
import { bookNotFound, copyNotFound, memberNotFound, noFreeCopy, noRule, oneOf } from '../errors.ts';
import { placeFreeCopy, unshelveCopy } from '../holds.ts';
import { type BorrowRow, type LendRow, lockScanned, readAround, readLendRow } from '../lend-rows.ts';
import { type Locked, lockByBarcode, lockFreeCopy } from '../locks.ts';
import { memberSituation } from '../owing.ts';
import { borrowingView } from '../present.ts';
import { insertLoan } from '../queries.ts';
import { OVERRIDE, refuseUnlessConfirmed } from '../refusal.ts';
import { readCopySituation } from '../situation.ts';

export const Confirmed = z.array(z.string().max(100)).max(20).default([]);

export const BorrowInput = z.strictObject({
  bookId: Uuid.optional(),
  barcode: trimmed(40).optional(),
  /** UUID or member number. */
  memberId: trimmed(40),
  dueDays: z.int().min(1).max(30).optional(),
  confirmed: Confirmed,
  notes: trimmed(500).optional(),
});
type Input = z.output<typeof BorrowInput>;

export const borrow = verb({
  name: 'circulation.borrow',
  permission: 'borrowing:create',
  input: BorrowInput,
  async run(ctx, input) {
    const locked = await lock(ctx, input);
    const { memberId, copyId, copyBranchId } = locked;
    const row = await readAround(ctx, locked, deskBranch(ctx, copyBranchId));
    if (!row || !inBranchScope(ctx.scope, copyBranchId)) throw copyNotFound();
    const situation = await situationOf(ctx, row, input);
    const warnings = refuseUnlessConfirmed(ctx, borrowChecks(situation), input.confirmed);
    const branchId = situation.deskBranchId;
    const due = dueDate(await calendarOf(ctx, branchId), ctx.now, situation.dueDays);
    const holdId = row.ownHold?.id ?? null;
    const loan = { ...row, branchId, ruleId: situation.rule.id, dueDate: due, notes: input.notes ?? null, holdId };
    // Lent past somebody's hold by permission: that hold takes its old place in the queue again.
    if (situation.shelvedForOther) await unshelveCopy(ctx, copyId);
    const id = await insertLoan(ctx, loan);
    await freeOtherShelved(ctx, row, branchId);
    ctx.record('borrowing.created', {
      type: 'BORROW',
      id,
      name: row.title,
      branchId,
      new: { memberId, copyId, bookId: row.bookId, dueDate: due, holdId, confirmed: input.confirmed },
      touches: [`book:${row.bookId}`],
    });
    return { ...borrowingView(ctx, freshLoan(ctx, id, row, loan)), warnings };
  },
});

/** A copy by barcode, or a free one of the title; with the member, locked in the one order. */
async function lock(ctx: VerbCtx, input: Input): Promise<LendRow> {
  if ((input.barcode === undefined) === (input.bookId === undefined)) throw oneOf();
  const scanned = input.barcode ? await lockScanned(ctx.sql, input.barcode, input.memberId) : undefined;
  if (scanned) return scanned;
  const locked = input.barcode
    ? await lockByBarcode(ctx.sql, input.barcode, input.memberId)
    : await lockFreeCopy(ctx.sql, input.bookId ?? '', input.memberId, await branchesToLendFrom(ctx));
  const { bookId, memberId, copyId } = locked ?? ({} as Locked);
  if (!bookId) throw input.barcode ? await unknownCopy(ctx, input.barcode, copyNotFound()) : bookNotFound();
  if (!memberId) throw memberNotFound();
  if (!copyId) throw noFreeCopy();
  const row = await readLendRow(ctx.sql, copyId, memberId);
  if (!row) throw copyNotFound();
  return row;
}

/** The member's hold waited on another copy than the one in the hand: that one is free again. */
async function freeOtherShelved(ctx: VerbCtx, { ownHold, copyId }: BorrowRow, branchId: string): Promise<void> {
  if (!ownHold?.copyId || ownHold.copyId === copyId) return;
  const other = await readCopySituation(ctx.sql, ownHold.copyId);
  if (other) await placeFreeCopy(ctx, other, branchId);
}

async function situationOf(ctx: VerbCtx, row: BorrowRow, input: Input): Promise<BorrowSituation> {
  if (!row.rule) throw noRule();
  const deskBranchId = deskBranch(ctx, row.copyBranchId);
  const calendar = await calendarOf(ctx, deskBranchId);
  return {
    ...row,
    ...(await memberSituation(ctx, row)),
    today: localDateIn(calendar.timeZone, ctx.now),
    shelvedForOther: row.shelvedFor !== null && row.shelvedFor !== row.memberId,
    shelvedForMember: row.shelvedFor === row.memberId,
    deskBranchId,
    rule: row.rule,
    dueDays: input.dueDays ?? row.rule.loanDays,
    mayExceedRule: holds(ctx.actor, OVERRIDE),
  };
}

function freshLoan(
  ctx: VerbCtx,
  id: string,
  row: BorrowRow,
  loan: { branchId: string; ruleId: string; dueDate: Date; notes: string | null },
) {
  return {
    ...row,
    ...loan,
    id,
    borrowDate: ctx.now,
    returnDate: null,
    status: 'BORROWED' as const,
    outcome: null,
    renewals: 0,
    fine: 0,
    accruedFine: 0,
    claimedReturnedAt: null,
    processedBy: ctx.actor.kind === 'account' ? ctx.actor.accountId : null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    maxRenewals: row.rule?.maxRenewals ?? 0,
    waitingHolds: row.waitingOthers,
  };
}
