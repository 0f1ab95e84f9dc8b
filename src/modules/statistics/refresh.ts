import type { App } from '../../kernel/context.ts';
import { type Cron, lastCronDue } from '../../lib/cron.ts';
import { askedAt } from './periods.ts';
import type { Shelf } from './shelf.ts';
import { bookData, isName, type Part, type Snapshot, TTL_SECONDS, visitorData } from './snapshots.ts';
import type { Asked, StatisticsSource } from './source.ts';
import { loadRuns, loadSnapshots, type Run, saveRun, saveSnapshots } from './store.ts';

/** One pass of a part at a time in the whole cluster. */
const LOCKS: Readonly<Record<Part, number>> = { visitors: 7_318_203, books: 7_318_204 };
/** A pass that failed is not made again before this, nor before five times what it took. */
const REST_MS = 60_000;
const REST_FACTOR = 5;

export const REFRESHED = 'statistics.refreshed';
export const TAG = 'statistics';

export interface Refresher {
  /** From the table into memory: what a restart begins with, and what another instance made. */
  load(): Promise<void>;
  /** Makes the part anew; false when somebody else is at it. */
  refresh(part: Part): Promise<boolean>;
  /** Its time has come since it was made last, or it was never made; false while a failure rests. */
  isDue(part: Part): Promise<boolean>;
  lastRun(part: Part): Run | undefined;
  /** Gives up what is under way and waits for it. */
  stop(): Promise<void>;
}

export function makeRefresher(
  app: App,
  source: StatisticsSource,
  shelf: Shelf,
  crons: Readonly<Record<Part, Cron>>,
): Refresher {
  const stopping = new AbortController();
  const running = new Map<Part, Promise<boolean>>();
  let last: Promise<unknown> = Promise.resolve();
  const lastRuns = new Map<Part, Run>();

  const pass = async (part: Part): Promise<void> => {
    const startedAt = app.clock.now();
    const asked = askedAt(await source.timeZone(), startedAt, stopping.signal);
    const snapshots = await snapshotsOf(source, part, asked, startedAt);
    shelf.put(snapshots);
    await saveSnapshots(app.pool, source.name, snapshots);
  };
  const told = async (part: Part): Promise<void> => {
    const startedAt = app.clock.now();
    const end = async (error: string | null): Promise<void> => {
      const run = { part, startedAt, finishedAt: app.clock.now(), ok: error === null, error };
      lastRuns.set(part, run);
      await saveRun(app, source.name, run).catch((err) => app.log.warn({ err, part }, 'statistics: run not kept'));
    };
    try {
      await pass(part);
    } catch (error) {
      await end((error instanceof Error ? error.message : String(error)).slice(0, 500));
      throw error;
    }
    await end(null);
    app.pings.publish([{ action: REFRESHED, id: part }], [TAG]);
  };
  const refresh = (part: Part): Promise<boolean> => {
    const under = running.get(part);
    if (under) return under;
    // One after the other: a pass is work for a database that others use.
    const started = last.then(() => alone(app, LOCKS[part], () => told(part))).finally(() => running.delete(part));
    running.set(part, started);
    last = started.catch(() => {});
    return started;
  };

  return {
    refresh,
    async load() {
      shelf.put(await loadSnapshots(app.pool, source.name));
      for (const run of await loadRuns(app.pool, source.name)) lastRuns.set(run.part, run);
    },
    async isDue(part) {
      const now = app.clock.now();
      const run = lastRuns.get(part);
      if (run && !run.ok) {
        const took = run.finishedAt.getTime() - run.startedAt.getTime();
        if (now.getTime() - run.finishedAt.getTime() < Math.max(REST_MS, REST_FACTOR * took)) return false;
      }
      const made = shelf.generatedAt(part);
      return made === null || made < lastCronDue(crons[part], await source.timeZone(), now);
    },
    lastRun: (part) => lastRuns.get(part),
    async stop() {
      stopping.abort(new Error('the program stops'));
      await Promise.allSettled(running.values());
    },
  };
}

async function snapshotsOf(source: StatisticsSource, part: Part, asked: Asked, at: Date): Promise<Snapshot[]> {
  const data =
    part === 'visitors' ? visitorData(await source.visitors(asked), asked) : bookData(await source.books(asked));
  return Object.entries(data).flatMap(([name, value]) =>
    isName(name) ? [{ name, generatedAt: at, ttlSeconds: TTL_SECONDS, data: value }] : [],
  );
}

/** Runs while this connection holds the lock; false when another holds it. */
async function alone(app: App, lock: number, run: () => Promise<void>): Promise<boolean> {
  const client = await app.pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
    if (!rows[0]?.mine) return false;
    try {
      await run();
      return true;
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]).catch((error: Error) => {
        broken = error;
      });
    }
  } finally {
    client.release(broken);
  }
}
