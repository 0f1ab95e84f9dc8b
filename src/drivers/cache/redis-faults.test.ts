import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCaches } from '../../../test/support/caches.ts';
import { Line } from '../../../test/support/line.ts';
import { REDIS, services } from '../../../test/support/services.ts';
import type { Cache } from './cache.ts';
import { redisCache } from './redis.ts';

services(REDIS);

const book = { ttlSeconds: 60, tags: ['book:1'], shared: true };
const log = pino({ level: 'silent' });
const never = (): Promise<unknown> => Promise.reject(new Error('loaded though Redis has it'));

/** How long it took, and what came. */
async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now();
  return { value: await work, ms: performance.now() - began };
}

describe.skipIf(!REDIS.url)('a cache whose Redis fails', () => {
  const url = REDIS.url ?? '';
  const caches = openCaches(REDIS);
  let line: Line;
  let library: string;
  let here: Cache | undefined;
  /** An instance on the bad line. */
  const open = (): Cache => {
    here = redisCache({ url: line.url(url), prefix: library, log, timeoutMs: 100, restMs: 300 });
    return here;
  };
  const isBack = (cache: Cache) =>
    vi.waitFor(() => expect(cache.state?.()).toEqual({ ok: true, unconfirmed: 0 }), { timeout: 8_000, interval: 20 });

  beforeEach(async () => {
    library = `test-${randomUUID()}:`;
    line = await Line.to(url);
  });
  afterEach(async () => {
    await here?.close();
    await caches.close();
    await line.cut();
  });

  it('is one of memory alone while there is none at the start, and uses it when it comes', async () => {
    await line.cut();
    const cache = open();
    const first = await timed(cache.fill('a', book, async () => 'loaded'));
    expect(first.value).toBe('loaded');
    expect(first.ms).toBeLessThan(1_000);
    expect(cache.get('a')).toBe('loaded');
    cache.drop(['book:1']);
    expect(cache.get('a')).toBeUndefined();
    expect(cache.state?.().ok).toBe(false);
    await line.mend();
    await isBack(cache);
    await cache.fill('a', book, async () => 'shared');
    const other = await caches.open(library);
    await vi.waitFor(async () => expect(await other.fill('a', book, never)).toBe('shared'));
  });

  it('goes on when it dies, and gives nothing dropped meanwhile when it is back', async () => {
    const cache = open();
    const other = await caches.open(library);
    await isBack(cache);
    await cache.fill('a', book, async () => 'old');
    await vi.waitFor(async () => expect(await other.fill('a', book, never)).toBe('old'));
    await line.cut();
    const kept = await timed(cache.fill('b', { ...book, tags: ['book:2'] }, async () => 'made without it'));
    expect(kept.ms).toBeLessThan(1_000);
    cache.drop(['book:1']);
    expect(await cache.fill('a', book, async () => 'new')).toBe('new');
    cache.drop(['book:1']);
    await line.mend();
    // From now on, whenever it is asked: never the old one, though Redis still has it.
    for (let n = 0; cache.state?.().unconfirmed !== 0 && n < 200; n++) {
      cache.heard(['*']);
      expect(await cache.fill('a', book, async () => 'new')).toBe('new');
      await pause(20);
    }
    await isBack(cache);
    await vi.waitFor(() => expect(other.get('a')).toBeUndefined());
    expect(await other.fill('a', book, async () => 'newest')).not.toBe('old');
  });

  it('waits a little for a slow one, then not at all, and finds it again when it is quick', async () => {
    const cache = open();
    await isBack(cache);
    line.delayMs = 2_000;
    const first = await timed(cache.fill('a0', book, async () => 'loaded'));
    expect(first.value).toBe('loaded');
    expect(first.ms).toBeLessThan(1_500);
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => cache.fill(`a${n}`, book, async () => n)));
    expect((await timed(cache.fill('b', book, async () => 'at once'))).ms).toBeLessThan(1_000);
    const many = Array.from({ length: 5_000 }, (_, n) => cache.fill(`c${n}`, book, async () => n));
    expect((await timed(Promise.all(many))).ms).toBeLessThan(5_000);
    cache.drop(['book:1']);
    expect(await cache.fill('a0', book, async () => 'new')).toBe('new');
    line.delayMs = 0;
    await isBack(cache);
    await cache.fill('d', book, async () => 'shared');
    const other = await caches.open(library);
    await vi.waitFor(async () => expect(await other.fill('d', book, never)).toBe('shared'));
  });

  it('finds a slow one quick again though nobody asks for anything', async () => {
    const cache = open();
    await isBack(cache);
    line.delayMs = 2_000;
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => cache.fill(`a${n}`, book, async () => n)));
    expect(cache.state?.().ok).toBe(false);
    line.delayMs = 0;
    await isBack(cache);
  });

  it('remembers no more drops than it has room for, and then that all has fallen', async () => {
    const cache = open();
    const other = await caches.open(library);
    await isBack(cache);
    await other.fill('a', book, async () => 'old');
    await pause(50);
    await line.cut();
    cache.drop(['book:1']);
    for (let n = 0; n < 50_000; n++) cache.drop([`copy:${n}`]);
    expect(cache.state?.().unconfirmed).toBeLessThan(10_100);
    await line.mend();
    await isBack(cache);
    await vi.waitFor(() => expect(other.get('a')).toBeUndefined());
    expect(await other.fill('a', book, async () => 'new')).toBe('new');
  });
});
