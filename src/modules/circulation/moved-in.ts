import { copyRows } from '../../drivers/postgres/copy.ts';
import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { lockMovedBooks } from '../catalog/index.ts';

/** A loan as another system had one, open or past. It names no rule: today's apply to it. */
export interface MovedLoan {
  id: string;
  copyId: string;
  bookId: string;
  memberId: string;
  branchId: string;
  borrowDate: Date;
  dueDate: Date;
  returnDate: Date | null;
  renewals: number;
}

const TARGET = `borrowings (id, copy_id, book_id, member_id, branch_id, borrow_date, due_date, return_date, return_branch_id, outcome,
  status, renewals, copy_status_before, created_at, updated_at)`;

/** With the state that its dates say, so that no trigger has to put it right. */
function rowOf(loan: MovedLoan, now: Date) {
  const { id, copyId, bookId, memberId, branchId, borrowDate, dueDate, returnDate, renewals } = loan;
  const changed = returnDate ?? now;
  const status = returnDate ? 'RETURNED' : dueDate < changed ? 'OVERDUE' : 'BORROWED';
  const back = returnDate ? [branchId, 'RETURNED'] : [null, null];
  const before = returnDate ? null : 'AVAILABLE';
  const when = [borrowDate, dueDate, returnDate, ...back, status];
  return [id, copyId, bookId, memberId, branchId, ...when, renewals, before, borrowDate, changed];
}

/** Past loans only: the copy's own way to ON_LOAN counts the open ones. */
const countPast = prepared(
  'circulation.moved.count',
  `update book_counts k set total_borrows = total_borrows + r.n
   from (select book_id, count(*)::int as n from unnest($1::uuid[]) r (book_id) group by book_id) r where k.book_id = r.book_id`,
);
const lend = prepared(
  'circulation.moved.lend',
  `update copies set status = 'ON_LOAN', transit_to = null, withdrawn_at = null, withdrawn_by = null, withdrawn_reason = null,
     updated_at = $2 where id = any ($1::uuid[]) and status <> 'ON_LOAN'`,
);

/** Many loans in the caller's transaction, of copies that nobody else has out. Records nothing. */
export async function putMovedLoans(ctx: VerbCtx, loans: readonly MovedLoan[]): Promise<void> {
  if (loans.length === 0) return;
  await lockMovedBooks(
    ctx,
    loans.map(({ bookId }) => bookId),
  );
  await copyRows(
    ctx.tx.client,
    TARGET,
    loans.map((loan) => rowOf(loan, ctx.now)),
  );
  const past = loans.filter(({ returnDate }) => returnDate !== null).map(({ bookId }) => bookId);
  if (past.length > 0) await countPast.all(ctx.sql, [past]);
  const out = loans.filter(({ returnDate }) => returnDate === null).map(({ copyId }) => copyId);
  if (out.length > 0) await lend.all(ctx.sql, [out, ctx.now]);
  ctx.touch('borrowing', 'book');
}

const openOf = prepared<{ copyId: string }>(
  'circulation.moved.open',
  `select copy_id as "copyId" from borrowings
   where copy_id = any ($1::uuid[]) and return_date is null and status <> 'CANCELLED'`,
);
/** Which of these copies somebody has out. */
export const lentCopies = async (sql: Sql, copyIds: readonly string[]): Promise<Set<string>> =>
  new Set((await openOf.all(sql, [copyIds])).map(({ copyId }) => copyId));

export interface LoanChange {
  id: string;
  bookId: string;
  dueDate: Date;
  returnDate: Date | null;
  renewals: number;
}

const follow = prepared<{ id: string; copyId: string; returned: boolean }>(
  'circulation.moved.follow',
  `update borrowings b set due_date = greatest(r."dueDate", b.borrow_date + interval '1 second'), renewals = r.renewals,
     return_date = case when r."returnDate" is not null then greatest(r."returnDate", b.borrow_date) end,
     return_branch_id = case when r."returnDate" is not null then b.branch_id end,
     outcome = case when r."returnDate" is not null then 'RETURNED' end, updated_at = $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, "dueDate" timestamptz, "returnDate" timestamptz, renewals int)
   where b.id = r.id and b.return_date is null and b.status <> 'CANCELLED'
   returning b.id, b.copy_id as "copyId", b.return_date is not null as returned`,
);
const giveBack = prepared(
  'circulation.moved.back',
  `update copies set status = 'AVAILABLE', updated_at = $2 where id = any ($1::uuid[]) and status = 'ON_LOAN'`,
);

/** Open loans that were renewed or returned over there; one that ended here stays ended. Returns those that followed. */
export async function followLoans(ctx: VerbCtx, changes: readonly LoanChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set();
  await lockMovedBooks(
    ctx,
    changes.map(({ bookId }) => bookId),
  );
  const done = await follow.all(ctx.sql, [JSON.stringify(changes), ctx.now]);
  const back = done.filter(({ returned }) => returned).map(({ copyId }) => copyId);
  if (back.length > 0) await giveBack.all(ctx.sql, [back, ctx.now]);
  ctx.touch('borrowing', 'book');
  return new Set(done.map(({ id }) => id));
}

export interface MovedHold {
  id: string;
  bookId: string;
  memberId: string;
  branchId: string;
  placedAt: Date;
}

const putHolds = prepared<{ id: string }>(
  'circulation.moved.holds',
  `insert into holds (id, book_id, member_id, pickup_branch_id, placed_at, updated_at)
   select r.id, r."bookId", r."memberId", r."branchId", r."placedAt", $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, "bookId" uuid, "memberId" uuid, "branchId" uuid,
     "placedAt" timestamptz, n int) order by r.n
   on conflict (book_id, member_id) where status in ('WAITING', 'SHELVED') do nothing returning id`,
);
/** Into the queue in the order given; returns those that are new: nobody waits twice for a title. */
export const putMovedHolds = async (ctx: VerbCtx, holds: readonly MovedHold[]): Promise<Set<string>> =>
  new Set(
    (await putHolds.all(ctx.sql, [JSON.stringify(holds.map((hold, n) => ({ ...hold, n }))), ctx.now])).map(
      ({ id }) => id,
    ),
  );

const endHolds = prepared<{ id: string }>(
  'circulation.moved.endHolds',
  `update holds set status = 'CANCELLED', closed_at = $2, close_reason = $3, updated_at = $2
   where id = any ($1::uuid[]) and status = 'WAITING' returning id`,
);
/** Waiting ones only: what stands on our shelf is ours to end. */
export const endMovedHolds = (ctx: VerbCtx, ids: readonly string[], reason: string): Promise<{ id: string }[]> =>
  endHolds.all(ctx.sql, [ids, ctx.now, reason]);
