import type { Logger } from 'pino';
import type { Env } from '../../kernel/config.ts';
import type { Cache } from './cache.ts';
import { cacheConfig, redisUrlOf } from './config.ts';
import { memoryCache } from './memory.ts';
import { redisCache } from './redis.ts';

/** Memory, over a Redis where the configuration names one. */
export function cacheFrom(env: Env, log: Logger): Cache {
  const url = redisUrlOf(env);
  return url ? redisCache({ url, prefix: cacheConfig(env).REDIS_PREFIX, log }) : memoryCache();
}
