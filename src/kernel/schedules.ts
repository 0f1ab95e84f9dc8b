import type { App, Ctx } from './context.ts';
import type { Text } from './i18n.ts';
import { prepared } from './prepared.ts';

/** Work that comes round. A machine that was off does a missed run once at its next start, unless `catchUp` is false. */
export interface Schedule {
  name: string;
  title: Text;
  /** Every so many minutes, or daily at a UTC hour. */
  everyMinutes?: number;
  dailyAtUtcHour?: number;
  catchUp?: boolean;
  run(ctx: Ctx): Promise<void>;
}

export interface ScheduleState {
  name: string;
  title: Text;
  rhythm: string;
  catchUp: boolean;
  lastRun: Date | null;
  lastOk: boolean | null;
  lastError: string | null;
  nextRun: Date;
}

const DAY = 86_400_000;

/** The newest moment at or before `now` when the schedule was due. */
export function lastDue(schedule: Schedule, now: Date): Date {
  const period = schedule.dailyAtUtcHour === undefined ? (schedule.everyMinutes ?? 60) * 60_000 : DAY;
  const shift = (schedule.dailyAtUtcHour ?? 0) * 3_600_000;
  return new Date(Math.floor((now.getTime() - shift) / period) * period + shift);
}

export function nextDue(schedule: Schedule, now: Date): Date {
  const period = schedule.dailyAtUtcHour === undefined ? (schedule.everyMinutes ?? 60) * 60_000 : DAY;
  return new Date(lastDue(schedule, now).getTime() + period);
}

export const rhythmOf = (schedule: Schedule): string =>
  schedule.dailyAtUtcHour === undefined
    ? `every ${schedule.everyMinutes} min`
    : `daily at ${String(schedule.dailyAtUtcHour).padStart(2, '0')}:00 UTC`;

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

export function startScheduler(
  app: App,
  schedules: readonly Schedule[],
  send: (job: string) => Promise<void>,
): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let first = true;
  const tick = async (): Promise<void> => {
    const now = app.clock.now();
    for (const schedule of schedules) {
      if (stopped) return;
      const claimed = await claim.one(app.pool, [schedule.name, lastDue(schedule, now)]);
      if (claimed && !(first && schedule.catchUp === false)) await send(`schedule.${schedule.name}`);
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
