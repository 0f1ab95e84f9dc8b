import type { Ctx, Sql } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';

export interface NewLoan {
  copyId: string;
  bookId: string;
  memberId: string;
  branchId: string;
  ruleId: string;
  dueDate: Date;
  notes: string | null;
  holdId: string | null;
  copyStatus: string;
  transitTo: string | null;
}

const LOAN = `loan as (insert into borrowings (id, copy_id, book_id, member_id, branch_id, rule_id, borrow_date, due_date, notes,
      processed_by, created_at, updated_at, copy_status_before, transit_to_before)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $7, $7, $11, $12))`;
const OUT = `update copies set status = 'ON_LOAN', transit_to = null, updated_at = $7 where id = $2 and status <> 'ON_LOAN'`;

/** Loan, copy and hold in one statement: either all three change or none. */
const lend = prepared('circulation.lend', `with ${LOAN} ${OUT}`);
const lendHeld = prepared(
  'circulation.lend.held',
  `with ${LOAN},
    filled as (update holds set status = 'FULFILLED', closed_at = $7, closed_by = $10, borrowing_id = $1, copy_id = $2, updated_at = $7
      where id = $13)
   ${OUT}`,
);

export const staffId = (ctx: Ctx): string | null => (ctx.actor.kind === 'account' ? ctx.actor.accountId : null);

export async function insertLoan(ctx: Ctx, loan: NewLoan): Promise<string> {
  const id = newId();
  const { copyId, bookId, memberId, branchId, ruleId, dueDate, notes, holdId, copyStatus, transitTo } = loan;
  const loanRow = [
    id,
    copyId,
    bookId,
    memberId,
    branchId,
    ruleId,
    ctx.now,
    dueDate,
    notes,
    staffId(ctx),
    copyStatus,
    transitTo,
  ];
  if (holdId === null) await lend.all(ctx.sql, loanRow);
  else await lendHeld.all(ctx.sql, [...loanRow, holdId]);
  return id;
}

const CLOSE = `update borrowings set return_date = $2, return_branch_id = $3, returned_by = $4, fine = fine + $5, status = 'RETURNED',
  outcome = $6, notes = coalesce($7, notes), updated_at = $2 where id = $1`;
const close = prepared('circulation.close', CLOSE);
export interface Closing {
  id: string;
  branchId: string;
  fine: number;
  outcome: 'RETURNED' | 'LOST' | 'DAMAGED';
  notes: string | null;
}
const closing = (ctx: Ctx, c: Closing): unknown[] => [
  c.id,
  ctx.now,
  c.branchId,
  staffId(ctx),
  c.fine,
  c.outcome,
  c.notes,
];

export const closeLoan = (ctx: Ctx, c: Closing): Promise<unknown> => close.all(ctx.sql, closing(ctx, c));

const takeBack = prepared<{ moved: boolean }>(
  'circulation.takeBack',
  `with closed as (${CLOSE}),
   moved as (update copies set status = $9, transit_to = $10, updated_at = $2
     where id = $8 and not exists (select 1 from holds where book_id = $11 and status = 'WAITING') returning id)
   select exists (select 1 from moved) as moved`,
);
/** The loan ends and, unless somebody waits for the title, its copy goes on: false, and the copy stays as it is. */
export async function closeAndMove(
  ctx: Ctx,
  ended: Omit<Closing, 'outcome'>,
  copy: { id: string; bookId: string; status: string; transitTo: string | null },
): Promise<boolean> {
  const loan = closing(ctx, { ...ended, outcome: 'RETURNED' });
  const done = await takeBack.one(ctx.sql, [...loan, copy.id, copy.status, copy.transitTo, copy.bookId]);
  return done?.moved ?? false;
}

const move = prepared(
  'circulation.copy.move',
  'update copies set status = $2, transit_to = $3, updated_at = $4 where id = $1',
);
export async function moveCopy(
  ctx: Ctx,
  copyId: string,
  status: string,
  transitTo: string | null = null,
): Promise<void> {
  await move.all(ctx.sql, [copyId, status, transitTo, ctx.now]);
}

const prolong = prepared(
  'circulation.renew',
  'update borrowings set due_date = $2, renewals = renewals + 1, rule_id = $3, fine = fine + $4, updated_at = $5 where id = $1',
);
export async function renewLoan(ctx: Ctx, id: string, due: Date, ruleId: string, fine: number): Promise<void> {
  await prolong.all(ctx.sql, [id, due, ruleId, fine, ctx.now]);
}

const cancel = prepared(
  'circulation.cancel',
  `update borrowings set status = 'CANCELLED', cancelled_at = $2, cancelled_by = $3, updated_at = $2 where id = $1`,
);
export async function cancelLoan(ctx: Ctx, id: string): Promise<void> {
  await cancel.all(ctx.sql, [id, ctx.now, staffId(ctx)]);
}

const reopen = prepared(
  'circulation.reopen',
  `update borrowings set return_date = null, return_branch_id = null, returned_by = null, outcome = null, fine = fine - $2,
     updated_at = $3 where id = $1`,
);
export async function reopenLoan(ctx: Ctx, id: string, fine: number): Promise<void> {
  await reopen.all(ctx.sql, [id, fine, ctx.now]);
}

const claimed = prepared(
  'circulation.claim',
  `update borrowings set claimed_returned_at = $2, claimed_returned_by = $3, notes = coalesce($4, notes), updated_at = $2 where id = $1`,
);
export async function markClaimed(ctx: Ctx, id: string, notes: string | null): Promise<void> {
  await claimed.all(ctx.sql, [id, ctx.now, staffId(ctx), notes]);
}

const markOverdue = prepared<{ id: string }>(
  'circulation.overdue.mark',
  `update borrowings set updated_at = $1 where id in (select id from borrowings
     where return_date is null and status = 'BORROWED' and due_date < $1 order by due_date, id limit 1000 for no key update skip locked)
   returning id`,
);
/** The status column follows the due date for those who read the table; lists never wait for it. */
export const markOverdueBatch = (sql: Sql, now: Date): Promise<{ id: string }[]> => markOverdue.all(sql, [now]);
