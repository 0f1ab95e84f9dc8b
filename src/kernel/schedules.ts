import type { App, Ctx } from './context.ts';
import type { Text } from './i18n.ts';

/** Work that comes round. A machine that was off does a missed run once at its next start, unless `catchUp` is false. */
export interface Schedule {
  name: string;
  title: Text;
  /** Every so many minutes, or daily at a UTC hour. */
  everyMinutes?: number;
  dailyAtUtcHour?: number;
  catchUp?: boolean;
  /** A cheap look: false when there is nothing to do, and then nothing is written. */
  isDue?(app: App): Promise<boolean>;
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
const periodOf = ({ dailyAtUtcHour, everyMinutes }: Schedule): number =>
  dailyAtUtcHour === undefined ? (everyMinutes ?? 60) * 60_000 : DAY;

/** The newest moment at or before `now` when the schedule was due. */
export function lastDue(schedule: Schedule, now: Date): Date {
  const period = periodOf(schedule);
  const shift = (schedule.dailyAtUtcHour ?? 0) * 3_600_000;
  return new Date(Math.floor((now.getTime() - shift) / period) * period + shift);
}

export const nextDue = (schedule: Schedule, now: Date): Date =>
  new Date(lastDue(schedule, now).getTime() + periodOf(schedule));

export const rhythmOf = ({ dailyAtUtcHour: hour, everyMinutes }: Schedule): string =>
  hour === undefined ? `every ${everyMinutes} min` : `daily at ${String(hour).padStart(2, '0')}:00 UTC`;
