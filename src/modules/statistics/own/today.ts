import type { App } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { Day, TodayCount, TodayMode } from '../source.ts';

/** Number of the newest visit of the day; one with a lower number that commits later is found by the next full count. */
const counted = prepared<TodayCount>(
  'statistics.today.count',
  'select count(*)::int as total, coalesce(max(number), 0)::text as mark from visits where at >= $1 and at < $2',
);
const countedBeside = prepared<TodayCount>(
  'statistics.today.beside',
  `select count(*)::int as total,
     (select coalesce(sum(total), 0) from visit_counters where day = $3)::text as mark
   from visits where at >= $1 and at < $2`,
);

export async function baseline(app: App, day: Day, mode: TodayMode): Promise<TodayCount> {
  const span = [day.from, day.until];
  const incremental = mode === 'incremental';
  const count = await (incremental ? countedBeside.one(app.pool, [...span, day.date]) : counted.one(app.pool, span));
  return count ?? { total: 0, mark: '0' };
}

const after = prepared<TodayCount>(
  'statistics.today.after',
  `select count(*)::int as total, coalesce(max(number), $3::bigint)::text as mark
   from visits where number > $3::bigint and at >= $1 and at < $2`,
);
const counter = prepared<{ mark: string }>(
  'statistics.today.counter',
  'select coalesce(sum(total), 0)::text as mark from visit_counters where day = $1',
);

export async function advance(app: App, day: Day, from: TodayCount, mode: TodayMode): Promise<TodayCount> {
  if (mode === 'incremental') {
    const mark = (await counter.one(app.pool, [day.date]))?.mark ?? '0';
    return { total: from.total + Number(mark) - Number(from.mark), mark };
  }
  const more = await after.one(app.pool, [day.from, day.until, from.mark]);
  return more ? { total: from.total + more.total, mark: more.mark } : from;
}
