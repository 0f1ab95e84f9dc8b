import type { PoolClient } from 'pg';
import type { App } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { lastDue } from './rhythm.ts';

interface Run {
  name: string;
  dueAt: Date;
  ok: boolean | null;
}

const allRuns = prepared<Run>('kernel.schedules.runs', 'select name, due_at as "dueAt", ok from schedule_runs');
/** Claims a due moment; of several instances one wins. */
const claim = prepared<{ name: string }>(
  'kernel.schedules.claim',
  `insert into schedule_runs (name, due_at) values ($1, $2)
   on conflict (name) do update set due_at = excluded.due_at where schedule_runs.due_at < excluded.due_at
   returning name`,
);
const begin = prepared(
  'kernel.schedules.begin',
  'update schedule_runs set started_at = $2, finished_at = null where name = $1',
);
const finish = prepared(
  'kernel.schedules.finish',
  'update schedule_runs set finished_at = $2, ok = $3, error = $4 where name = $1',
);

const TICK_MS = 15_000;

export type Send = (client: PoolClient, job: string) => Promise<void>;

export function startScheduler(app: App, schedules: readonly Schedule[], send: Send): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let first = true;
  const tick = async (): Promise<void> => {
    const now = app.clock.now();
    const runs = new Map((await allRuns.all(app.pool, [])).map((run) => [run.name, run]));
    for (const schedule of schedules) {
      if (stopped) return;
      const due = lastDue(schedule, now);
      const run = runs.get(schedule.name);
      // Even a claim that loses writes, so it is looked at first.
      if (run && run.dueAt >= due) continue;
      if (!first && run?.ok && (await schedule.isDue?.(app)) === false) continue;
      await claimAndSend(app, schedule.name, due, first && schedule.catchUp === false ? undefined : send);
    }
    first = false;
  };
  const guarded = (): void => {
    running = running.then(tick).catch((error: unknown) => app.log.warn({ err: error }, 'scheduler'));
  };
  const timer = setInterval(guarded, TICK_MS);
  guarded();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}

/** One transaction: a moment is never claimed without its job, nor is a job sent twice. */
async function claimAndSend(app: App, name: string, due: Date, send: Send | undefined): Promise<void> {
  const client = await app.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    if ((await claim.one(client, [name, due])) && send) await send(client, `schedule.${name}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch((err: Error) => {
      broken = err;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Wraps a schedule's work with its story: when it began, when it ended and how. */
export function withStory(schedule: Schedule): Schedule {
  return {
    ...schedule,
    async run(ctx) {
      await begin.all(ctx.app.pool, [schedule.name, ctx.app.clock.now()]);
      try {
        await schedule.run(ctx);
        await finish.all(ctx.app.pool, [schedule.name, ctx.app.clock.now(), true, null]);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        await finish.all(ctx.app.pool, [schedule.name, ctx.app.clock.now(), false, text.slice(0, 1000)]);
        throw error;
      }
    },
  };
}
