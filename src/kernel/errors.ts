import type { Params } from './i18n.ts';

/** The one table from kind to HTTP status. */
export const STATUS = {
  VALIDATION_ERROR: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE: 422,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
} as const;

export type Kind = keyof typeof STATUS;

export interface FailureOptions {
  params?: Params;
  field?: string;
  details?: Record<string, unknown>;
  /** Seconds after which the same call may succeed. */
  retryAfter?: number;
  cause?: unknown;
}

/** What a verb throws: a kind (-> status) and a dotted reason (-> message in two languages). */
export class Failure extends Error {
  readonly kind: Kind;
  readonly reason: string;
  readonly options: FailureOptions;
  constructor(kind: Kind, reason: string, options: FailureOptions = {}) {
    super(reason, { cause: options.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.reason = reason;
    this.options = options;
  }
}

export const failure = (kind: Kind, reason: string, options?: FailureOptions): Failure =>
  new Failure(kind, reason, options);

export const notFound = (reason = 'kernel.not_found', params: Params = {}): Failure =>
  failure('NOT_FOUND', reason, { params });

export const invalid = (field: string, reason: string, params: Params = {}): Failure =>
  failure('VALIDATION_ERROR', reason, { field, params });

/** A refusal that must be remembered: the verb commits its facts, then the failure goes out. */
export class Remembered {
  readonly failure: Failure;
  constructor(f: Failure) {
    this.failure = f;
  }
}
