import type { VerbCtx } from '../../kernel/context.ts';
import { chargeFine } from '../fines/index.ts';
import { calendarOf } from '../settings/index.ts';
import { overdueFine } from './borrowing.ts';
import type { ReturnRow } from './return-rows.ts';

export interface Charged {
  id: string;
  amount: number;
  lateDays: number;
  chargedDays: number;
  finePerDay: number;
}

type Chargeable = Pick<
  ReturnRow,
  'id' | 'memberId' | 'branchId' | 'title' | 'dueDate' | 'claimedReturnedAt' | 'renewals' | 'fineRule'
>;

/** Charges what the loan has run up, once, at the branch where that is found: return, renewal or loss. Null when on time. */
export async function chargeOverdue(ctx: VerbCtx, loan: Chargeable, branchId: string): Promise<Charged | null> {
  const rule = loan.fineRule;
  if (!rule || loan.dueDate >= ctx.now) return null;
  const until = loan.claimedReturnedAt ?? ctx.now;
  const explanation = overdueFine(rule, await calendarOf(ctx, loan.branchId), loan.dueDate, until);
  if (explanation.amount === 0) return null;
  const { lateDays, chargedDays, finePerDay, amount } = explanation;
  const fine = await chargeFine(ctx, {
    borrowingId: loan.id,
    memberId: loan.memberId,
    branchId,
    reason: 'OVERDUE',
    amount,
    period: loan.renewals,
    explanation: { ...explanation, rule: rule.id, title: loan.title },
  });
  return { id: fine.id, amount, lateDays, chargedDays, finePerDay };
}
