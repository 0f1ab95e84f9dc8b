import { z } from 'zod';
import { holds } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { calendarOf } from '../../settings/index.ts';
import { dueDate } from '../borrowing.ts';
import { type RenewSituation, renewChecks } from '../checks.ts';
import { deskBranch, seesLoan } from '../desk.ts';
import { borrowingNotFound, noRule, notOpen } from '../errors.ts';
import { chargeOverdue } from '../fine.ts';
import { lockLoan } from '../locks.ts';
import { memberSituation } from '../owing.ts';
import { renewLoan } from '../queries.ts';
import { OVERRIDE, refuseUnlessConfirmed } from '../refusal.ts';
import { type LoanRow, readLoanSituation } from '../situation.ts';
import { loadBorrowing } from '../views.ts';
import { Confirmed } from './borrow.ts';

export const renew = verb({
  name: 'circulation.renew',
  permission: 'borrowing:renew',
  input: z.strictObject({ id: Uuid, dueDays: z.int().min(1).max(30).optional(), confirmed: Confirmed }),
  async run(ctx, input) {
    const loan = await lockOpenLoan(ctx, input.id);
    if (!loan.rule) throw noRule();
    const dueDays = input.dueDays ?? loan.rule.loanDays;
    const due = dueDate(await calendarOf(ctx, loan.branchId), ctx.now, dueDays);
    const situation = await situationOf(ctx, loan, dueDays, due);
    const warnings = refuseUnlessConfirmed(ctx, renewChecks(situation), input.confirmed);
    const charged = await chargeOverdue(ctx, loan, deskBranch(ctx, loan.branchId));
    await renewLoan(ctx, loan.id, due, situation.rule.id, charged?.amount ?? 0);
    ctx.record('borrowing.renewed', {
      type: 'UPDATE',
      id: loan.id,
      name: loan.title,
      branchId: loan.branchId,
      old: { dueDate: loan.dueDate, renewals: loan.renewals },
      new: { dueDate: due, renewals: loan.renewals + 1 },
      touches: [`book:${loan.bookId}`],
    });
    return { ...(await loadBorrowing(ctx, { kind: 'all' }, loan.id)), warnings };
  },
});

/** The open loan within the actor's scope, with book, member and copy locked. */
export async function lockOpenLoan(ctx: VerbCtx, id: string): Promise<LoanRow> {
  const locked = await lockLoan(ctx.sql, id);
  const loan = locked?.borrowingId ? await readLoanSituation(ctx.sql, locked.borrowingId, ctx.now) : undefined;
  if (!loan || !seesLoan(ctx, loan)) throw borrowingNotFound();
  if (loan.returnDate || loan.status === 'CANCELLED') throw notOpen();
  return loan;
}

async function situationOf(ctx: VerbCtx, loan: LoanRow, dueDays: number, due: Date): Promise<RenewSituation> {
  if (!loan.rule) throw noRule();
  const calendar = await calendarOf(ctx, loan.branchId);
  return {
    ...(await memberSituation(ctx, loan)),
    today: localDateIn(calendar.timeZone, ctx.now),
    renewals: loan.renewals,
    waitingHolds: loan.waitingHolds,
    isOverdue: loan.dueDate < ctx.now,
    claimed: loan.claimedReturnedAt !== null,
    gainsDays: due > loan.dueDate,
    dueDays,
    mayExceedRule: holds(ctx.actor, OVERRIDE),
    rule: loan.rule,
  };
}
