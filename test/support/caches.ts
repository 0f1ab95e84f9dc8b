import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { vi } from 'vitest';
import type { Cache } from '../../src/drivers/cache/cache.ts';
import { type RedisCacheOptions, redisCache } from '../../src/drivers/cache/redis.ts';
import type { Service } from './services.ts';

/** A load that says when it has begun and answers when it is told to. */
export function later<T>() {
  const begun = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<T>();
  const load = (): Promise<T> => {
    begun.resolve();
    return answered.promise;
  };
  return { answer: answered.resolve, begun: begun.promise, load };
}

export interface Caches {
  /** One more instance; with the same prefix they are of one library. */
  open(prefix?: string, options?: Partial<RedisCacheOptions>): Promise<Cache>;
  close(): Promise<void>;
}

/** Caches over one Redis, each ready to be asked. */
export function openCaches(service: Service): Caches {
  const open: Cache[] = [];
  return {
    async open(prefix = `test-${randomUUID()}:`, options = {}) {
      const cache = redisCache({
        url: service.url ?? '',
        prefix,
        log: pino({ level: 'silent' }),
        timeoutMs: 2_000,
        ...options,
      });
      open.push(cache);
      await vi.waitFor(() => {
        if (!cache.state?.().ok) throw new Error('Redis does not answer');
      }, 5_000);
      return cache;
    },
    async close() {
      for (const cache of open.splice(0)) await cache.close();
    },
  };
}
