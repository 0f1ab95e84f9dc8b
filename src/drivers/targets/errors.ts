/** What became of asking a target, for people: a dotted code with a message in two languages. */
export const TARGET_FAILURES = [
  'cataloguing.target.away',
  'cataloguing.target.slow',
  'cataloguing.target.name_unknown',
  'cataloguing.target.address_refused',
  'cataloguing.target.nonsense',
  'cataloguing.target.too_much',
  'cataloguing.target.http',
  'cataloguing.target.redirects',
  'cataloguing.target.refused_us',
  'cataloguing.target.says',
  'cataloguing.target.resting',
] as const;
export type TargetFailure = (typeof TARGET_FAILURES)[number];

/** An answer that is a refusal says nothing about whether the other side is there. */
const ANSWERS: ReadonlySet<TargetFailure> = new Set(['cataloguing.target.says', 'cataloguing.target.address_refused']);

export class TargetError extends Error {
  readonly code: TargetFailure;
  readonly detail: string;
  constructor(code: TargetFailure, detail = '', cause?: unknown) {
    super(detail ? `${code}: ${detail}` : code, { cause });
    this.name = 'TargetError';
    this.code = code;
    this.detail = [...detail.replace(/[\p{Cc}\s]+/gu, ' ')].slice(0, 200).join('');
  }
}

export const isOutage = (error: Error): boolean => !(error instanceof TargetError && ANSWERS.has(error.code));
