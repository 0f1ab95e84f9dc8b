import { addDays, type LocalDate, weekday } from './calendar/local-date.ts';
import { localDateIn, startOfLocalDay, wallClock } from './calendar/zone.ts';

/** The five fields of crontab(5), each as the values it allows. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** Sunday is 0. */
  readonly weekdays: ReadonlySet<number>;
  /** As in crontab: when both days are restricted, either may match. */
  readonly eitherDay: boolean;
}

const MINUTE = 60_000;
/** 29 February of a leap year may be eight years away. */
const LONGEST_DAYS = 8 * 366;

/** '5 0 * * *', with lists, ranges and steps; null when it is none or never comes. */
export function parseCron(text: string): Cron | null {
  const fields = text.trim().split(/\s+/);
  const [minutes, hours, days, months, weekdays] = [
    values(fields[0], 0, 59),
    values(fields[1], 0, 23),
    values(fields[2], 1, 31),
    values(fields[3], 1, 12),
    values(fields[4], 0, 7),
  ];
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return null;
  const restricted = !fields[2]?.startsWith('*') && !fields[4]?.startsWith('*');
  const cron: Cron = {
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays.map((day) => day % 7)),
    eitherDay: restricted,
  };
  return lastDayOf(cron, '2096-12-31') ? cron : null;
}

/** Sorted; null when the field is not one. */
function values(field: string | undefined, least: number, most: number): number[] | null {
  const found = new Set<number>();
  for (const part of (field ?? '').split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!match) return null;
    const [, from, to, step] = match.map((text) => (text === undefined ? undefined : Number(text)));
    const first = from ?? least;
    const last = to ?? (from === undefined || step !== undefined ? most : first);
    if (first < least || last > most || first > last || step === 0) return null;
    for (let value = first; value <= last; value += step ?? 1) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function fits(cron: Cron, date: LocalDate): boolean {
  if (!cron.months.has(Number(date.slice(5, 7)))) return false;
  const ofMonth = cron.days.has(Number(date.slice(8)));
  const ofWeek = cron.weekdays.has(weekday(date) % 7);
  return cron.eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
}

function lastDayOf(cron: Cron, from: LocalDate): LocalDate | null {
  for (let back = 0; back <= LONGEST_DAYS; back++) {
    const date = addDays(from, -back);
    if (fits(cron, date)) return date;
  }
  return null;
}

/** The newest moment at or before `now` at which it was due, by the clock of the zone. */
export function lastCronDue(cron: Cron, zone: string, now: Date): Date {
  let day: LocalDate | null = lastDayOf(cron, localDateIn(zone, now));
  while (day) {
    const moments = timesOn(cron, zone, day).filter((moment) => moment <= now);
    const newest = moments.at(-1);
    if (newest) return newest;
    day = lastDayOf(cron, addDays(day, -1));
  }
  return new Date(0);
}

function timesOn(cron: Cron, zone: string, day: LocalDate): Date[] {
  const times = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute));
  return times.map((minutes) => momentOf(zone, day, minutes));
}

/** Where the clocks go forward over it: the moment they do so. */
function momentOf(zone: string, day: LocalDate, minutes: number): Date {
  const guess = new Date(startOfLocalDay(zone, day).getTime() + minutes * MINUTE);
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  const off = wanted - wallClock(zone, guess).getTime();
  const moved = new Date(guess.getTime() + off);
  return off === 0 || wallClock(zone, moved).getTime() === wanted ? moved : guess;
}
