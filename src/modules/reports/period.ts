import { invalid } from '../../kernel/errors.ts';
import { addDays, daysBetween, type LocalDate, weekday } from '../../lib/calendar/local-date.ts';
import { endOfLocalDay, localDateIn, startOfLocalDay } from '../../lib/calendar/zone.ts';

export const TYPES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'CUSTOM'] as const;
export type Type = (typeof TYPES)[number];

export const LONGEST_YEARS = 5;

/** Both days belong to it. */
export interface Period {
  start: LocalDate;
  end: LocalDate;
}

interface Days {
  startDate?: LocalDate | undefined;
  endDate?: LocalDate | undefined;
}

const monthAfter = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);

/** The day, ISO week, month or year in which a day lies. */
const AROUND: Record<Exclude<Type, 'CUSTOM'>, (day: LocalDate) => Period> = {
  DAILY: (day) => ({ start: day, end: day }),
  WEEKLY: (day) => {
    const start = addDays(day, 1 - weekday(day));
    return { start, end: addDays(start, 6) };
  },
  MONTHLY: (day) => {
    const month = day.slice(0, 7);
    return { start: `${month}-01`, end: addDays(`${monthAfter(month)}-01`, -1) };
  },
  YEARLY: (day) => ({ start: `${day.slice(0, 4)}-01-01`, end: `${day.slice(0, 4)}-12-31` }),
};

/** The period around the day named, today when none is; CUSTOM needs both of its days. */
export function periodOf(type: Type, asked: Days, today: LocalDate): Period {
  const { startDate, endDate } = asked;
  if (startDate !== undefined && endDate !== undefined && endDate < startDate)
    throw invalid('endDate', 'reports.end_before_start');
  const period = type === 'CUSTOM' ? customPeriod(asked) : AROUND[type](startDate ?? endDate ?? today);
  if (endDate !== undefined && endDate > period.end) throw invalid('endDate', 'reports.end_outside', { ...period });
  if (period.start > today) throw invalid('startDate', 'reports.in_future', { today });
  return period;
}

function customPeriod({ startDate, endDate }: Days): Period {
  if (startDate === undefined) throw invalid('startDate', 'reports.date_needed');
  if (endDate === undefined) throw invalid('endDate', 'reports.date_needed');
  const years = Number(endDate.slice(0, 4)) - Number(startDate.slice(0, 4));
  const isFull = endDate.slice(5) >= startDate.slice(5);
  if (years > LONGEST_YEARS || (years === LONGEST_YEARS && isFull))
    throw invalid('endDate', 'reports.too_long', { years: LONGEST_YEARS });
  return { start: startDate, end: endDate };
}

/** A period as moments of one zone: `from` belongs to it, `until` does not. */
export interface Span extends Period {
  zone: string;
  from: Date;
  until: Date;
  /** The last moment the figures know: the end of the period, or now. */
  at: Date;
  /** That moment's day. */
  lastDay: LocalDate;
  /** Every day up to that one, and when each begins. */
  days: readonly LocalDate[];
  begins: readonly Date[];
}

export function spanOf(zone: string, { start, end }: Period, now: Date): Span {
  const endsAt = endOfLocalDay(zone, end);
  const at = now < endsAt ? now : endsAt;
  const lastDay = localDateIn(zone, at);
  const days = Array.from({ length: daysBetween(start, lastDay) + 1 }, (_, n) => addDays(start, n));
  const begins = days.map((day) => startOfLocalDay(zone, day));
  const from = begins[0] ?? startOfLocalDay(zone, start);
  return { start, end, zone, from, until: new Date(endsAt.getTime() + 1), at, lastDay, days, begins };
}
