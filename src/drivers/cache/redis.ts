import type { Logger } from 'pino';
import type { Cache, FillOptions, Load } from './cache.ts';
import { memoryCache } from './memory.ts';
import { attachRedis } from './redis-attach.ts';
import { UnconfirmedDrops } from './redis-drops.ts';
import { RedisLevel } from './redis-level.ts';
import { makeTold } from './redis-told.ts';

export interface RedisCacheOptions {
  url: string;
  prefix: string;
  log: Logger;
  timeoutMs?: number;
  restMs?: number;
}

const TIMEOUT_MS = 250;
const REST_MS = 5_000;

/** Memory first, then the Redis that all instances share, then the load. Without its Redis it is a memory cache. */
export function redisCache(o: RedisCacheOptions): Cache {
  const memory = memoryCache();
  const restMs = o.restMs ?? REST_MS;
  const level = new RedisLevel({ prefix: o.prefix, timeoutMs: o.timeoutMs ?? TIMEOUT_MS, restMs });
  const probing = setInterval(() => void level.probe(), restMs).unref();
  const told = makeTold(memory);
  const drops = new UnconfirmedDrops(level, (tags) => level.tell(told.message(tags)));
  const attached = attachRedis(o, { memory, level, drops, hear: told.hear });
  const drop = (tags: readonly string[]): void => {
    memory.drop(tags);
    drops.add(tags);
  };
  return {
    get: memory.get,
    set: memory.set,
    fill: (key, options, load) =>
      options.shared
        ? memory.fill(key, options, (keepFor) => through(level, drops, key, options, load, keepFor))
        : memory.fill(key, options, load),
    drop,
    heard(tags) {
      memory.heard(tags);
      // '*' says only that something may have been missed here; the versions in Redis know better.
      const untold = tags.filter((tag) => tag !== '*' && !told.has(tag));
      if (untold.length > 0) drops.add(untold);
    },
    clear: () => drop(['*']),
    get size() {
      return memory.size;
    },
    state: () => ({ ...level.state, unconfirmed: drops.size }),
    async close() {
      clearInterval(probing);
      drops.close();
      await attached.close();
    },
  };
}

/** What Redis has, or the load; what was loaded goes to Redis under the versions its tags had before. */
async function through<T>(
  level: RedisLevel,
  drops: UnconfirmedDrops,
  key: string,
  options: FillOptions,
  load: Load<T>,
  keepFor: (seconds: number) => void,
): Promise<T> {
  const tags = [...new Set(['*', ...options.tags])].sort();
  const looked = tags.some((tag) => drops.has(tag)) ? { versions: null } : await level.look(key, tags);
  if ('left' in looked) {
    keepFor(looked.left);
    return looked.value as T;
  }
  let seconds = options.ttlSeconds;
  const value = await load((wanted) => {
    seconds = Math.min(seconds, wanted);
    keepFor(wanted);
  });
  if (looked.versions) void level.keep(key, value, looked.versions, seconds);
  return value;
}
