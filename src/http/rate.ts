import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { holds } from '../kernel/access.ts';
import { parseDuration } from '../kernel/clock.ts';
import { defineConfig, type Env } from '../kernel/config.ts';
import type { Limit, Limiter, LimitState, Limits, RateClass } from '../kernel/limits.ts';
import { addressKey } from '../lib/address-key.ts';
import { makeLimiter } from './limiter.ts';

const limitValue = z.string().transform((text, context): Limit | null => {
  if (text === 'off') return null;
  const match = /^(\d{1,7})\/(\d*[smhd])$/.exec(text);
  const ms = match ? parseDuration(/^\d/.test(match[2] ?? '') ? (match[2] ?? '') : `1${match[2]}`) : null;
  if (match && ms) return { points: Number(match[1]), seconds: ms / 1000 };
  context.addIssue({ code: 'custom', message: 'must be like 100/1m, or off' });
  return null;
});

const entry = (fallback: string, doc: string) => ({ value: limitValue, default: fallback, doc });

const limitsConfig = defineConfig({
  RATE_LIMIT_AUTH: entry('5/15m', 'Failed sign-ins per account and address, and 20 times that per address'),
  RATE_LIMIT_API: entry('100/1m', 'API calls per account (anonymous: per address)'),
  RATE_LIMIT_UPLOAD: entry('10/1m', 'Uploads and imports per account'),
  RATE_LIMIT_SEARCH: entry('30/1m', 'Searches per account (anonymous: per address)'),
  RATE_LIMIT_SUGGEST: entry('300/1m', 'Search suggestions per account (anonymous: per address)'),
  RATE_LIMIT_STAFF: entry('1200/1m', 'API calls and searches of signed-in staff and desk devices'),
  RATE_LIMIT_ADDRESS: entry('1000/1m', 'Anonymous calls of every class together per address'),
});

const ADDRESS_CEILING = 20;
/** Who works here gets the higher limit, so that a busy desk never waits. */
const WORKS_HERE = 'borrowing:create';

export function makeLimits(env: Env): Limits {
  const config = limitsConfig(env);
  const limiter = (limit: Limit | null): Limiter | null => (limit ? makeLimiter(limit) : null);
  const by: Partial<Record<RateClass, Limiter | null>> = {
    API: limiter(config.RATE_LIMIT_API),
    // As many as API, and no more for those who work here.
    ADMIN: limiter(config.RATE_LIMIT_API),
    UPLOAD: limiter(config.RATE_LIMIT_UPLOAD),
    SEARCH: limiter(config.RATE_LIMIT_SEARCH),
    SUGGEST: limiter(config.RATE_LIMIT_SUGGEST),
    STAFF: limiter(config.RATE_LIMIT_STAFF),
  };
  const address = limiter(config.RATE_LIMIT_ADDRESS);
  const auth = config.RATE_LIMIT_AUTH;
  return {
    auth: auth
      ? {
          perAccount: makeLimiter(auth),
          perAddress: makeLimiter({ ...auth, points: auth.points * ADDRESS_CEILING }),
        }
      : null,
    async check(rate, actor, ip, reply) {
      if (rate === 'NONE') return;
      const key = actor.kind === 'account' ? actor.accountId : addressKey(ip);
      if (actor.kind === 'anonymous') await address?.take(key);
      if (rate === 'AUTH') return;
      const staff = (rate === 'API' || rate === 'SEARCH') && actor.kind === 'account' && holds(actor, WORKS_HERE);
      const own = by[staff ? 'STAFF' : rate];
      if (own) tell(reply, staff ? 'staff' : rate.toLowerCase(), await own.take(key));
    },
  };
}

/** draft-ietf-httpapi-ratelimit-headers: RateLimit-Policy and RateLimit. */
function tell(reply: FastifyReply, name: string, state: LimitState): void {
  reply.header('ratelimit-policy', `"${name}";q=${state.limit};w=${state.windowSeconds}`);
  reply.header('ratelimit', `"${name}";r=${state.remaining};t=${state.resetSeconds}`);
}
