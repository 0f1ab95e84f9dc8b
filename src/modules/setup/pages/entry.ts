import { Failure } from '../../../kernel/errors.ts';
import { type Locale, translate } from '../../../kernel/i18n.ts';
import { type Issue, parseInput } from '../../../kernel/validation.ts';
import { SetupInput } from '../input.ts';
import type { Entry } from './fields.tsx';

type Errors = Entry['errors'];

/** As they stand on the page. */
const FIELDS = [
  'name',
  'email',
  'password',
  'passwordAgain',
  'libraryName',
  'branchName',
  'timeZone',
  'openDays',
  'opens',
  'closes',
  'preset',
  'demo',
];

/** What was sent, as the verb takes it; or what is wrong, by field, all at once. */
export function readForm(form: URLSearchParams, locale: Locale): { input: SetupInput } | { errors: Errors } {
  const differ = form.get('password') !== form.get('passwordAgain');
  const again: Errors = differ ? { passwordAgain: translate(locale, 'setup.passwords_differ') } : {};
  try {
    const input = parseInput(SetupInput, rawOf(form, locale), locale);
    return differ ? { errors: again } : { input };
  } catch (error) {
    return { errors: inOrder({ ...errorsOf(error, locale), ...again }) };
  }
}

const inOrder = (errors: Errors): Errors => {
  const known = FIELDS.filter((field) => errors[field] !== undefined);
  return { ...Object.fromEntries(known.map((field) => [field, errors[field] ?? ''])), ...errors };
};

function rawOf(form: URLSearchParams, locale: Locale): Record<string, unknown> {
  const texts = Object.fromEntries(['token', ...FIELDS].map((name) => [name, form.get(name) ?? '']));
  const { passwordAgain: _written, ...rest } = texts;
  return { ...rest, locale, openDays: form.getAll('openDays'), demo: form.get('demo') === 'yes' };
}

/** One message a field; anything that names no field is not for the form and goes on. */
export function errorsOf(error: unknown, locale: Locale): Errors {
  if (!(error instanceof Failure)) throw error;
  const { field, details, params } = error.options;
  const issues = (details?.issues ?? []) as Issue[];
  if (issues.length > 0)
    return Object.fromEntries(issues.map((issue) => [issue.field.split('.')[0] ?? '', issue.message]).reverse());
  if (!field) throw error;
  return { [field]: translate(locale, error.reason, params) };
}

/** The entries as they were written, but for the passwords. */
export function entryOf(form: URLSearchParams, errors: Errors): Entry {
  const kept = [...form].filter(([name]) => !name.startsWith('password'));
  return { values: Object.fromEntries(kept), openDays: form.getAll('openDays'), errors };
}
