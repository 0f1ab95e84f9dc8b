import type { Schedule } from '../../kernel/schedules.ts';

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
