import type { FastifyReply } from 'fastify';
import { holds } from '../kernel/access.ts';
import type { Env } from '../kernel/config.ts';
import {
  type Limit,
  type Limiter,
  type LimitState,
  type Limits,
  limitsConfig,
  type RateClass,
} from '../kernel/limits.ts';
import { addressKey } from '../lib/address-key.ts';
import { makeLimiter } from './limiter.ts';

const ADDRESS_CEILING = 20;
/** Who works here gets the higher limit, so that a busy desk never waits. */
const WORKS_HERE = 'borrowing:create';

export function makeLimits(env: Env): Limits {
  const config = limitsConfig(env);
  const limiter = (limit: Limit | null): Limiter | null => (limit ? makeLimiter(limit) : null);
  const by: Partial<Record<RateClass, Limiter | null>> = {
    API: limiter(config.RATE_LIMIT_API),
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
