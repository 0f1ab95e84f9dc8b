import type { FastifyError } from 'fastify';
import { Failure, failure, STATUS } from '../kernel/errors.ts';
import { type Locale, translate } from '../kernel/i18n.ts';

export interface ErrorAnswer {
  status: number;
  type: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

const FROM_FASTIFY: Record<string, () => Failure> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => failure('PAYLOAD_TOO_LARGE', 'kernel.body_too_large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => failure('UNSUPPORTED_MEDIA_TYPE', 'kernel.media_type'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => failure('VALIDATION_ERROR', 'kernel.bad_body'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => failure('VALIDATION_ERROR', 'kernel.bad_body'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => failure('VALIDATION_ERROR', 'kernel.bad_body'),
};

/** Whatever was thrown, as a Failure; `unexpected` is what a person must look at. */
export function asFailure(error: unknown): { failure: Failure; unexpected: boolean } {
  if (error instanceof Failure) return { failure: error, unexpected: false };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = FROM_FASTIFY[code];
  if (known) return { failure: known(), unexpected: false };
  const status = (error as Partial<FastifyError>).statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return { failure: failure('VALIDATION_ERROR', 'kernel.bad_request'), unexpected: false };
  }
  return { failure: failure('INTERNAL_ERROR', 'kernel.internal', { cause: error }), unexpected: true };
}

/** S1 §6.2's error envelope, or RFC 9457 when the caller asks for it. */
export function errorAnswer(f: Failure, locale: Locale, requestId: string, problem: boolean): ErrorAnswer {
  const { params, field, details, retryAfter } = f.options;
  const issues = details?.issues as { message?: string }[] | undefined;
  const message =
    f.reason === 'kernel.validation' && issues?.[0]?.message
      ? `${translate(locale, f.reason)}: ${issues[0].message}`
      : translate(locale, f.reason, params);
  const status = STATUS[f.kind];
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const all = { reason: f.reason, ...details };
  const named = field === undefined ? {} : { field };
  if (problem) {
    const body = {
      type: `urn:pustaka:${f.reason}`,
      title: message,
      status,
      code: f.kind,
      ...named,
      details: all,
      requestId,
    };
    return { status, type: 'application/problem+json', headers, body };
  }
  const body = { success: false, error: { message, code: f.kind, ...named, details: all }, requestId };
  return { status, type: 'application/json; charset=utf-8', headers, body };
}
