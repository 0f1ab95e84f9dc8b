import { addDays, type LocalDate } from './local-date.ts';

const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

export function isTimeZone(zone: string): boolean {
  try {
    return formatterOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** A desk asks about the same second and the same days again and again; the formatter takes 10 µs. */
const lastSecond = new Map<string, { second: number; wall: number }>();
const dayEnds = new Map<string, number>();
const MAX_DAY_ENDS = 5_000;

/** What clock and calendar of the zone show, as if it were UTC; whole seconds. */
export function wallClock(zone: string, instant: Date): Date {
  const second = Math.floor(instant.getTime() / 1000);
  const last = lastSecond.get(zone);
  if (last?.second === second) return new Date(last.wall);
  const wall = readWallClock(zone, instant);
  lastSecond.set(zone, { second, wall: wall.getTime() });
  return wall;
}

function readWallClock(zone: string, instant: Date): Date {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

export function localDateIn(zone: string, instant: Date): LocalDate {
  return wallClock(zone, instant).toISOString().slice(0, 10);
}

function offsetAt(zone: string, time: number): number {
  const second = Math.floor(time / 1000) * 1000;
  return wallClock(zone, new Date(second)).getTime() - second;
}

/**
 * The last instant of the day. Where clocks go back over midnight that is the second 23:59:59.999;
 * for a day a zone left out, the end of the day before.
 */
export function endOfLocalDay(zone: string, date: LocalDate): Date {
  const key = `${zone} ${date}`;
  const known = dayEnds.get(key) ?? findDayEnd(zone, date);
  if (dayEnds.size >= MAX_DAY_ENDS) dayEnds.clear();
  dayEnds.set(key, known);
  return new Date(known);
}

function findDayEnd(zone: string, date: LocalDate): number {
  const wall = Date.parse(`${addDays(date, 0)}T23:59:59.999Z`);
  const around = [wall - offsetAt(zone, wall - DAY), wall - offsetAt(zone, wall + DAY)];
  const real = around.filter((time) => time + offsetAt(zone, time) === wall);
  return real.length > 0 ? Math.max(...real) : Math.min(...around);
}

export function startOfLocalDay(zone: string, date: LocalDate): Date {
  return new Date(endOfLocalDay(zone, addDays(date, -1)).getTime() + 1);
}
