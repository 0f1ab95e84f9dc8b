import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { Money } from '../../kernel/money.ts';
import { prepared } from '../../kernel/prepared.ts';
import { endOfLocalDay, startOfLocalDay } from '../../lib/calendar/zone.ts';
import { readSettings } from '../settings/index.ts';
import { METHODS, type Method } from './fine.ts';
import { reachOf } from './reach.ts';

const Tally = z.object({
  /** Payments taken. */
  count: z.int(),
  /** What was handed over, change kept as credit included. */
  received: Money,
  refundCount: z.int(),
  refunded: Money,
  net: Money,
});
type Tally = z.output<typeof Tally>;

const StaffTally = Tally.extend({ accountId: z.uuid(), name: z.string(), expectedCash: Money });
const MethodTally = Tally.extend({ method: z.enum(METHODS) });

/** `total` is money: what was paid from members' credit came in on another day. */
export const BranchReport = z.object({
  branchId: z.uuid(),
  branchName: z.string(),
  timeZone: z.string(),
  total: Tally,
  /** What must lie in the drawer beyond the float. */
  expectedCash: Money,
  methods: z.array(MethodTally),
  staff: z.array(StaffTally),
});
export type BranchReport = z.output<typeof BranchReport>;
export const CashReportReply = z.object({ date: z.string(), branches: z.array(BranchReport) });

interface Desk {
  branchId: string;
  branchName: string;
  timeZone: string;
}

/** One person, one method, one branch, one day. */
export interface Takings extends Tally {
  branchId: string;
  method: Method;
  accountId: string;
  name: string;
}

const desks = prepared<Desk>(
  'fines.cash.desks',
  `select id as "branchId", name as "branchName", coalesce(time_zone, $3) as "timeZone" from branches
   where ($1::uuid[] is null or id = any ($1)) and ($2::uuid is null or id = $2) order by code`,
);
/** Refunds count where and by whom they were asked for, on the day they were approved: there the money goes out. */
const takings = prepared<Takings>(
  'fines.cash.takings',
  `with desk as (select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) d(branch_id, begins, ends)),
     moves as (
       select p.branch_id, p.method, p.processed_by as account_id, p.amount + p.change_credited as received, 0::bigint as refunded
       from desk d join fine_payments p on p.branch_id = d.branch_id and p.payment_date between d.begins and d.ends
       union all
       select r.branch_id, r.method, r.requested_by, 0, r.amount
       from desk d join fine_refunds r on r.branch_id = d.branch_id and r.decided_at between d.begins and d.ends
       where r.status = 'APPROVED')
   select m.branch_id as "branchId", m.method, m.account_id as "accountId", coalesce(a.name, '-') as name,
     count(*) filter (where m.received > 0)::int as count, sum(m.received)::bigint as received,
     count(*) filter (where m.refunded > 0)::int as "refundCount", sum(m.refunded)::bigint as refunded,
     (sum(m.received) - sum(m.refunded))::bigint as net
   from moves m left join accounts a on a.id = m.account_id
   group by m.branch_id, m.method, m.account_id, a.name order by name, m.account_id, m.method`,
);

const ZERO: Tally = { count: 0, received: 0, refundCount: 0, refunded: 0, net: 0 };
const add = (sum: Tally, more: Tally): Tally => ({
  count: sum.count + more.count,
  received: sum.received + more.received,
  refundCount: sum.refundCount + more.refundCount,
  refunded: sum.refunded + more.refunded,
  net: sum.net + more.net,
});
const tally = (rows: readonly Takings[]): Tally => rows.reduce(add, ZERO);
const cashOf = (rows: readonly Takings[]): number => tally(rows.filter((row) => row.method === 'CASH')).net;

export interface CashReport {
  date: string;
  branches: BranchReport[];
  takings: Takings[];
}

/** A day of the branch's own zone, for every branch within reach or one of them. */
export async function cashReport(ctx: Ctx, date: string, branchId: string | undefined): Promise<CashReport> {
  const { timeZone } = await readSettings(ctx);
  const places = await desks.all(ctx.sql, [reachOf(ctx.scope).branches, branchId ?? null, timeZone]);
  const rows = await takings.all(ctx.sql, [
    places.map((desk) => desk.branchId),
    places.map((desk) => startOfLocalDay(desk.timeZone, date)),
    places.map((desk) => endOfLocalDay(desk.timeZone, date)),
  ]);
  const branches = places.map((desk) =>
    branchReport(
      desk,
      rows.filter((row) => row.branchId === desk.branchId),
    ),
  );
  return { date, branches, takings: rows };
}

function branchReport(desk: Desk, rows: readonly Takings[]): BranchReport {
  const people = [...new Map(rows.map((row) => [row.accountId, row.name]))];
  return {
    ...desk,
    total: tally(rows.filter((row) => row.method !== 'CREDIT')),
    expectedCash: cashOf(rows),
    methods: METHODS.map((method) => ({ method, ...tally(rows.filter((row) => row.method === method)) })),
    staff: people.map(([accountId, name]) => {
      const own = rows.filter((row) => row.accountId === accountId);
      const money = own.filter((row) => row.method !== 'CREDIT');
      return { accountId, name, ...tally(money), expectedCash: cashOf(own) };
    }),
  };
}
