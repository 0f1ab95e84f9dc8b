import { addDays, type LocalDate } from '../../lib/calendar/local-date.ts';
import { localDateIn, startOfLocalDay } from '../../lib/calendar/zone.ts';
import type { Asked, Day } from './source.ts';

const WEEK = 7;
const MONTHS = 12;
export const YEARS = 5;
const TOP = 10;

export function dayAt(zone: string, now: Date): Day {
  const date = localDateIn(zone, now);
  return { zone, date, from: startOfLocalDay(zone, date), until: startOfLocalDay(zone, addDays(date, 1)) };
}

export function askedAt(zone: string, now: Date, signal: AbortSignal): Asked {
  const today = localDateIn(zone, now);
  const year = Number(today.slice(0, 4));
  const starts = { monthStart: `${today.slice(0, 7)}-01`, yearStart: `${year}-01-01` };
  return { zone, today, ...starts, since: `${year - YEARS + 1}-01-01`, top: TOP, signal };
}

export interface DayTotal {
  date: LocalDate;
  total: number;
}
export interface MonthTotal {
  /** '2026-03' */
  month: string;
  total: number;
}
export interface YearTotal {
  year: number;
  total: number;
}

type Days = ReadonlyMap<LocalDate, number>;

/** The last seven days with today, oldest first; a day without visits stands there with 0. */
export const weekOf = (days: Days, today: LocalDate): DayTotal[] =>
  Array.from({ length: WEEK }, (_, n) => addDays(today, n - WEEK + 1)).map((date) => ({
    date,
    total: days.get(date) ?? 0,
  }));

function sumBy(days: Days, length: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [date, total] of days) sums.set(date.slice(0, length), (sums.get(date.slice(0, length)) ?? 0) + total);
  return sums;
}

/** The last twelve months with the current one, oldest first. */
export function monthsOf(days: Days, today: LocalDate): MonthTotal[] {
  const sums = sumBy(days, 'YYYY-MM'.length);
  const current = Number(today.slice(0, 4)) * MONTHS + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: MONTHS }, (_, n) => current - MONTHS + 1 + n).map((index) => {
    const month = `${Math.floor(index / MONTHS)}-${String((index % MONTHS) + 1).padStart(2, '0')}`;
    return { month, total: sums.get(month) ?? 0 };
  });
}

/** The last five years with the current one, oldest first. */
export function yearsOf(days: Days, today: LocalDate): YearTotal[] {
  const sums = sumBy(days, 'YYYY'.length);
  const current = Number(today.slice(0, 4));
  return Array.from({ length: YEARS }, (_, n) => current - YEARS + 1 + n).map((year) => ({
    year,
    total: sums.get(String(year)) ?? 0,
  }));
}
