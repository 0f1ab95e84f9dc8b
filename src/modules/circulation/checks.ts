import type { Params } from '../../kernel/i18n.ts';
import type { Rule } from './borrowing.ts';

/** block: no, unless overridden with permission; confirm: ask, then go on; warn: go on and say. */
export type Strength = 'block' | 'confirm' | 'warn';

export interface Check {
  code: string;
  strength: Strength;
  params?: Params;
  /** The rule row that fired, where one did. */
  rule?: string;
  /** Blocks that no permission opens: the copy is simply not there. */
  hard?: boolean;
}

export interface MemberSituation {
  memberStatus: string;
  suspensionStart: string | null;
  suspensionEnd: string | null;
  expiryDate: string | null;
  owed: number;
  overdueLoans: number;
}

export interface BorrowSituation extends MemberSituation {
  today: string;
  copyStatus: string;
  bookStatus: string;
  loanable: boolean;
  openLoans: number;
  sameTitle: number;
  shelvedForOther: boolean;
  shelvedForMember: boolean;
  waitingOthers: number;
  available: number;
  deskBranchId: string;
  copyBranchId: string;
  rule: Rule;
  dueDays: number;
  mayExceedRule: boolean;
}

const EXPIRES_SOON_DAYS = 14;
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** What stands in the way of the person, whatever the copy. */
export function memberChecks(s: MemberSituation, today: string): Check[] {
  const checks: Check[] = [];
  const suspended =
    s.memberStatus === 'SUSPENDED' &&
    (!s.suspensionStart || s.suspensionStart <= today) &&
    (!s.suspensionEnd || s.suspensionEnd >= today);
  if (suspended)
    checks.push({ code: 'circulation.member_suspended', strength: 'block', params: { until: s.suspensionEnd ?? '-' } });
  if (s.expiryDate && s.expiryDate < today)
    checks.push({ code: 'circulation.membership_expired', strength: 'block', params: { date: s.expiryDate } });
  else if (s.expiryDate && days(today, s.expiryDate) <= EXPIRES_SOON_DAYS) {
    checks.push({ code: 'circulation.membership_expires_soon', strength: 'warn', params: { date: s.expiryDate } });
  }
  return checks;
}

const NOT_THERE = new Set(['ON_LOAN', 'WITHDRAWN']);

function copyChecks(s: BorrowSituation): Check[] {
  const checks: Check[] = [];
  if (s.copyStatus === 'ON_LOAN') checks.push({ code: 'circulation.copy_on_loan', strength: 'block', hard: true });
  if (s.copyStatus === 'WITHDRAWN' || s.bookStatus === 'ARCHIVED')
    checks.push({ code: 'circulation.copy_withdrawn', strength: 'block', hard: true });
  if (['DAMAGED', 'LOST', 'IN_TRANSIT'].includes(s.copyStatus)) {
    checks.push({ code: `circulation.copy_${s.copyStatus.toLowerCase()}`, strength: 'block' });
  }
  if (!s.loanable && !NOT_THERE.has(s.copyStatus))
    checks.push({ code: 'circulation.reference_only', strength: 'block' });
  if (s.shelvedForOther) checks.push({ code: 'circulation.held_for_other', strength: 'block' });
  else if (!s.shelvedForMember && s.waitingOthers > 0 && s.waitingOthers >= s.available) {
    checks.push({ code: 'circulation.reserved_for_others', strength: 'confirm', params: { count: s.waitingOthers } });
  }
  if (s.deskBranchId !== s.copyBranchId) checks.push({ code: 'circulation.other_branch', strength: 'warn' });
  return checks;
}

/** Every reason at once, so that nobody is sent to the desk twice. */
export function borrowChecks(s: BorrowSituation): Check[] {
  const { rule } = s;
  const checks = [...copyChecks(s), ...memberChecks(s, s.today)];
  if (s.openLoans >= rule.maxLoans) {
    checks.push({
      code: 'circulation.limit_reached',
      strength: 'block',
      params: { loans: s.openLoans, limit: rule.maxLoans },
      rule: rule.id,
    });
  }
  if (s.dueDays > rule.loanDays && !s.mayExceedRule) {
    checks.push({
      code: 'circulation.longer_than_rule',
      strength: 'block',
      params: { days: s.dueDays, limit: rule.loanDays },
      rule: rule.id,
    });
  }
  if (s.owed > 0) checks.push({ code: 'circulation.member_owes', strength: 'confirm', params: { amount: s.owed } });
  if (s.overdueLoans > 0)
    checks.push({ code: 'circulation.has_overdue', strength: 'confirm', params: { count: s.overdueLoans } });
  if (s.sameTitle > 0 && s.copyStatus !== 'ON_LOAN')
    checks.push({ code: 'circulation.same_title', strength: 'confirm' });
  return checks;
}

export interface RenewSituation extends MemberSituation {
  today: string;
  renewals: number;
  waitingHolds: number;
  isOverdue: boolean;
  claimed: boolean;
  dueDays: number;
  mayExceedRule: boolean;
  gainsDays: boolean;
  rule: Rule;
}

export function renewChecks(s: RenewSituation): Check[] {
  const checks = memberChecks(s, s.today);
  const { rule } = s;
  if (s.renewals >= rule.maxRenewals) {
    checks.push({
      code: 'circulation.renewals_used',
      strength: 'block',
      params: { renewals: s.renewals, limit: rule.maxRenewals },
      rule: rule.id,
    });
  }
  if (s.waitingHolds > 0)
    checks.push({ code: 'circulation.on_hold', strength: 'block', params: { count: s.waitingHolds } });
  if (s.claimed) checks.push({ code: 'circulation.claimed_returned', strength: 'block' });
  if (!s.gainsDays) checks.push({ code: 'circulation.renewal_gains_nothing', strength: 'block', hard: true });
  if (s.dueDays > rule.loanDays && !s.mayExceedRule) {
    checks.push({
      code: 'circulation.longer_than_rule',
      strength: 'block',
      params: { days: s.dueDays, limit: rule.loanDays },
      rule: rule.id,
    });
  }
  if (s.isOverdue) checks.push({ code: 'circulation.renew_overdue', strength: 'confirm' });
  if (s.owed > 0) checks.push({ code: 'circulation.member_owes', strength: 'confirm', params: { amount: s.owed } });
  return checks;
}

export interface HoldSituation extends MemberSituation {
  today: string;
  openHolds: number;
  alreadyHolds: boolean;
  alreadyBorrowed: boolean;
  loanableCopies: number;
  bookStatus: string;
  rule: Rule;
}

export function holdChecks(s: HoldSituation): Check[] {
  const checks = memberChecks(s, s.today);
  const { rule } = s;
  if (s.bookStatus === 'ARCHIVED' || s.loanableCopies === 0)
    checks.push({ code: 'circulation.nothing_to_lend', strength: 'block', hard: true });
  if (s.alreadyHolds) checks.push({ code: 'circulation.already_on_hold', strength: 'block', hard: true });
  if (s.openHolds >= rule.holdLimit) {
    checks.push({
      code: 'circulation.hold_limit',
      strength: 'block',
      params: { holds: s.openHolds, limit: rule.holdLimit },
      rule: rule.id,
    });
  }
  if (s.alreadyBorrowed) checks.push({ code: 'circulation.already_borrowed', strength: 'confirm' });
  return checks;
}
