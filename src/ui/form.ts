import { randomUUID } from 'node:crypto';
import type { Ctx } from '../kernel/context.ts';
import { Failure, STATUS } from '../kernel/errors.ts';
import { translate } from '../kernel/i18n.ts';
import type { Issue } from '../kernel/validation.ts';

/** A form as it is shown: what stands in it, and what is wrong with it, by field. */
export interface FormState {
  values: Readonly<Record<string, string>>;
  /** Of fields that may be chosen several times. */
  all(name: string): readonly string[];
  errors: Readonly<Record<string, string>>;
  /** What concerns no field. */
  summary: string | null;
  /** Sent along, so that the form has one effect however often it is sent. */
  key: string;
}

const SECRET = /password|pin|code/i;

/** A form before anybody wrote in it. */
export function blankForm(values: Readonly<Record<string, string | null | undefined>> = {}): FormState {
  const present = Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[name, value] as const]));
  return { values: Object.fromEntries(present), all: () => [], errors: {}, summary: null, key: randomUUID() };
}

export type Attempt<T> =
  | { done: T; refused?: never; failure?: never }
  | { done?: never; refused: FormState; failure: Failure };

/** Calls a verb with what a form said; a refusal comes back as the form with its reasons, anything unexpected goes on. */
export async function attempt<T>(ctx: Ctx, form: URLSearchParams, act: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { done: await act() };
  } catch (error) {
    if (!(error instanceof Failure) || STATUS[error.kind] >= 500 || error.kind === 'UNAUTHORIZED') throw error;
    return { refused: refusedForm(ctx, form, error), failure: error };
  }
}

/** The status a page with a refused form is answered with. */
export const refusalStatus = ({ kind }: Failure): 409 | 422 | 429 =>
  kind === 'CONFLICT' ? 409 : kind === 'RATE_LIMITED' ? 429 : 422;

export function refusedForm(ctx: Ctx, form: URLSearchParams, failure: Failure): FormState {
  const { field, details, params } = failure.options;
  const issues = (details?.issues ?? []) as Issue[];
  const named =
    field && issues.length === 0 ? [{ field, message: translate(ctx.locale, failure.reason, params) }] : issues;
  const errors = Object.fromEntries(named.map((issue) => [fieldName(issue.field), issue.message]).reverse());
  const shown = named.some((issue) => form.has(fieldName(issue.field)));
  return {
    ...keptForm(form),
    errors,
    summary: shown ? null : (named[0]?.message ?? translate(ctx.locale, failure.reason, params)),
  };
}

/** What was written, but for secrets. */
export function keptForm(form: URLSearchParams): FormState {
  const kept = [...form].filter(([name]) => !SECRET.test(name) && !name.startsWith('_'));
  return {
    values: Object.fromEntries(kept),
    all: (name) => form.getAll(name),
    errors: {},
    summary: null,
    key: form.get('_key') ?? randomUUID(),
  };
}

/** 'subjects.2' names the field 'subjects'. */
const fieldName = (path: string): string => path.split('.')[0] ?? path;

/** Text of a field, trimmed; undefined when it was left empty. */
export const textIn = (form: URLSearchParams, name: string): string | undefined => form.get(name)?.trim() || undefined;

/** A whole number in a field; NaN when it is none, so that the verb refuses it by name. */
export function numberIn(form: URLSearchParams, name: string): number | undefined {
  const text = textIn(form, name);
  return text === undefined ? undefined : Number(text.replace(/[.\s](?=\d{3}\b)/g, ''));
}
