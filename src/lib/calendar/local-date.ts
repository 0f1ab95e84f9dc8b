/** 'YYYY-MM-DD', a day of the calendar without a zone. */
export type LocalDate = string;

/** Monday is 1, Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type IsOpen = (date: LocalDate) => boolean;

const DAY = 86_400_000;
const WEEKDAYS: readonly Weekday[] = [7, 1, 2, 3, 4, 5, 6];
const LONGEST_CLOSURE = 366;

function format(time: number): LocalDate {
  const text = new Date(time).toISOString();
  if (text.length !== 24) throw new RangeError(`No such date: ${text}`); // before year 0 or after 9999
  return text.slice(0, 10);
}

function timeOf(date: LocalDate): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) || format(time) !== date ? Number.NaN : time; // the 31st of a month of 30 days
}

export function isLocalDate(text: string): boolean {
  return !Number.isNaN(timeOf(text));
}

function parse(date: LocalDate): number {
  const time = timeOf(date);
  if (Number.isNaN(time)) throw new RangeError(`No such date: ${date}`);
  return time;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return format(parse(date) + days * DAY);
}

/** Positive when `to` is later. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (parse(to) - parse(from)) / DAY;
}

export function weekday(date: LocalDate): Weekday {
  return WEEKDAYS[new Date(parse(date)).getUTCDay()] ?? 7;
}

/** The date itself when open; a calendar closed for a whole year is taken for a mistake and gives the date back. */
export function nextOpenDay(date: LocalDate, isOpen: IsOpen): LocalDate {
  for (let ahead = 0; ahead <= LONGEST_CLOSURE; ahead += 1) {
    const day = addDays(date, ahead);
    if (isOpen(day)) return day;
  }
  return date;
}

/** Open days after `from` up to and including `to`: the days a loan due on `from` is late on `to`. */
export function openDaysBetween(from: LocalDate, to: LocalDate, isOpen: IsOpen): number {
  const last = parse(to);
  let open = 0;
  for (let time = parse(from) + DAY; time <= last; time += DAY) if (isOpen(format(time))) open += 1;
  return open;
}
