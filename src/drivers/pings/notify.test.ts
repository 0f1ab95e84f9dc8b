import { EventEmitter } from 'node:events';
import type { Client, Pool } from 'pg';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { memoryCache } from '../cache/memory.ts';
import { makePings } from './notify.ts';

describe('pings', () => {
  it('of other instances drop what is kept here; what is none of ours is left alone', async () => {
    const cache = memoryCache();
    const pings = makePings({} as Pool, cache, pino({ level: 'silent' }));
    const line = Object.assign(new EventEmitter(), { query: async () => {} });
    await pings.listen(line as unknown as Client);
    const heard: string[] = [];
    pings.subscribe((batch) => heard.push(...batch.tags));
    expect(heard.splice(0)).toEqual([]);
    cache.set('a', 1, { ttlSeconds: 60, tags: ['book:1'] });
    for (const payload of ['', 'hello', '{}', '{"from":"x","tags":"book:1","pings":[]}', undefined]) {
      line.emit('notification', { payload });
    }
    expect(cache.get('a')).toBe(1);
    line.emit('notification', { payload: JSON.stringify({ from: 'x', pings: [], tags: ['book:1'] }) });
    expect(cache.get('a')).toBeUndefined();
    expect(heard.splice(0)).toEqual(['book:1']);
    cache.set('a', 1, { ttlSeconds: 60, tags: ['book:1'] });
    await pings.listen(line as unknown as Client);
    expect([heard, cache.size]).toEqual([['*'], 0]);
  });
});
