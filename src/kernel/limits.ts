import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { z } from 'zod';
import { parseDuration } from './clock.ts';
import { defineConfig } from './config.ts';
import { type Failure, failure } from './errors.ts';

export type RateClass = 'AUTH' | 'API' | 'UPLOAD' | 'SEARCH' | 'SUGGEST' | 'STAFF' | 'ADDRESS' | 'NONE';

export interface Limit {
  points: number;
  seconds: number;
}

const limitValue = z.string().transform((text, context): Limit | null => {
  if (text === 'off') return null;
  const match = /^(\d{1,7})\/(\d*[smhd])$/.exec(text);
  const ms = match ? parseDuration(/^\d/.test(match[2] ?? '') ? (match[2] ?? '') : `1${match[2]}`) : null;
  if (match && ms) return { points: Number(match[1]), seconds: ms / 1000 };
  context.addIssue({ code: 'custom', message: 'must be like 100/1m, or off' });
  return null;
});

const entry = (fallback: string, doc: string) => ({ value: limitValue, default: fallback, doc });

export const limitsConfig = defineConfig({
  RATE_LIMIT_AUTH: entry('5/15m', 'Failed sign-ins per account and address, and 20 times that per address'),
  RATE_LIMIT_API: entry('100/1m', 'API calls per account (anonymous: per address)'),
  RATE_LIMIT_UPLOAD: entry('10/1m', 'Uploads and imports per account'),
  RATE_LIMIT_SEARCH: entry('30/1m', 'Searches per account (anonymous: per address)'),
  RATE_LIMIT_SUGGEST: entry('300/1m', 'Search suggestions per account (anonymous: per address)'),
  RATE_LIMIT_STAFF: entry('1200/1m', 'API calls and searches of signed-in staff and desk devices'),
  RATE_LIMIT_ADDRESS: entry('1000/1m', 'Anonymous calls of every class together per address'),
});

export interface LimitState {
  limit: number;
  remaining: number;
  resetSeconds: number;
  windowSeconds: number;
}

export interface Limiter {
  readonly limit: Limit;
  /** Takes points; throws RATE_LIMITED with seconds to wait when there are none left. */
  take(key: string, points?: number): Promise<LimitState>;
  peek(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

export function makeLimiter(limit: Limit): Limiter {
  const limiter = new RateLimiterMemory({ points: limit.points, duration: limit.seconds });
  const state = (res: RateLimiterRes): LimitState => ({
    limit: limit.points,
    remaining: Math.max(0, res.remainingPoints),
    resetSeconds: Math.ceil(res.msBeforeNext / 1000),
    windowSeconds: limit.seconds,
  });
  return {
    limit,
    async take(key, points = 1) {
      try {
        return state(await limiter.consume(key, points));
      } catch (res) {
        if (res instanceof RateLimiterRes) throw limited(res);
        throw res;
      }
    },
    async peek(key) {
      const res = await limiter.get(key);
      if (res && res.consumedPoints >= limit.points) throw limited(res);
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}

function limited(res: RateLimiterRes): Failure {
  const seconds = Math.max(1, Math.ceil(res.msBeforeNext / 1000));
  return failure('RATE_LIMITED', 'kernel.rate_limited', { params: { seconds }, retryAfter: seconds });
}

/** IPv6 homes get a /64; an IPv4 address counts whole, also when it comes mapped into IPv6. */
export function addressKey(ip: string | null): string {
  if (!ip) return 'none';
  if (ip.startsWith('::ffff:')) return ip.slice(7);
  if (!ip.includes(':')) return ip;
  const [head = '', tail = ''] = ip.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = ip.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((g) => g.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
