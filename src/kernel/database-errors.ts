import { DatabaseError } from 'pg';
import { Failure, failure } from './errors.ts';

type Translate = (error: DatabaseError) => Failure;
const byConstraint = new Map<string, Translate>();

/** A module says what breaking one of its constraints means: constraint or unique index name -> failure. */
export function onConstraint(entries: Record<string, Translate>): void {
  for (const [name, translate] of Object.entries(entries)) byConstraint.set(name, translate);
}

const RETRYABLE = new Set(['40001', '40P01']);
export const isRetryable = (error: unknown): boolean =>
  error instanceof DatabaseError && RETRYABLE.has(error.code ?? '');

const GONE = /^(08...|57P0.|53...|57014|25P0[34])$/;
const UNREACHABLE =
  /ECONNREFUSED|ECONNRESET|connect ENOENT|EPIPE|Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|pool after calling end/;

/** The database is the last check: what it refuses becomes the same kind of failure the verbs throw. */
export function fromDatabase(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) {
    const text = error instanceof Error ? `${error.message} ${'code' in error ? String(error.code) : ''}` : '';
    return !(error instanceof Failure) && UNREACHABLE.test(text) ? unavailable(error) : error;
  }
  const code = error.code ?? '';
  const known = byConstraint.get(error.constraint ?? '');
  if (known) return known(error);
  if (GONE.test(code) || RETRYABLE.has(code)) return unavailable(error);
  return plainMeaning(code, error) ?? error;
}

function plainMeaning(code: string, error: DatabaseError): Failure | undefined {
  const params = { rule: error.constraint ?? '', field: error.column ?? error.constraint ?? '' };
  if (code === '23505') return failure('CONFLICT', 'kernel.duplicate', { params, cause: error });
  if (code === '23503') return failure('CONFLICT', 'kernel.in_use', { params, cause: error });
  if (code === '23514' || code === '23P01')
    return failure('UNPROCESSABLE', 'kernel.rule_broken', { params, cause: error });
  if (code === '23502' || code === '54000' || code.startsWith('22'))
    return failure('VALIDATION_ERROR', 'kernel.bad_value', { params, cause: error });
  return undefined;
}

const unavailable = (cause: unknown): Failure => failure('UNAVAILABLE', 'kernel.unavailable', { retryAfter: 2, cause });
