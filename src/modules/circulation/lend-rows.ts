import type { Ctx, Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Rule } from './borrowing.ts';
import { byRef } from './locks.ts';
import { CHARGED, type LateLoan, lateLoansOf, OPEN, PERSON, type PersonRow, RULE_FOR } from './situation.ts';

/** Copy, title's counts and member, as they are once they are locked. */
export interface LendRow extends PersonRow {
  bookId: string;
  available: number;
  memberTypeId: string;
  copyId: string;
  barcode: string;
  copyStatus: string;
  transitTo: string | null;
  copyBranchId: string;
  collectionTypeId: string;
  loanable: boolean;
}

const ROW = `select ${PERSON}, m.member_type_id as "memberTypeId", k.book_id as "bookId", k.available, c.id as "copyId", c.barcode,
    c.status as "copyStatus", c.transit_to as "transitTo", c.branch_id as "copyBranchId", c.collection_type_id as "collectionTypeId",
    t.loanable
  from copies c join book_counts k on k.book_id = c.book_id join collection_types t on t.id = c.collection_type_id, members m`;

/** Rows that a statement locked are told as they are when it has them, and it takes them in the order of its last line. */
const LOCK = (member: string): string => `${ROW}
  where lower(c.barcode) = lower($1) and ${member} and m.status <> 'DELETED' for no key update of k, m, c`;
const byId = prepared<LendRow>('circulation.lend.lock', LOCK('m.id = $2'));
const byNumber = prepared<LendRow>('circulation.lend.lock.number', LOCK('lower(m.member_id) = lower($2)'));

/** Nothing when either is not there, or the member was merged. */
export const lockScanned = (sql: Sql, barcode: string, member: string): Promise<LendRow | undefined> =>
  byRef(member, byId, byNumber).one(sql, [barcode, member]);

const locked = prepared<LendRow>('circulation.lend.row', `${ROW} where c.id = $1 and m.id = $2`);
/** Of rows that are locked already. */
export const readLendRow = (sql: Sql, copyId: string, memberId: string): Promise<LendRow | undefined> =>
  locked.one(sql, [copyId, memberId]);

/** What else counts for a loan: never read in the statement that waited for the locks. */
interface Around {
  title: string;
  bookStatus: string;
  charged: number;
  openLoans: number;
  sameTitle: number;
  lateLoans: number;
  ownHold: { id: string; status: string; copyId: string | null } | null;
  shelvedFor: string | null;
  waitingOthers: number;
  rule: Rule | null;
}
export interface BorrowRow extends LendRow, Around {
  late: LateLoan[] | null;
}

const around = prepared<Around>(
  'circulation.lend.around',
  `select b.title, b.status as "bookStatus", l.*, h.*,
     ${RULE_FOR('$4', '$5', '$6', 'b.material_type')} as rule,
     ${CHARGED('$2')} as charged
   from books b
   cross join lateral (select count(*)::int as "openLoans", count(*) filter (where x.book_id = $1)::int as "sameTitle",
       count(*) filter (where x.due_date < $7)::int as "lateLoans"
     from borrowings x where x.member_id = $2 and ${OPEN}) l
   cross join lateral (select count(*) filter (where h.status = 'WAITING' and h.member_id <> $2)::int as "waitingOthers",
       (jsonb_agg(jsonb_build_object('id', h.id, 'status', h.status, 'copyId', h.copy_id)) filter (where h.member_id = $2))[0] as "ownHold",
       (array_agg(h.member_id) filter (where h.copy_id = $3 and h.status = 'SHELVED'))[1] as "shelvedFor"
     from holds h where h.book_id = $1 and h.status in ('WAITING', 'SHELVED')) h
   where b.id = $1`,
);

export async function readAround(ctx: Ctx, row: LendRow, deskBranchId: string): Promise<BorrowRow | undefined> {
  const { bookId, memberId, copyId, memberTypeId, collectionTypeId } = row;
  const given = [bookId, memberId, copyId, deskBranchId, memberTypeId, collectionTypeId, ctx.now];
  const found = await around.one(ctx.sql, given);
  if (!found) return undefined;
  return { ...row, ...found, late: found.lateLoans > 0 ? await lateLoansOf(ctx.sql, memberId, ctx.now) : null };
}
