import { z } from 'zod';
import type { Sql } from '../../../kernel/context.ts';
import { Money } from '../../../kernel/money.ts';
import { type FineReason, type Method, moneyOf } from '../../fines/index.ts';
import { type Asked, Frozen, frozen } from '../asked.ts';
import { DAY, type Debt, debts, ledger, METHOD, type Moved, outstandingAt, STAFF, takings } from './cash-queries.ts';

const METHODS = ['CASH', 'TRANSFER', 'E_WALLET', 'CARD', 'QRIS', 'CREDIT'] as const satisfies readonly Method[];
const REASONS = ['OVERDUE', 'LOST', 'DAMAGED', 'OTHER'] as const satisfies readonly FineReason[];

/** Received is what was handed over, change kept as credit included. */
const Takings = z.object({ count: z.int(), received: Money, refundCount: z.int(), refunded: Money, net: Money });
type Takings = z.output<typeof Takings>;
/** Charged and waived are less what an undone scan took back. */
const Debts = z.object({ charged: Money, waived: Money });
type Debts = z.output<typeof Debts>;
const ByReason = Debts.extend({ reason: z.enum(REASONS), count: z.int(), cancelled: Money });

export const CashFigures = Frozen.extend({
  subject: z.literal('cash'),
  /** Money alone: what was paid from members' credit came in on another day. */
  totals: Takings.extend(Debts.shape),
  /** What fines of the branch had left to pay at the end. */
  outstanding: Money,
  /** `ledger` is how much the ledger's money account grew: the same as `net`, or something else moved money. */
  byMethod: z.array(Takings.extend({ method: z.enum(METHODS), ledger: Money.nullable() })),
  byDay: z.array(Takings.extend({ date: z.string(), ...Debts.shape })),
  byStaff: z.array(Takings.extend({ accountId: z.uuid(), expectedCash: Money })),
  byReason: z.array(ByReason),
});
export type CashFigures = z.output<typeof CashFigures>;

const NOTHING: Takings = { count: 0, received: 0, refundCount: 0, refunded: 0, net: 0 };
const tally = (rows: readonly Takings[]): Takings =>
  rows.reduce(
    (sum, row) => ({
      count: sum.count + row.count,
      received: sum.received + row.received,
      refundCount: sum.refundCount + row.refundCount,
      refunded: sum.refunded + row.refunded,
      net: sum.net + row.net,
    }),
    NOTHING,
  );

const total = (rows: readonly Debt[], kind: Debt['kind']): number =>
  rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.amount, 0);
const debt = (rows: readonly Debt[]): Debts => ({
  charged: total(rows, 'charged') - total(rows, 'cancelled'),
  waived: total(rows, 'waived') - total(rows, 'unwaived'),
});

export async function countCash(sql: Sql, { span, branchId }: Asked): Promise<CashFigures> {
  const where = [span.from, span.until, branchId];
  const begins = span.begins.map((moment) => moment.toISOString());
  const moved = await takings.all(sql, [...where, begins]);
  const owed = await debts.all(sql, [...where, begins]);
  const left = await outstandingAt.one(sql, [span.until, branchId]);
  const money = METHODS.filter((method) => method !== 'CREDIT').map(moneyOf);
  const accounts = new Map((await ledger.all(sql, [...where, money])).map((row) => [row.account, row.amount]));
  const byMethod = METHODS.map((method) => ({
    method,
    ...tally(moved.filter((row) => row.dimension === METHOD && row.method === method)),
    ledger: method === 'CREDIT' ? null : (accounts.get(moneyOf(method)) ?? 0),
  }));
  const reasons = owed.filter((row) => row.reason !== null);
  return {
    ...frozen(span),
    subject: 'cash',
    totals: { ...tally(byMethod.filter((row) => row.method !== 'CREDIT')), ...debt(reasons) },
    outstanding: left?.amount ?? 0,
    byMethod,
    byDay: daysOf(span.days, moved, owed),
    byStaff: staffOf(moved),
    byReason: REASONS.map((reason) => reasonOf(reason, reasons)),
  };
}

function daysOf(days: readonly string[], moved: readonly Moved[], owed: readonly Debt[]): CashFigures['byDay'] {
  const money = Map.groupBy(
    moved.filter((row) => row.dimension === DAY && row.method !== 'CREDIT'),
    (row) => row.day,
  );
  const fines = Map.groupBy(
    owed.filter((row) => row.day !== null),
    (row) => row.day,
  );
  return days.map((date, n) => ({ date, ...tally(money.get(n + 1) ?? []), ...debt(fines.get(n + 1) ?? []) }));
}

function staffOf(moved: readonly Moved[]): CashFigures['byStaff'] {
  const people = Map.groupBy(
    moved.filter((row) => row.dimension === STAFF),
    (row) => row.accountId ?? '',
  );
  return [...people].map(([accountId, rows]) => ({
    accountId,
    ...tally(rows.filter((row) => row.method !== 'CREDIT')),
    expectedCash: tally(rows.filter((row) => row.method === 'CASH')).net,
  }));
}

function reasonOf(reason: FineReason, owed: readonly Debt[]): CashFigures['byReason'][number] {
  const rows = owed.filter((row) => row.reason === reason);
  const count = rows.find((row) => row.kind === 'charged')?.count ?? 0;
  return { reason, count, cancelled: total(rows, 'cancelled'), ...debt(rows) };
}
