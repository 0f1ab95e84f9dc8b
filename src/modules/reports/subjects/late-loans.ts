import type { Ctx, Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { daysBetween } from '../../../lib/calendar/local-date.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { FINE_RULE_ID, overdueFine } from '../../circulation/index.ts';
import { calendarOf } from '../../settings/index.ts';

interface Row {
  borrowingId: string;
  memberId: string;
  className: string | null;
  bookId: string;
  title: string;
  barcode: string;
  branchId: string;
  branchName: string;
  due: Date;
  claimedAt: Date | null;
  ruleId: string | null;
  finePerDay: number | null;
  graceDays: number | null;
  maxFine: number | null;
  /** Of all such loans, listed or not. */
  total: number;
}

export interface LateLoan extends Pick<Row, 'borrowingId' | 'memberId' | 'className' | 'bookId' | 'title' | 'barcode'> {
  branchId: string;
  branchName: string;
  /** A day of the branch, as are the days late. */
  dueDate: string;
  daysLate: number;
  accruedFine: number;
}

export interface Late {
  /** Longest late first. */
  loans: LateLoan[];
  total: number;
}

export interface LateAsked {
  at: Date;
  branches: readonly string[] | null;
  className?: string | undefined;
  limit: number;
}

/**
 * Loans open and late at a moment. One that was renewed since had an earlier due date then: the log knows it.
 */
const lateLoans = prepared<Row>(
  'reports.overdue',
  `with candidate as (
     select o.id from borrowings o where o.return_date is null and o.status <> 'CANCELLED' and o.borrow_date <= $1
       and (o.due_date < $1 or o.renewals > 0)
     union all
     select o.id from borrowings o where o.return_date > $1 and o.borrow_date <= $1)
   select o.id as "borrowingId", o.member_id as "memberId", m.class_name as "className", o.book_id as "bookId", b.title,
     c.barcode, o.branch_id as "branchId", p.name as "branchName", coalesce(before.due, o.due_date) as due,
     case when o.claimed_returned_at <= $1 then o.claimed_returned_at end as "claimedAt", r.id as "ruleId",
     r.fine_per_day as "finePerDay", r.grace_days as "graceDays", r.max_fine as "maxFine", count(*) over ()::int as total
   from candidate x join borrowings o on o.id = x.id join members m on m.id = o.member_id join books b on b.id = o.book_id
     join copies c on c.id = o.copy_id join branches p on p.id = o.branch_id
     left join circulation_rules r on r.id = ${FINE_RULE_ID('o')}
     left join lateral (
       select (d.body #>> '{oldValues,dueDate}')::timestamptz as due
       from facts f join fact_details d on d.at = f.at and d.fact_id = f.id
       where o.renewals > 0 and o.updated_at > $1 and f.entity_type = 'borrowing' and f.entity_id = o.id::text
         and f.at > $1 and f.action = 'borrowing.renewed'
       order by f.at, f.id limit 1) before on true
   where coalesce(before.due, o.due_date) < $1 and ($2::uuid[] is null or o.branch_id = any ($2))
     and ($3::text is null or m.class_name = $3)
   order by due, o.id limit $4`,
);

export async function readLate(sql: Sql, asked: LateAsked): Promise<Row[]> {
  return lateLoans.all(sql, [asked.at.toISOString(), asked.branches, asked.className ?? null, asked.limit]);
}

/** Says of each loan how late it is and what its fine has grown to, by the calendar of its branch. */
export async function reckon(ctx: Ctx, rows: readonly Row[], at: Date): Promise<Late> {
  const known = new Map<string, Reckoned>();
  const loans: LateLoan[] = [];
  for (const row of rows) {
    const until = row.claimedAt ?? at;
    const key = [row.branchId, row.ruleId, row.due.getTime(), until.getTime()].join();
    const found = known.get(key) ?? (await reckonOne(ctx, row, at, until));
    known.set(key, found);
    const { borrowingId, memberId, className, bookId, title, barcode, branchId, branchName } = row;
    loans.push({ borrowingId, memberId, className, bookId, title, barcode, branchId, branchName, ...found });
  }
  return { loans, total: rows[0]?.total ?? 0 };
}

type Reckoned = Pick<LateLoan, 'dueDate' | 'daysLate' | 'accruedFine'>;

/** A claimed copy is still late, but its fine stops growing. */
async function reckonOne(ctx: Ctx, row: Row, at: Date, until: Date): Promise<Reckoned> {
  const calendar = await calendarOf(ctx, row.branchId);
  const rule = { finePerDay: row.finePerDay ?? 0, graceDays: row.graceDays ?? 0, maxFine: row.maxFine };
  const { dueDate, amount } = overdueFine(rule, calendar, row.due, until);
  return { dueDate, daysLate: daysBetween(dueDate, localDateIn(calendar.timeZone, at)), accruedFine: amount };
}
