import type { Logger } from 'pino';
import type { Env } from '../../kernel/config.ts';
import type { App } from '../../kernel/context.ts';
import type { HealthPart } from '../../kernel/module.ts';
import type { Cache } from './cache.ts';
import { cacheConfig, redisUrlOf } from './config.ts';
import { memoryCache } from './memory.ts';
import { redisCache } from './redis.ts';

/** Memory, over a Redis where the configuration names one. */
export function cacheFrom(env: Env, log: Logger): Cache {
  const url = redisUrlOf(env);
  return url ? redisCache({ url, prefix: cacheConfig(env).REDIS_PREFIX, log }) : memoryCache();
}

/** The word of the second level in /api/health and /metrics, where there is one. */
export function watchCache({ drivers: { cache }, telemetry }: App): HealthPart[] {
  const state = cache.state;
  if (!state) return [];
  telemetry.gauge('pustaka_redis_up', 'Redis answers and is used', () => (state().ok ? 1 : 0));
  telemetry.gauge('pustaka_redis_drops_unconfirmed', 'Drops Redis has not confirmed', () => state().unconfirmed);
  return [{ name: 'redis', check: async () => ({ ...state() }) }];
}
