import { z } from 'zod';
import { isTimeZone } from '../../lib/calendar/zone.ts';
import { PRESETS } from './presets.ts';

const words = (missing: string, max = 200) => z.string().trim().min(1, missing).max(max, 'setup.too_long');
const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'settings.bad_time');

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const language = { locale: z.enum(['id', 'en'], 'setup.bad_preset').default('id') };
const administrator = {
  name: words('setup.name_missing', 255),
  email: z.string().trim().pipe(z.email('setup.bad_email').max(254, 'setup.too_long')),
};
const password = { password: z.string().min(10, 'setup.short_password').max(1000, 'setup.too_long') };
const library = {
  libraryName: words('setup.library_missing'),
  timeZone: z.string().refine(isTimeZone, 'settings.bad_time_zone').default('Asia/Jakarta'),
  branchName: words('setup.branch_missing'),
  openDays: z
    .array(z.enum(WEEKDAYS))
    .min(1, 'setup.no_open_day')
    .default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  opens: Time.default('08:00'),
  closes: Time.default('16:00'),
};
const rules = { preset: z.enum(PRESETS, 'setup.bad_preset') };
const content = { demo: z.boolean().default(false) };

const opensBeforeClosing = ({ opens, closes }: { opens: string; closes: string }): boolean => opens < closes;
const tooEarly = { error: 'settings.closes_before_opening', path: ['closes'] };

/** Everything the first run has to know; what has a default need not be answered. */
export const SetupAnswers = z
  .strictObject({ ...language, ...administrator, ...library, ...rules, ...content })
  .refine(opensBeforeClosing, tooEarly);
export type SetupAnswers = z.output<typeof SetupAnswers>;

/** All of it at once, with the one-time link's secret; the command line needs none. */
export const SetupInput = z
  .strictObject({
    token: z.string().max(200).optional(),
    ...language,
    ...administrator,
    ...password,
    ...library,
    ...rules,
    ...content,
  })
  .refine(opensBeforeClosing, tooEarly);
export type SetupInput = z.output<typeof SetupInput>;

/** The same, one question after the other. */
export const STEPS = ['language', 'administrator', 'library', 'rules', 'content'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_INPUT = {
  language: z.strictObject(language),
  administrator: z.strictObject({ ...administrator, ...password }),
  library: z.strictObject(library).refine(opensBeforeClosing, tooEarly),
  rules: z.strictObject(rules),
  content: z.strictObject(content),
} as const satisfies Record<Step, z.ZodType>;
