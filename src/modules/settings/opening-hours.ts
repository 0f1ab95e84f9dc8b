import { z } from 'zod';
import { type Weekday, weekday } from '../../lib/calendar/local-date.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';

const Time = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'settings.bad_time');

const Period = z
  .strictObject({ open: Time, close: Time })
  .refine(({ open, close }) => open < close, { error: 'settings.closes_before_opening', path: ['close'] });

/** The periods of one day, in order; none on a day the doors stay shut. */
const Day = z
  .array(Period)
  .max(6)
  .refine((periods) => periods.every((p, i) => i === 0 || (periods[i - 1]?.close ?? '') <= p.open), {
    error: 'settings.periods_overlap',
  })
  .default([]);

/** A weekday that is not named is a closed one. */
export const OpeningHours = z.strictObject({
  monday: Day,
  tuesday: Day,
  wednesday: Day,
  thursday: Day,
  friday: Day,
  saturday: Day,
  sunday: Day,
});
export type OpeningHours = z.output<typeof OpeningHours>;

const NAMES: Readonly<Record<Weekday, keyof OpeningHours>> = {
  1: 'monday',
  2: 'tuesday',
  3: 'wednesday',
  4: 'thursday',
  5: 'friday',
  6: 'saturday',
  7: 'sunday',
};

export const opensOn = (hours: OpeningHours, day: Weekday): boolean => hours[NAMES[day]].length > 0;

const period = (open: string, close: string) => [{ open, close }];

/** As most Indonesian libraries open; the setup's preset and the librarian change it. */
export const USUAL_HOURS: OpeningHours = {
  monday: period('08:00', '16:00'),
  tuesday: period('08:00', '16:00'),
  wednesday: period('08:00', '16:00'),
  thursday: period('08:00', '16:00'),
  friday: period('08:00', '16:00'),
  saturday: period('08:00', '12:00'),
  sunday: [],
};

/** Today's periods where the library is, and until when it is open at this moment (null: it is closed). */
export function hoursToday(
  { openingHours, timeZone }: { openingHours: OpeningHours; timeZone: string },
  now: Date,
): { periods: readonly { open: string; close: string }[]; openUntil: string | null } {
  const periods = openingHours[NAMES[weekday(localDateIn(timeZone, now))]];
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(now);
  const current = periods.find(({ open, close }) => open <= clock && clock < close);
  return { periods, openUntil: current?.close ?? null };
}
