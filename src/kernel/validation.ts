import { z } from 'zod';
import { type Failure, failure } from './errors.ts';
import { hasMessage, type Locale, translate } from './i18n.ts';

const MAX_DEPTH = 24;
const MAX_NODES = 50_000;

const errorMaps = { id: z.locales.id().localeError, en: z.locales.en().localeError };

const alreadyParsed = new WeakSet<object>();

/** Parses once; an object that came out of here passes through. Failures name field and reason in the caller's language. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown, locale: Locale): z.output<S> {
  if (typeof raw === 'object' && raw !== null && alreadyParsed.has(raw)) return raw as z.output<S>;
  refuseUnstorable(raw);
  const parsed = schema.safeParse(raw, { error: errorMaps[locale] });
  if (!parsed.success) throw validationFailure(parsed.error, locale);
  if (typeof parsed.data === 'object' && parsed.data !== null) alreadyParsed.add(parsed.data);
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

/** PostgreSQL stores neither NUL nor half a surrogate pair; and nobody needs a body nested 24 deep. */
export function refuseUnstorable(raw: unknown): void {
  let nodes = 0;
  const walk = (value: unknown, field: string, depth: number): void => {
    if (typeof value === 'string') {
      if (value.includes('\u0000') || !value.isWellFormed())
        throw failure('VALIDATION_ERROR', 'kernel.bad_text', { field });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) throw failure('VALIDATION_ERROR', 'kernel.too_deep', { field });
    if (value instanceof Date || Buffer.isBuffer(value)) return;
    for (const [key, item] of Object.entries(value)) {
      walk(key, field, depth);
      walk(item, field ? `${field}.${key}` : key, depth + 1);
    }
  };
  walk(raw, '', 0);
}

/** Shapes shared by inputs. */
export const Uuid = z.uuid();
export const LocalDateText = z.iso.date();
/** A moment in a reply (a Date in code, ISO 8601 in JSON). */
export const Moment = z.date();
export const trimmed = (max: number, min = 1) => z.string().trim().min(min).max(max);
/** A field of a PATCH that may be emptied: absent = unchanged, null or '' = empty. */
export const clearable = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable().optional());
