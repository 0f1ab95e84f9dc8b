import { z } from 'zod';
import { trimmed } from '../../kernel/validation.ts';
import { isTimeZone } from '../../lib/calendar/zone.ts';
import { contrastWithWhite } from '../../lib/colour.ts';
import { OpeningHours, USUAL_HOURS } from './opening-hours.ts';

/** A name of the IANA database; plain offsets know no history and are refused. */
export const TimeZone = z.string().refine((zone) => /^[A-Za-z]/.test(zone) && isTimeZone(zone), {
  error: 'settings.bad_time_zone',
});

const optional = (max: number) =>
  trimmed(max, 0)
    .transform((text) => text || null)
    .nullable();

/** Letters before, then at least so many digits: LIB001. */
const NumberFormat = z.strictObject({
  prefix: z.string().regex(/^[A-Z0-9-]{0,10}$/, 'settings.bad_prefix'),
  digits: z.int().min(1).max(10),
});

/** Of barcodes: a last character by which a misread one is known. */
export const CHECK_DIGITS = ['NONE', 'MOD10', 'MOD11'] as const;

/** How a call number is put together from class, author and title; what is suggested can always be written over. */
const CallNumberFormat = z.strictObject({
  /** Before the class of what does not leave the house. */
  referencePrefix: z.string().trim().max(10),
  authorLetters: z.int().min(0).max(5),
  /** 'Pramoedya Ananta Toer': as it is written PRA, by the last word TOE. */
  authorFrom: z.enum(['AS_WRITTEN', 'LAST_WORD']),
  titleLetters: z.int().min(0).max(3),
});

const Accent = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'settings.bad_accent')
  .refine((hex) => contrastWithWhite(hex) >= 4.5, { error: 'settings.pale_accent' })
  .transform((hex) => hex.toLowerCase());

/** Run-time settings, by librarians; each is one row. What an operator sets before the start is configuration. */
export const fields = {
  libraryName: trimmed(200),
  address: optional(1000),
  phone: optional(50),
  email: z.email().max(254).nullable(),
  website: z.httpUrl().max(500).nullable(),
  /** An image address: https or a path below /files. */
  logo: z
    .string()
    .max(500)
    .regex(/^(?:https:\/\/[^\s"'<>]+|\/files\/[\w./-]+)$/, 'settings.bad_logo')
    .nullable(),
  /** The one colour of the screens; dark enough for white letters on it. */
  accent: Accent,
  locale: z.enum(['id', 'en']),
  timeZone: TimeZone,
  currency: z.literal('IDR'),
  openingHours: OpeningHours,
  barcodeFormat: NumberFormat,
  barcodeCheck: z.enum(CHECK_DIGITS, 'settings.bad_check_digit'),
  callNumberFormat: CallNumberFormat,
  memberNumberFormat: NumberFormat,
  /** Whoever took the money may not give it back alone. */
  refundSecondPerson: z.boolean(),
  receiptHeader: optional(500),
  receiptFooter: optional(500),
  /** true: what a member has read is kept only when the member asked for it. */
  historyOptIn: z.boolean(),
} as const;

const All = z.object(fields);
export type Settings = z.output<typeof All> & { version: number };
export type SettingName = keyof typeof fields;

export const SettingsChange = z.strictObject(fields).partial();
export type SettingsChange = z.output<typeof SettingsChange>;
export const SettingsReply = All.extend({ version: z.int() });

export const defaults: z.output<typeof All> = {
  libraryName: 'Perpustakaan',
  address: null,
  phone: null,
  email: null,
  website: null,
  logo: null,
  accent: '#14543f',
  locale: 'id',
  timeZone: 'Asia/Jakarta',
  currency: 'IDR',
  openingHours: USUAL_HOURS,
  barcodeFormat: { prefix: 'B', digits: 6 },
  barcodeCheck: 'NONE',
  callNumberFormat: { referencePrefix: 'R', authorLetters: 3, authorFrom: 'AS_WRITTEN', titleLetters: 1 },
  memberNumberFormat: { prefix: 'LIB', digits: 3 },
  refundSecondPerson: true,
  receiptHeader: null,
  receiptFooter: null,
  historyOptIn: false,
};

/** Stored rows over the shipped defaults; a row this version cannot read falls back to its default. */
export function settingsFrom(rows: readonly { key: string; value: unknown }[]): Settings {
  const stored = new Map(rows.map((row) => [row.key, row.value]));
  const readable = Object.entries(fields).filter(([name, field]) => field.safeParse(stored.get(name)).success);
  const known = SettingsChange.parse(Object.fromEntries(readable.map(([name]) => [name, stored.get(name)])));
  const version = stored.get('version');
  return { ...defaults, ...withoutUndefined(known), version: typeof version === 'number' ? version : 1 };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
export const withoutUndefined = <T extends object>(value: T): Present<T> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Present<T>;
