import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Cache } from './cache.ts';

/** A drop that came by Redis is not given to it again when the same comes by another way. */
const TOLD_MS = 1_000;
const Message = z.object({ from: z.string(), tags: z.array(z.string()) });

/** What instances tell each other about drops through Redis. */
export function makeTold(memory: Cache) {
  const me = randomUUID();
  const told = new LRUCache<string, true>({ max: 10_000, ttl: TOLD_MS });
  return {
    message: (tags: readonly string[]): string => JSON.stringify({ from: me, tags }),
    hear(text: string): void {
      const { data } = Message.safeParse(jsonOf(text));
      if (!data || data.from === me) return;
      for (const tag of data.tags) told.set(tag, true);
      memory.heard(data.tags);
    },
    has: (tag: string): boolean => told.has(tag),
  };
}

export function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
