import { z } from 'zod';
import { unstorable } from '../lib/storable.ts';
import { type Failure, failure } from './errors.ts';
import { hasMessage, type Locale, translate } from './i18n.ts';

const errorMaps = { id: z.locales.id().localeError, en: z.locales.en().localeError };

const parsedBy = new WeakMap<object, z.ZodType>();

/** Parses once; an object that came out of here passes through the same schema. Failures name field and reason in the caller's language. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown, locale: Locale): z.output<S> {
  if (typeof raw === 'object' && raw !== null && parsedBy.get(raw) === schema) return raw as z.output<S>;
  const bad = unstorable(raw);
  if (bad) throw failure('VALIDATION_ERROR', bad.deep ? 'kernel.too_deep' : 'kernel.bad_text', { field: bad.field });
  const parsed = schema.safeParse(raw, { error: errorMaps[locale] });
  if (!parsed.success) throw validationFailure(parsed.error, locale);
  if (typeof parsed.data === 'object' && parsed.data !== null) parsedBy.set(parsed.data, schema);
  return parsed.data;
}

export interface Issue {
  field: string;
  message: string;
}

function validationFailure(error: z.ZodError, locale: Locale): Failure {
  const issues: Issue[] = error.issues.slice(0, 20).map((issue) => ({
    field: fieldOf(issue),
    message: hasMessage(issue.message) ? translate(locale, issue.message) : issue.message,
  }));
  const options = { details: { issues } };
  const field = issues[0]?.field;
  return failure('VALIDATION_ERROR', 'kernel.validation', field ? { ...options, field } : options);
}

function fieldOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''].join('.') : path.join('.');
}

/** Shapes shared by inputs. */
export const Uuid = z.uuid().toLowerCase();
/** A day on which something may happen in a library; the ends of the calendar have no day before or after. */
export const LocalDateText = z.iso.date().refine((date) => date >= '1000-01-01' && date <= '9998-12-31', {
  error: 'kernel.date_out_of_range',
});
/** A moment in a reply (a Date in code, ISO 8601 in JSON). */
export const Moment = z.date();
export const trimmed = (max: number, min = 1) => z.string().trim().min(min).max(max);
/** A field of a PATCH that may be emptied: absent = unchanged, null or '' = empty. */
export const clearable = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable().optional());
