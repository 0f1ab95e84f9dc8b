import type { App } from '../../../kernel/context.ts';
import type { LocalDate } from '../../../lib/calendar/local-date.ts';
import { dayAt } from '../periods.ts';
import type { Day, StatisticsSource } from '../source.ts';
import type { Counter } from './counter.ts';

/** How many came on a day, as far as was known at a moment. Ids rise with every count that is told. */
export interface Counted {
  day: Day;
  total: number;
  at: Date;
  id: number;
}

/** What goes between instances and into the cache. */
export interface Told {
  zone: string;
  date: LocalDate;
  total: number;
  at: string;
  id: number;
}

export const toTold = ({ day, total, at, id }: Counted): Told => ({
  zone: day.zone,
  date: day.date,
  total,
  at: at.toISOString(),
  id,
});

/** What is known of today in this process. */
export interface Count {
  /** The newest count of the day it is now, however old; null when there is none. */
  current(): Counted | null;
  today(): Promise<Day>;
  /** Counts now, or joins whoever is counting. */
  count(): Promise<Counted>;
  /** What another instance counted; null when it is not newer, or of another day. */
  hear(told: Told): Counted | null;
  subscribe(hear: (counted: Counted) => void): void;
}

export function makeCount(app: App, source: StatisticsSource, counter: Counter): Count {
  const hearers: ((counted: Counted) => void)[] = [];
  let last: Counted | null = null;
  let lastId = 0;
  let running: Promise<Counted> | undefined;

  const isNow = (day: Day): boolean => {
    const now = app.clock.now();
    return day.from <= now && now < day.until;
  };
  const today = async (): Promise<Day> => {
    const zone = await source.timeZone();
    return last?.day.zone === zone && isNow(last.day) ? last.day : dayAt(zone, app.clock.now());
  };
  const take = (day: Day, total: number, at: Date, id: number): Counted => {
    lastId = Math.max(lastId + 1, id);
    last = { day, total, at, id: lastId };
    for (const hear of hearers) hear(last);
    return last;
  };
  /** Midnight may pass while it is counted: then what was counted is yesterday. */
  const countNow = async (): Promise<Counted> => {
    for (;;) {
      const day = await today();
      const at = app.clock.now();
      const total = await counter.count(day);
      if (isNow(day)) return take(day, total, at, at.getTime());
    }
  };
  return {
    current: () => (last && isNow(last.day) ? last : null),
    today,
    count() {
      running ??= countNow().finally(() => {
        running = undefined;
      });
      return running;
    },
    hear(told) {
      const at = new Date(told.at);
      if (last && last.at >= at) return null;
      const day = dayAt(told.zone, at);
      return day.date === told.date && isNow(day) ? take(day, told.total, at, told.id) : null;
    },
    subscribe: (hear) => void hearers.push(hear),
  };
}
