import { LRUCache } from 'lru-cache';
import type { Cache, FillOptions } from './cache.ts';

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
  const dropped = new Map<string, number>();
  let drops = 0;
  let underWay = 0;

  const forget = (kept: Kept, key: string): void => {
    for (const tag of kept.tags) {
      const keys = byTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) byTag.delete(tag);
    }
  };
  const kept = new LRUCache<string, Kept>({ maxSize: maxBytes, sizeCalculation: sizeOf, dispose: forget });

  const set = (key: string, value: unknown, options: FillOptions): void => {
    kept.set(key, { value, tags: options.tags }, { ttl: options.ttlSeconds * 1000 });
    for (const tag of options.tags) byTag.set(tag, (byTag.get(tag) ?? new Set()).add(key));
  };
  const droppedSince = (tags: readonly string[], began: number): boolean =>
    (dropped.get('*') ?? 0) > began || tags.some((tag) => (dropped.get(tag) ?? 0) > began);

  const load = async <T>(key: string, options: FillOptions, read: () => Promise<T>): Promise<T> => {
    const began = drops;
    underWay++;
    try {
      const value = await read();
      if (!droppedSince(options.tags, began)) set(key, value, options);
      return value;
    } finally {
      // Drops are remembered until nobody is left who began before them, whether or not they can still be joined.
      if (--underWay === 0) dropped.clear();
    }
  };

  return {
    get: (key) => kept.get(key)?.value,
    set,
    async fill<T>(key: string, options: FillOptions, read: () => Promise<T>): Promise<T> {
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
    drop(tags) {
      drops++;
      // A load that began before this drop must not be joined by a reader who comes after it.
      loading.clear();
      for (const tag of tags) {
        if (underWay > 0) dropped.set(tag, drops);
        if (tag === '*') kept.clear();
        for (const key of [...(byTag.get(tag) ?? [])]) kept.delete(key);
      }
    },
    clear() {
      this.drop(['*']);
    },
    get size() {
      return kept.size;
    },
  };
}
