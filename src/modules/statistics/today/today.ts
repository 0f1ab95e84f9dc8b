import type { App } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import type { Day, StatisticsSource } from '../source.ts';
import { type Count, type Counted, makeCount, type Told, toTold } from './count.ts';
import type { Counter } from './counter.ts';

export type AskedToday = Pick<Counted, 'total' | 'at' | 'id'> & { source: 'cache' | 'db' | 'stale' };

export interface Today extends Pick<Count, 'current' | 'count' | 'hear' | 'subscribe'> {
  /** From memory or cache; when that is too old, counted once for all who ask. */
  ask(): Promise<AskedToday>;
  /** A count stays good for twice as long as they usually lie apart. */
  expectEvery(ms: number): void;
}

const KEY = 'visitors:today:count';
const TAG = 'statistics.today';
/** After a count that failed nobody tries again for so long. */
const REST_MS = 1_000;

export function makeToday(app: App, source: StatisticsSource, counter: Counter, intervalMs: number): Today {
  const { cache } = app.drivers;
  const here = makeCount(app, source, counter);
  let goodForMs = intervalMs * 2;
  let restUntil = 0;

  const isFresh = (at: Date): boolean => app.clock.now().getTime() - at.getTime() <= goodForMs;
  const keyOf = ({ zone, date }: Day): string => `${KEY}:${source.name}:${zone}:${date}`;
  const options = () => ({ ttlSeconds: goodForMs / 1000, tags: [TAG], shared: true });
  const count = async (): Promise<Counted> => {
    const counted = await here.count();
    cache.set(keyOf(counted.day), toTold(counted), options());
    return counted;
  };
  /** One second level for all instances: what one counted, the others need not. */
  const load = async (): Promise<AskedToday> => {
    let counted: Counted | undefined;
    const told = await cache.fill<Told>(keyOf(await here.today()), options(), async () => {
      counted = await here.count();
      return toTold(counted);
    });
    if (counted) return { ...counted, source: 'db' };
    const known = isFresh(new Date(told.at)) ? (here.hear(told) ?? here.current()) : null;
    return known ? { ...known, source: 'cache' } : { ...(await count()), source: 'db' };
  };
  const ask = async (): Promise<AskedToday> => {
    const known = here.current();
    if (known && isFresh(known.at)) return { ...known, source: 'cache' };
    if (performance.now() >= restUntil) {
      try {
        return await load();
      } catch (error) {
        restUntil = performance.now() + REST_MS;
        app.log.warn({ err: error }, 'visitors of today were not counted');
      }
    }
    const old = here.current();
    if (old) return { ...old, source: 'stale' };
    throw failure('UNAVAILABLE', 'statistics.today_unknown', { retryAfter: 5 });
  };
  return {
    ...here,
    count,
    ask,
    expectEvery(ms) {
      goodForMs = Math.max(ms, intervalMs) * 2;
    },
  };
}
