import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Endpoint, TodayLine } from './endpoints.ts';
import type { Reader } from './mask.ts';
import type { Shelf } from './shelf.ts';
import type { Today } from './today/today.ts';

/** What is sent as it is; a text goes out in one write with its head, bytes would need two. */
export interface Answer {
  plain: string;
  gzip: Buffer | null;
  /** What goes with it: for everybody, and for one who signed in. */
  forAll: Headers;
  forOne: Headers;
  /** Since its first reader: as the next one gets it, at once. */
  ready?: { headers: string[]; plain(): string; packed: (() => Buffer) | null };
}

interface Headers extends Readonly<Record<string, string>> {
  etag: string;
  vary: string;
}

const SHARED_SECONDS = 30;
const COMMON = {
  'content-type': 'application/json; charset=utf-8',
  vary: 'Accept-Encoding, Accept-Language, Authorization, Cookie, X-API-Key',
};

/** Below it a browser gains nothing. */
const WORTH_ZIPPING = 1_024;

function answerOf(value: unknown): Answer {
  const plain = JSON.stringify(value);
  const etag = `W/"${createHash('sha1').update(plain).digest('base64url').slice(0, 16)}"`;
  return {
    plain,
    gzip: plain.length > WORTH_ZIPPING ? gzipSync(plain) : null,
    forAll: { ...COMMON, etag, 'cache-control': `public, max-age=0, s-maxage=${SHARED_SECONDS}` },
    forOne: { ...COMMON, etag, 'cache-control': 'private, no-cache' },
  };
}

export const todayLine = (today: Today): TodayLine | null => {
  const counted = today.current();
  return counted && { total: counted.total, generated_at: counted.at.toISOString() };
};

export type Answers = (endpoint: Endpoint, reader: Reader) => Answer | null;

interface Kept {
  stamp: string;
  answer: Answer | null;
}

/** Made once for everybody and once for staff, and again when what they are made of has changed. */
export function makeAnswers(shelf: Shelf, today: Today): Answers {
  const kept = new Map<Endpoint, { public?: Kept; full?: Kept }>();
  const make = (endpoint: Endpoint, reader: Reader): Answer | null => {
    const frozen = endpoint.make(shelf, reader, endpoint.hasToday ? todayLine(today) : null);
    return frozen && answerOf(frozen);
  };
  return (endpoint, asker) => {
    const reader = endpoint.hasPeople ? asker : 'public';
    if (typeof reader !== 'string') return make(endpoint, reader);
    const stamp = endpoint.hasToday ? `${shelf.version}:${today.current()?.id ?? 0}` : `${shelf.version}`;
    const both = kept.get(endpoint) ?? {};
    const known = both[reader];
    if (known?.stamp === stamp) return known.answer;
    const answer = make(endpoint, reader);
    kept.set(endpoint, { ...both, [reader]: { stamp, answer } });
    return answer;
  };
}
