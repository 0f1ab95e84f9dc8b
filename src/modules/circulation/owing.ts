import type { Ctx } from '../../kernel/context.ts';
import { calendarOf } from '../settings/index.ts';
import { overdueFine } from './borrowing.ts';
import type { MemberSituation } from './checks.ts';
import type { LateLoan, MemberRow } from './situation.ts';

/** What has been charged and not paid, and what late loans have run up until now. */
export async function owedBy(ctx: Ctx, row: Pick<MemberRow, 'charged' | 'late'>): Promise<number> {
  let owed = row.charged;
  for (const loan of row.late ?? []) owed += await accrued(ctx, loan);
  return owed;
}

async function accrued(ctx: Ctx, loan: LateLoan): Promise<number> {
  if (!loan.finePerDay) return 0;
  const until = loan.claimedAt ? new Date(loan.claimedAt) : ctx.now;
  return overdueFine(loan, await calendarOf(ctx, loan.branchId), new Date(loan.dueDate), until).amount;
}

/** The person's side of the checks. */
export async function memberSituation(ctx: Ctx, row: MemberRow): Promise<MemberSituation> {
  return {
    memberStatus: row.memberStatus,
    suspensionStart: row.suspensionStart,
    suspensionEnd: row.suspensionEnd,
    expiryDate: row.expiryDate,
    owed: await owedBy(ctx, row),
    overdueLoans: row.late?.length ?? 0,
  };
}
