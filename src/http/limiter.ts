import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Failure, failure } from '../kernel/errors.ts';
import type { Limit, Limiter, LimitState } from '../kernel/limits.ts';

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
