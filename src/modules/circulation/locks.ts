import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';

export interface Locked {
  bookId: string | null;
  memberId: string | null;
  copyId: string | null;
}

/**
 * One order for all: book counts, member, copy. Each step names the one before it, so PostgreSQL takes them in turn.
 * The counts row also guards the title's hold queue.
 */
const MEMBER_BY_REF = `select id from members
  where id = (select coalesce(x.merged_into, x.id) from members x where x.id = $2 or lower(x.member_id) = lower($3))
    and status <> 'DELETED' and (select count(*) from b) >= 0 for no key update`;

const byBarcode = prepared<Locked>(
  'circulation.lock.barcode',
  `with c0 as materialized (select id, book_id from copies where lower(barcode) = lower($1)),
     b as materialized (select book_id from book_counts where book_id = (select book_id from c0) for no key update),
     m as materialized (${MEMBER_BY_REF}),
     c as materialized (select id from copies where id = (select id from c0) and (select count(*) from m) >= 0 for no key update)
   select (select book_id from b) as "bookId", (select id from m) as "memberId", (select id from c) as "copyId"`,
);

/** A free copy of the title at one of the branches; first the one that waits on the hold shelf for this member. */
const freeCopy = prepared<Locked>(
  'circulation.lock.book',
  `with b as materialized (select book_id from book_counts where book_id = $1 for no key update),
     m as materialized (${MEMBER_BY_REF}),
     c as materialized (select c.id from copies c join collection_types t on t.id = c.collection_type_id
       where c.book_id = $1 and c.branch_id = any ($4) and t.loanable and (select count(*) from m) >= 0
         and (c.status = 'AVAILABLE' or (c.status = 'ON_HOLD_SHELF' and exists (select 1 from holds h
           where h.copy_id = c.id and h.status = 'SHELVED' and h.member_id = (select id from m))))
       order by c.status = 'ON_HOLD_SHELF' desc, c.barcode limit 1 for no key update of c skip locked)
   select (select book_id from b) as "bookId", (select id from m) as "memberId", (select id from c) as "copyId"`,
);

const titleAndMember = prepared<Omit<Locked, 'copyId'>>(
  'circulation.lock.hold',
  `with b as materialized (select book_id from book_counts where book_id = $1 for no key update),
     m as materialized (${MEMBER_BY_REF})
   select (select book_id from b) as "bookId", (select id from m) as "memberId"`,
);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A member is named by UUID or by number. */
export const byRef = <T>(ref: string, id: T, number: T): T => (UUID.test(ref) ? id : number);
const memberParams = (ref: string): [string | null, string | null] => (UUID.test(ref) ? [ref, null] : [null, ref]);

export const lockByBarcode = (sql: Sql, barcode: string, member: string): Promise<Locked | undefined> =>
  byBarcode.one(sql, [barcode, ...memberParams(member)]);

export const lockFreeCopy = (
  sql: Sql,
  bookId: string,
  member: string,
  branches: readonly string[],
): Promise<Locked | undefined> => freeCopy.one(sql, [bookId, ...memberParams(member), branches]);

export interface LockedLoan extends Locked {
  borrowingId: string | null;
}

const LOAN_CHAIN = `b as materialized (select book_id from book_counts where book_id = (select book_id from o) for no key update),
  m as materialized (select id from members where id = (select member_id from o) and (select count(*) from b) >= 0 for no key update),
  c as materialized (select id from copies where id = (select copy_id from o) and (select count(*) from m) >= 0 for no key update)
  select (select id from o) as "borrowingId", (select book_id from b) as "bookId", (select id from m) as "memberId",
    (select id from c) as "copyId"`;

const loanById = prepared<LockedLoan>(
  'circulation.lock.loan',
  `with o as materialized (select id, book_id, member_id, copy_id from borrowings where id = $1), ${LOAN_CHAIN}`,
);
/** Of a copy: its open loan when it has one, the copy alone otherwise. */
const loanByCopy = prepared<LockedLoan>(
  'circulation.lock.copy',
  `with o as materialized (select x.id, c.book_id, x.member_id, c.id as copy_id from copies c
     left join borrowings x on x.copy_id = c.id and x.return_date is null and x.status <> 'CANCELLED'
     where lower(c.barcode) = lower($1)), ${LOAN_CHAIN}`,
);

export const lockLoan = (sql: Sql, borrowingId: string): Promise<LockedLoan | undefined> =>
  loanById.one(sql, [borrowingId]);
export const lockCopyAndLoan = (sql: Sql, barcode: string): Promise<LockedLoan | undefined> =>
  loanByCopy.one(sql, [barcode]);

/** The title's queue and the member who wants to stand in it. */
export const lockTitleAndMember = (
  sql: Sql,
  bookId: string,
  member: string,
): Promise<Omit<Locked, 'copyId'> | undefined> => titleAndMember.one(sql, [bookId, ...memberParams(member)]);

const lockQueue = prepared<{ bookId: string }>(
  'circulation.lock.queue',
  'select book_id as "bookId" from book_counts where book_id = $1 for no key update',
);
/** The title's queue, for verbs that begin with a hold. */
export const lockTitle = async (sql: Sql, bookId: string): Promise<boolean> =>
  (await lockQueue.one(sql, [bookId])) !== undefined;
