import type { Day, StatisticsSource, TodayCount, TodayMode } from '../source.ts';

export interface Counter {
  count(day: Day): Promise<number>;
}

/** A full count at first, on a new day, after a failure and every so many times; in between only what came after it. */
export function makeCounter(source: StatisticsSource, mode: TodayMode, every: number): Counter {
  let held: { day: Day; count: TodayCount; since: number } | null = null;
  const next = async (day: Day): Promise<TodayCount> => {
    const last = held;
    held = null;
    const same = last?.day.date === day.date && last.day.zone === day.zone;
    if (mode !== 'direct' && last && same && last.since < every) {
      const count = await source.advance(day, last.count, mode);
      held = { day, count, since: last.since + 1 };
      return count;
    }
    const count = await source.baseline(day, mode);
    held = { day, count, since: 1 };
    return count;
  };
  return { count: async (day) => (await next(day)).total };
}
