import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { FineRule, Rule } from './borrowing.ts';

/** An open loan that is late, with what its fine is made from. */
export interface LateLoan extends FineRule {
  dueDate: string;
  branchId: string;
  claimedAt: string | null;
}

/** The row that wins: branch counts before member type, member type before collection type, that before material type. */
const WINS = (branch: string, memberType: string, collectionType: string, material: string): string => `
  from circulation_rules r
  where r.retired_at is null and (r.branch_id is null or r.branch_id = ${branch})
    and (r.member_type_id is null or r.member_type_id = ${memberType})
    and (r.collection_type_id is null or r.collection_type_id = ${collectionType})
    and (r.material_type is null or r.material_type = ${material})
  order by (r.branch_id is not null) desc, (r.member_type_id is not null) desc, (r.collection_type_id is not null) desc,
    (r.material_type is not null) desc limit 1`;

export const RULE_FOR = (branch: string, memberType: string, collectionType: string, material: string): string => `
  (select to_jsonb(w) from (
    select id, branch_id as "branchId", member_type_id as "memberTypeId", collection_type_id as "collectionTypeId",
      material_type as "materialType", loan_days as "loanDays", max_loans as "maxLoans", max_renewals as "maxRenewals",
      grace_days as "graceDays", fine_per_day as "finePerDay", max_fine as "maxFine", hold_limit as "holdLimit",
      hold_shelf_days as "holdShelfDays"
    ${WINS(branch, memberType, collectionType, material)}) w)`;

/** A loan's fine follows the rule it was lent under, retired or not; a loan moved in from elsewhere names none: today's. */
export const FINE_RULE_ID = (loan: string): string =>
  `coalesce(${loan}.rule_id, (select r.id ${WINS(
    `${loan}.branch_id`,
    `(select member_type_id from members where id = ${loan}.member_id)`,
    `(select collection_type_id from copies where id = ${loan}.copy_id)`,
    `(select material_type from books where id = ${loan}.book_id)`,
  )}))`;

export const OPEN = `x.return_date is null and x.status <> 'CANCELLED'`;

const LATE = (member: string, now: string): string => `
  (select jsonb_agg(jsonb_build_object('dueDate', x.due_date, 'branchId', x.branch_id, 'claimedAt', x.claimed_returned_at,
      'finePerDay', f.fine_per_day, 'graceDays', f.grace_days, 'maxFine', f.max_fine))
    from borrowings x left join circulation_rules f on f.id = ${FINE_RULE_ID('x')}
    where x.member_id = ${member} and ${OPEN} and x.due_date < ${now})`;

const lateLoans = prepared<{ late: LateLoan[] | null }>(
  'circulation.situation.late',
  `select ${LATE('$1', '$2')} as late`,
);
export const lateLoansOf = async (sql: Sql, memberId: string, now: Date): Promise<LateLoan[] | null> =>
  (await lateLoans.one(sql, [memberId, now]))?.late ?? null;

/** What was charged to a member and neither paid nor waived. */
export const CHARGED = (member: string): string => `
  (select coalesce(sum(f.outstanding), 0)::bigint from fines f
    where f.member_id = ${member} and f.paid + f.waived < f.amount and f.cancelled_at is null)`;

/** Who somebody is to a check; m is the member. */
export const PERSON = `
  m.id as "memberId", m.member_id as "memberNumber", m.name as "memberName", m.status as "memberStatus",
  m.suspension_start as "suspensionStart", m.suspension_end as "suspensionEnd", m.expiry_date as "expiryDate"`;

/** The person's side of every check; $now is the moment. */
export const MEMBER = (now: string): string =>
  `${PERSON}, ${CHARGED('m.id')} as "charged", ${LATE('m.id', now)} as "late"`;

export interface PersonRow {
  memberId: string;
  memberNumber: string;
  memberName: string;
  memberStatus: string;
  suspensionStart: string | null;
  suspensionEnd: string | null;
  expiryDate: string | null;
}

export interface MemberRow extends PersonRow {
  charged: number;
  late: LateLoan[] | null;
}

export interface LoanRow extends MemberRow {
  id: string;
  bookId: string;
  copyId: string;
  barcode: string;
  title: string;
  status: string;
  branchId: string;
  copyStatus: string;
  /** What the copy was when it was lent. */
  copyStatusBefore: string | null;
  transitToBefore: string | null;
  homeBranchId: string;
  copyPrice: number | null;
  borrowDate: Date;
  dueDate: Date;
  returnDate: Date | null;
  renewals: number;
  fine: number;
  claimedReturnedAt: Date | null;
  updatedAt: Date;
  createdAt: Date;
  outcome: string | null;
  waitingHolds: number;
  /** What would be lent by now. */
  rule: Rule | null;
  fineRule: (FineRule & { id: string }) | null;
}

const loanSituation = prepared<LoanRow>(
  'circulation.situation.loan',
  `select ${MEMBER('$2')}, o.id, o.book_id as "bookId", o.copy_id as "copyId", c.barcode, b.title, o.status, o.branch_id as "branchId",
     c.status as "copyStatus", o.copy_status_before as "copyStatusBefore", o.transit_to_before as "transitToBefore",
     c.branch_id as "homeBranchId", c.price as "copyPrice", o.borrow_date as "borrowDate", o.due_date as "dueDate", o.return_date as "returnDate", o.renewals, o.fine, o.outcome,
     o.claimed_returned_at as "claimedReturnedAt", o.updated_at as "updatedAt", o.created_at as "createdAt",
     (select count(*)::int from holds h where h.book_id = o.book_id and h.status = 'WAITING') as "waitingHolds",
     (select jsonb_build_object('id', f.id, 'finePerDay', f.fine_per_day, 'graceDays', f.grace_days, 'maxFine', f.max_fine)
       from circulation_rules f where f.id = ${FINE_RULE_ID('o')}) as "fineRule",
     ${RULE_FOR('o.branch_id', 'm.member_type_id', 'c.collection_type_id', 'b.material_type')} as rule
   from borrowings o join copies c on c.id = o.copy_id join books b on b.id = o.book_id join members m on m.id = o.member_id
   where o.id = $1`,
);
export const readLoanSituation = (sql: Sql, borrowingId: string, now: Date): Promise<LoanRow | undefined> =>
  loanSituation.one(sql, [borrowingId, now]);

export interface CopyRow {
  copyId: string;
  bookId: string;
  barcode: string;
  title: string;
  copyStatus: string;
  homeBranchId: string;
}

const copySituation = prepared<CopyRow>(
  'circulation.situation.copy',
  `select c.id as "copyId", c.book_id as "bookId", c.barcode, b.title, c.status as "copyStatus", c.branch_id as "homeBranchId"
   from copies c join books b on b.id = c.book_id where c.id = $1`,
);
export const readCopySituation = (sql: Sql, copyId: string): Promise<CopyRow | undefined> =>
  copySituation.one(sql, [copyId]);

export interface HoldRow extends MemberRow {
  bookId: string;
  title: string;
  bookStatus: string;
  openHolds: number;
  alreadyHolds: boolean;
  alreadyBorrowed: boolean;
  loanableCopies: number;
  rule: Rule | null;
}

const holdSituation = prepared<HoldRow>(
  'circulation.situation.hold',
  `select ${MEMBER('$4')}, b.id as "bookId", b.title, b.status as "bookStatus",
     (select count(*)::int from holds h where h.member_id = m.id and h.status in ('WAITING', 'SHELVED')) as "openHolds",
     exists (select 1 from holds h where h.member_id = m.id and h.book_id = b.id and h.status in ('WAITING', 'SHELVED')) as "alreadyHolds",
     exists (select 1 from borrowings x where x.member_id = m.id and x.book_id = b.id and ${OPEN}) as "alreadyBorrowed",
     (select count(*)::int from copies c join collection_types t on t.id = c.collection_type_id
       where c.book_id = b.id and t.loanable and c.status not in ('LOST', 'WITHDRAWN', 'DAMAGED')) as "loanableCopies",
     ${RULE_FOR('$3', 'm.member_type_id', 'null::uuid', 'b.material_type')} as rule
   from books b, members m where b.id = $1 and m.id = $2`,
);
export const readHoldSituation = (sql: Sql, bookId: string, memberId: string, branchId: string, now: Date) =>
  holdSituation.one(sql, [bookId, memberId, branchId, now]);
