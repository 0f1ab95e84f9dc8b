import type { App } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
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

export type AskedToday = Pick<Counted, 'total' | 'at' | 'id'> & { source: 'cache' | 'db' | 'stale' };

export interface Today {
  /** The newest count of the day it is now, however old; null when there is none. */
  current(): Counted | null;
  /** From memory or cache; when that is too old, counted once for all who ask. */
  ask(): Promise<AskedToday>;
  /** Counts now, or joins whoever is counting. */
  count(): Promise<Counted>;
  /** What another instance counted. */
  hear(told: Told): void;
  subscribe(hear: (counted: Counted) => void): void;
  /** A count stays good for twice as long as they usually lie apart. */
  expectEvery(ms: number): void;
}

const KEY = 'visitors:today:count';
const TAG = 'statistics.today';
/** After a count that failed nobody tries again for so long. */
const REST_MS = 1_000;

export const toTold = ({ day, total, at, id }: Counted): Told => ({
  zone: day.zone,
  date: day.date,
  total,
  at: at.toISOString(),
  id,
});

export function makeToday(app: App, source: StatisticsSource, counter: Counter, intervalMs: number): Today {
  const hearers: ((counted: Counted) => void)[] = [];
  const cache = app.drivers.cache;
  let last: Counted | null = null;
  let lastId = 0;
  let goodForMs = intervalMs * 2;
  let running: Promise<Counted> | undefined;
  let restUntil = 0;

  const isNow = (day: Day): boolean => {
    const now = app.clock.now();
    return day.from <= now && now < day.until;
  };
  const isFresh = (at: Date): boolean => app.clock.now().getTime() - at.getTime() <= goodForMs;
  const current = (): Counted | null => (last && isNow(last.day) ? last : null);
  const today = async (): Promise<Day> => {
    const zone = await source.timeZone();
    return last?.day.zone === zone && isNow(last.day) ? last.day : dayAt(zone, app.clock.now());
  };
  const options = () => ({ ttlSeconds: goodForMs / 1000, tags: [TAG], shared: true });
  const keyOf = (day: Day): string => `${KEY}:${source.name}:${day.zone}:${day.date}`;

  const take = (day: Day, total: number, at: Date, id?: number): Counted => {
    lastId = Math.max(lastId + 1, id ?? at.getTime());
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
      if (!isNow(day)) continue;
      const counted = take(day, total, at);
      cache.set(keyOf(day), toTold(counted), options());
      return counted;
    }
  };
  const count = (): Promise<Counted> => {
    running ??= countNow().finally(() => {
      running = undefined;
    });
    return running;
  };
  const hear = (told: Told): Counted | null => {
    const at = new Date(told.at);
    if (last && last.at >= at) return null;
    const day = dayAt(told.zone, at);
    return day.date === told.date && isNow(day) ? take(day, told.total, at, told.id) : null;
  };
  /** One second level for all instances: what one counted, the others need not. */
  const load = async (): Promise<AskedToday> => {
    let counted: Counted | undefined;
    const told = await cache.fill<Told>(keyOf(await today()), options(), async () => {
      counted = await count();
      return toTold(counted);
    });
    if (counted) return { ...counted, source: 'db' };
    const known = isFresh(new Date(told.at)) ? (hear(told) ?? current()) : null;
    return known ? { ...known, source: 'cache' } : { ...(await count()), source: 'db' };
  };
  const ask = async (): Promise<AskedToday> => {
    const known = current();
    if (known && isFresh(known.at)) return { ...known, source: 'cache' };
    if (performance.now() >= restUntil) {
      try {
        return await load();
      } catch (error) {
        restUntil = performance.now() + REST_MS;
        app.log.warn({ err: error }, 'visitors of today were not counted');
      }
    }
    const old = current();
    if (old) return { ...old, source: 'stale' };
    throw failure('UNAVAILABLE', 'statistics.today_unknown', { retryAfter: 5 });
  };

  return {
    current,
    ask,
    count,
    hear: (told) => void hear(told),
    subscribe: (hearer) => void hearers.push(hearer),
    expectEvery(ms) {
      goodForMs = Math.max(ms, intervalMs) * 2;
    },
  };
}
