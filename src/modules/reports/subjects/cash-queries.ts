import { prepared } from '../../../kernel/prepared.ts';
import type { FineReason, Method } from '../../fines/index.ts';

export interface Moved {
  /** What grouping() answers of day and person. */
  dimension: number;
  method: Method;
  day: number | null;
  accountId: string | null;
  count: number;
  received: number;
  refundCount: number;
  refunded: number;
  net: number;
}
export const METHOD = 0b11;
export const DAY = 0b01;
export const STAFF = 0b10;

/** Refunds count by whom and where they were asked for, on the day they were approved: then the money goes out. */
export const takings = prepared<Moved>(
  'reports.cash.takings',
  `with moves as (
     select p.method, p.processed_by as account_id, p.payment_date as at, p.amount + p.change_credited as received,
       null::bigint as refunded
     from fine_payments p where p.payment_date >= $1 and p.payment_date < $2 and ($3::uuid is null or p.branch_id = $3)
     union all
     select r.method, r.requested_by, r.decided_at, null, r.amount
     from fine_refunds r where r.status = 'APPROVED' and r.decided_at >= $1 and r.decided_at < $2
       and ($3::uuid is null or r.branch_id = $3))
   select grouping(x.day, x.account_id) as dimension, x.method, x.day, x.account_id as "accountId",
     count(x.received)::int as count, coalesce(sum(x.received), 0)::bigint as received,
     count(x.refunded)::int as "refundCount", coalesce(sum(x.refunded), 0)::bigint as refunded,
     (coalesce(sum(x.received), 0) - coalesce(sum(x.refunded), 0))::bigint as net
   from (select m.*, width_bucket(m.at, $4::timestamptz[]) as day from moves m) x
   group by grouping sets ((x.method), (x.method, x.day), (x.method, x.account_id)) order by "accountId"`,
);

export interface Debt {
  kind: 'charged' | 'cancelled' | 'waived' | 'unwaived';
  reason: FineReason | null;
  day: number | null;
  count: number;
  amount: number;
}
export const debts = prepared<Debt>(
  'reports.cash.debts',
  `with moves as (
     select 'charged' as kind, f.reason, f.branch_id, f.created_at as at, f.amount from fines f
     union all select 'cancelled', f.reason, f.branch_id, f.cancelled_at, f.amount from fines f where f.cancelled_at is not null
     union all select 'waived', f.reason, f.branch_id, w.waived_at, w.amount
       from fine_waivers w join fines f on f.id = w.fine_id
     union all select 'unwaived', f.reason, f.branch_id, f.cancelled_at, w.amount
       from fine_waivers w join fines f on f.id = w.fine_id where f.cancelled_at is not null)
   select x.kind, x.reason, x.day, count(*)::int as count, sum(x.amount)::bigint as amount
   from (select m.*, width_bucket(m.at, $4::timestamptz[]) as day from moves m
     where m.at >= $1 and m.at < $2 and ($3::uuid is null or m.branch_id = $3)) x
   group by grouping sets ((x.kind, x.reason), (x.kind, x.day))`,
);

export const outstandingAt = prepared<{ amount: number }>(
  'reports.cash.outstanding',
  `with owed as (select f.id, f.amount from fines f where f.created_at < $1 and (f.cancelled_at is null or f.cancelled_at >= $1)
     and ($2::uuid is null or f.branch_id = $2))
   select (coalesce((select sum(amount) from owed), 0)
     - coalesce((select sum(p.amount) from fine_payments p join owed on owed.id = p.fine_id where p.payment_date < $1), 0)
     - coalesce((select sum(w.amount) from fine_waivers w join owed on owed.id = w.fine_id where w.waived_at < $1), 0)
     )::bigint as amount`,
);

export const ledger = prepared<{ account: string; amount: number }>(
  'reports.cash.ledger',
  `select l.ledger_account as account, sum(l.amount)::bigint as amount
   from ledger_entries e join ledger_lines l on l.entry_id = e.id
   where e.at >= $1 and e.at < $2 and ($3::uuid is null or e.branch_id = $3) and l.ledger_account = any ($4)
   group by l.ledger_account`,
);
