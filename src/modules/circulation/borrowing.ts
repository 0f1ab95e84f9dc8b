import { addDays, nextOpenDay, openDaysBetween } from '../../lib/calendar/local-date.ts';
import { endOfLocalDay, localDateIn } from '../../lib/calendar/zone.ts';
import type { BranchCalendar } from '../settings/index.ts';

/** The row of circulation_rules that a loan stands under. */
export interface Rule {
  id: string;
  branchId: string | null;
  memberTypeId: string | null;
  collectionTypeId: string | null;
  materialType: string | null;
  loanDays: number;
  maxLoans: number;
  maxRenewals: number;
  graceDays: number;
  finePerDay: number;
  maxFine: number | null;
  holdLimit: number;
  holdShelfDays: number;
}

export type FineRule = Pick<Rule, 'finePerDay' | 'graceDays' | 'maxFine'>;

export interface FineExplanation {
  lateDays: number;
  graceDays: number;
  chargedDays: number;
  finePerDay: number;
  maxFine: number | null;
  dueDate: string;
  until: string;
  amount: number;
}

/** Due at the end of the branch's local day, so many days on, moved to the next day the branch is open. */
export function dueDate(calendar: BranchCalendar, from: Date, days: number): Date {
  const wished = addDays(localDateIn(calendar.timeZone, from), days);
  return endOfLocalDay(calendar.timeZone, nextOpenDay(wished, calendar.isOpen));
}

/** Only days on which the branch is open count; the grace days are taken off; never above the rule's most. */
export function overdueFine(rule: FineRule, calendar: BranchCalendar, due: Date, until: Date): FineExplanation {
  const dueDay = localDateIn(calendar.timeZone, due);
  const untilDay = localDateIn(calendar.timeZone, until);
  const lateDays = untilDay > dueDay ? openDaysBetween(dueDay, untilDay, calendar.isOpen) : 0;
  const chargedDays = Math.max(0, lateDays - rule.graceDays);
  const amount = Math.min(chargedDays * rule.finePerDay, rule.maxFine ?? Number.MAX_SAFE_INTEGER);
  return {
    lateDays,
    graceDays: rule.graceDays,
    chargedDays,
    finePerDay: rule.finePerDay,
    maxFine: rule.maxFine,
    dueDate: dueDay,
    until: untilDay,
    amount,
  };
}

/** A shelved hold waits so many open days of its branch. */
export const shelfUntil = (calendar: BranchCalendar, from: Date, days: number): Date => dueDate(calendar, from, days);

export const isOverdue = (loan: { dueDate: Date; returnDate: Date | null; status: string }, now: Date): boolean =>
  loan.returnDate === null && loan.status !== 'CANCELLED' && loan.dueDate < now;

/** A scan can be taken back for so long. */
export const UNDO_MS = 30_000;
