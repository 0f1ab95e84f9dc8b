import { lastDue, nextDue, rhythmOf } from '../../drivers/jobs/rhythm.ts';
import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Schedule, ScheduleState } from '../../kernel/schedules.ts';
import { allSchedules } from './wiring.ts';

interface Run {
  name: string;
  dueAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  ok: boolean | null;
  error: string | null;
}

export interface ScheduleStory extends ScheduleState {
  running: boolean;
  /** It should have been done by now, and was not. */
  late: boolean;
}

const allRuns = prepared<Run>(
  'operations.runs',
  `select name, due_at as "dueAt", started_at as "startedAt", finished_at as "finishedAt", ok, error from schedule_runs`,
);

/** Beyond its period a run may take so long before anybody is told. */
const PATIENCE_MS = 10 * 60_000;

export async function scheduleStories(sql: Sql, now: Date): Promise<ScheduleStory[]> {
  const runs = new Map((await allRuns.all(sql, [])).map((run) => [run.name, run]));
  return allSchedules().map((schedule) => storyOf(schedule, runs.get(schedule.name), now));
}

function storyOf(schedule: Schedule, run: Run | undefined, now: Date): ScheduleStory {
  return {
    name: schedule.name,
    title: schedule.title,
    rhythm: rhythmOf(schedule),
    catchUp: schedule.catchUp ?? true,
    lastRun: run?.startedAt ?? null,
    lastOk: run?.ok ?? null,
    lastError: run?.error ?? null,
    nextRun: nextDue(schedule, now),
    running: run?.startedAt != null && run.finishedAt === null,
    late: isLate(schedule, run, now),
  };
}

/** A schedule nobody has claimed yet belongs to a program that just started; one that is not caught up may skip a turn. */
function isLate(schedule: Schedule, run: Run | undefined, now: Date): boolean {
  if (!run) return false;
  const period = nextDue(schedule, now).getTime() - lastDue(schedule, now).getTime();
  const done = run.finishedAt ?? run.startedAt ?? run.dueAt;
  // One that rests while there is nothing to do is late only with a turn that it took and has not done.
  if (schedule.isDue && run.finishedAt && run.finishedAt > run.dueAt) return false;
  const mayRest = schedule.catchUp === false || schedule.isDue !== undefined;
  const since = mayRest && run.dueAt > done ? run.dueAt : done;
  return now.getTime() - since.getTime() > period + PATIENCE_MS;
}
