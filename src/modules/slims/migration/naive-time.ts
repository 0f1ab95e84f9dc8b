import { endOfLocalDay, wallClock } from '../../../lib/calendar/zone.ts';

const DAY = /^(?:19|2\d)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/;

/** 'YYYY-MM-DD', or null for what is none ('0000-00-00'). */
export function dayOf(value: unknown): string | null {
  const day = typeof value === 'string' ? value.slice(0, 10) : '';
  if (!DAY.test(day)) return null;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}

export interface Clock {
  /** The instant at which the wall of SLiMS showed this, or null for no time. */
  instant(value: unknown): Date | null;
  /** The moment's own time where it is of that day, otherwise noon. */
  on(day: string, moment: unknown): Date;
  endOf(day: string): Date;
}

/** SLiMS writes times as the clock on its wall shows them, without a zone. */
export function naiveClock(zone: string): Clock {
  const offsets = new Map<string, number>();
  const ends = new Map<string, Date>();
  // A day at a time: asking the calendar for each of a million loans would take longer than storing them.
  const offsetOn = (day: string): number => {
    const known = offsets.get(day);
    if (known !== undefined) return known;
    const noon = Date.parse(`${day}T12:00:00Z`);
    const made = wallClock(zone, new Date(noon)).getTime() - noon;
    offsets.set(day, made);
    return made;
  };
  const instant = (value: unknown): Date | null => {
    const day = dayOf(value);
    if (day === null || typeof value !== 'string') return null;
    const wall = Date.parse(`${day}T${/^\d\d:\d\d:\d\d/.exec(value.slice(11))?.[0] ?? '12:00:00'}Z`);
    if (Number.isNaN(wall)) return null;
    const rough = wall - offsetOn(day);
    // Where clocks were changed on that day, noon does not speak for the morning.
    const shown = changesOn(day) ? wallClock(zone, new Date(rough)).getTime() : wall;
    return new Date(rough - (shown - wall));
  };
  const changing = new Map<string, boolean>();
  const changesOn = (day: string): boolean => {
    const known = changing.get(day);
    if (known !== undefined) return known;
    const start = Date.parse(`${day}T00:00:00Z`);
    const [before, after] = [start - 86_400_000, start + 2 * 86_400_000].map(
      (time) => wallClock(zone, new Date(time)).getTime() - time,
    );
    changing.set(day, before !== after);
    return before !== after;
  };
  return {
    instant,
    on: (day, moment) => instant(dayOf(moment) === day ? moment : day) ?? new Date(`${day}T12:00:00Z`),
    endOf(day) {
      const known = ends.get(day) ?? endOfLocalDay(zone, day);
      ends.set(day, known);
      return known;
    },
  };
}
