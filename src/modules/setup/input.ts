import { z } from 'zod';
import { isTimeZone } from '../../lib/calendar/zone.ts';
import { PRESETS } from './presets.ts';

const words = (missing: string, max = 200) => z.string().trim().min(1, missing).max(max, 'setup.too_long');
const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'settings.bad_time');

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Everything the first run asks for; what has a default need not be answered. */
export const SetupInput = z
  .strictObject({
    /** The one-time link's secret; the command line needs none. */
    token: z.string().max(200).optional(),
    locale: z.enum(['id', 'en']).default('id'),
    name: words('setup.name_missing', 255),
    email: z.string().trim().pipe(z.email('setup.bad_email').max(254, 'setup.too_long')),
    password: z.string().min(10, 'setup.short_password').max(1000, 'setup.too_long'),
    libraryName: words('setup.library_missing'),
    timeZone: z.string().refine(isTimeZone, 'settings.bad_time_zone').default('Asia/Jakarta'),
    branchName: words('setup.branch_missing'),
    openDays: z
      .array(z.enum(WEEKDAYS))
      .min(1, 'setup.no_open_day')
      .default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
    opens: Time.default('08:00'),
    closes: Time.default('16:00'),
    preset: z.enum(PRESETS, 'setup.bad_preset'),
    demo: z.boolean().default(false),
  })
  .refine(({ opens, closes }) => opens < closes, { error: 'settings.closes_before_opening', path: ['closes'] });
export type SetupInput = z.output<typeof SetupInput>;
