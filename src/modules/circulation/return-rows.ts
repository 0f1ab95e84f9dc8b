import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { FineRule } from './borrowing.ts';
import { FINE_RULE_ID, OPEN } from './situation.ts';

/** An open loan with its copy, title's counts and member, as they are once they are locked. */
export interface ReturnRow {
  id: string;
  bookId: string;
  copyId: string;
  barcode: string;
  title: string;
  memberId: string;
  memberNumber: string;
  memberName: string;
  branchId: string;
  homeBranchId: string;
  ruleId: string | null;
  borrowDate: Date;
  dueDate: Date;
  renewals: number;
  fine: number;
  claimedReturnedAt: Date | null;
  notes: string | null;
  processedBy: string | null;
  createdAt: Date;
  maxRenewals: number;
  fineRule: (FineRule & { id: string }) | null;
}

type Row = Omit<ReturnRow, 'fineRule'> & FineRule & { fineRuleId: string | null };

/** Title and rule do not change under a loan; of what is locked, the last line is the order. */
const LOCK = (which: string): string => `
  select x.id, x.book_id as "bookId", x.copy_id as "copyId", c.barcode, b.title, m.id as "memberId", m.member_id as "memberNumber",
    m.name as "memberName", x.branch_id as "branchId", c.branch_id as "homeBranchId", x.rule_id as "ruleId",
    x.borrow_date as "borrowDate", x.due_date as "dueDate", x.renewals, x.fine, x.claimed_returned_at as "claimedReturnedAt",
    x.notes, x.processed_by as "processedBy", x.created_at as "createdAt", coalesce(f.max_renewals, 0) as "maxRenewals",
    f.id as "fineRuleId", f.fine_per_day as "finePerDay", f.grace_days as "graceDays", f.max_fine as "maxFine"
  from borrowings x join copies c on c.id = x.copy_id join books b on b.id = x.book_id
    join book_counts k on k.book_id = x.book_id join members m on m.id = x.member_id
    left join circulation_rules f on f.id = x.rule_id
  where ${which} and ${OPEN} for no key update of k, m, c, x`;
const byId = prepared<Row>('circulation.return.lock', LOCK('x.id = $1'));
const byCopy = prepared<Row>('circulation.return.lock.copy', LOCK('lower(c.barcode) = lower($1)'));

/** Loans that were moved in from elsewhere name no rule. */
const ruleOf = prepared<FineRule & { id: string; maxRenewals: number }>(
  'circulation.return.rule',
  `select f.id, f.fine_per_day as "finePerDay", f.grace_days as "graceDays", f.max_fine as "maxFine", f.max_renewals as "maxRenewals"
   from borrowings x join circulation_rules f on f.id = ${FINE_RULE_ID('x')} where x.id = $1`,
);

async function withRule(ctx: Ctx, row: Row | undefined): Promise<ReturnRow | undefined> {
  if (!row) return undefined;
  const { fineRuleId, finePerDay, graceDays, maxFine, ...loan } = row;
  if (fineRuleId) return { ...loan, fineRule: { id: fineRuleId, finePerDay, graceDays, maxFine } };
  const rule = (await ruleOf.one(ctx.sql, [loan.id])) ?? null;
  return { ...loan, maxRenewals: rule?.maxRenewals ?? 0, fineRule: rule };
}

/** Nothing when there is no such loan or it ended, also while it was waited for. */
export const lockToReturn = async (ctx: Ctx, id: string): Promise<ReturnRow | undefined> =>
  withRule(ctx, await byId.one(ctx.sql, [id]));
export const lockCopyToReturn = async (ctx: Ctx, barcode: string): Promise<ReturnRow | undefined> =>
  withRule(ctx, await byCopy.one(ctx.sql, [barcode]));
