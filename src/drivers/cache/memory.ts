import { LRUCache } from 'lru-cache';
import type { Cache, FillOptions, Load } from './cache.ts';
import { makeDrops } from './drops.ts';

interface Kept {
  value: unknown;
  tags: readonly string[];
}

const MAX_BYTES = 48 * 1024 * 1024;

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Buffer.isBuffer(value) ? value.length + 200 : 500;
/** Texts count with their length, also as parts of a kept answer; what else there is is small. */
const sizeOf = ({ value }: Kept): number =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value)
    ? Object.values(value).reduce<number>((sum, part) => sum + lengthOf(part), 500)
    : lengthOf(value);

export function memoryCache(maxBytes = MAX_BYTES): Cache {
  const byTag = new Map<string, Set<string>>();
  const loading = new Map<string, Promise<unknown>>();
  const drops = makeDrops();

  const forget = (kept: Kept, key: string): void => {
    for (const tag of kept.tags) {
      const keys = byTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) byTag.delete(tag);
    }
  };
  const kept = new LRUCache<string, Kept>({ maxSize: maxBytes, sizeCalculation: sizeOf, dispose: forget });

  const set = (key: string, value: unknown, options: FillOptions): void => {
    const ttl = Math.ceil(options.ttlSeconds * 1000);
    if (ttl <= 0) return;
    kept.set(key, { value, tags: options.tags }, { ttl });
    if (!kept.has(key)) return;
    for (const tag of options.tags) byTag.set(tag, (byTag.get(tag) ?? new Set()).add(key));
  };
  const load = async <T>(key: string, options: FillOptions, read: Load<T>): Promise<T> => {
    const began = drops.begin();
    let { ttlSeconds } = options;
    try {
      const value = await read((seconds) => {
        ttlSeconds = Math.min(ttlSeconds, seconds);
      });
      if (!drops.since(options.tags, began)) set(key, value, { ...options, ttlSeconds });
      return value;
    } finally {
      drops.end();
    }
  };
  const drop = (tags: readonly string[]): void => {
    drops.note(tags);
    // A load that began before this drop must not be joined by a reader who comes after it.
    loading.clear();
    for (const tag of tags) {
      if (tag === '*') kept.clear();
      for (const key of [...(byTag.get(tag) ?? [])]) kept.delete(key);
    }
  };

  return {
    get: (key) => kept.get(key)?.value,
    set,
    async fill<T>(key: string, options: FillOptions, read: Load<T>): Promise<T> {
      const hit = kept.get(key);
      if (hit) return hit.value as T;
      if (options.alone) return load(key, options, read);
      const under = loading.get(key) as Promise<T> | undefined;
      if (under) return under;
      const started = load(key, options, read).finally(() => {
        if (loading.get(key) === started) loading.delete(key);
      });
      loading.set(key, started);
      return started;
    },
    drop,
    heard: drop,
    clear: () => drop(['*']),
    get size() {
      return kept.size;
    },
    close: async () => {},
  };
}
