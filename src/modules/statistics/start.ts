import type { Client } from 'pg';
import type { App } from '../../kernel/context.ts';
import { type Statistics, statisticsOf } from './service.ts';
import { PARTS, type Part } from './snapshots.ts';
import { makeLeader } from './today/leader.ts';
import { startLoop } from './today/loop.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Source 2 §10: what was frozen is loaded, then made anew in the background while the fast loop counts. Returns how to stop. */
export function startStatistics(app: App, connect: () => Promise<Client>): () => Promise<void> {
  const statistics = statisticsOf(app);
  const stopping = new AbortController();
  const { source, today, config, meters, refresher } = statistics;
  const leader = makeLeader(connect, today.hear, app.log);
  const stopLoop = startLoop({
    today,
    leader,
    minMs: config.VISITOR_SYNC_MIN_INTERVAL_MS,
    bufferMs: config.VISITOR_SYNC_BUFFER_MS,
    log: app.log,
    measured: meters.loop,
  });
  const warming = prewarm(app, statistics, stopping.signal);
  return async () => {
    stopping.abort();
    await Promise.allSettled([stopLoop(), refresher.stop(), warming]);
    await leader.stop();
    await source.close();
  };
}

/** Both parts at once; one that fails keeps neither the other nor the program from starting. */
async function prewarm(app: App, { source, refresher }: Statistics, signal: AbortSignal): Promise<void> {
  await patiently(app, signal, async () => {
    await refresher.load();
    await source.check();
  });
  const warm = async (part: Part): Promise<void> => {
    await patiently(app, signal, async () => {
      if (await refresher.isDue(part)) await refresher.refresh(part);
    });
  };
  await Promise.allSettled(PARTS.map(warm));
}

/** Again, and after a longer while each time, until it goes well or the program stops. */
async function patiently(app: App, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted) app.log.warn({ err: error, waitMs: wait }, 'statistics wait for the database');
      await pause(wait, signal);
    }
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
