import { afterEach, describe, expect, it, vi } from 'vitest';
import { later, openCaches } from '../../../test/support/caches.ts';
import { REDIS, REDIS_CLUSTER, services } from '../../../test/support/services.ts';
import { memoryCache } from './memory.ts';

services(REDIS, REDIS_CLUSTER);

const book = { ttlSeconds: 60, tags: ['book:1'], shared: true };
const other = { ttlSeconds: 60, tags: ['book:2'], shared: true };
const redis = openCaches(REDIS);
const cluster = openCaches(REDIS_CLUSTER);
const kinds = [
  { name: 'in memory', open: async () => memoryCache() },
  ...(REDIS.url ? [{ name: 'over Redis', open: () => redis.open() }] : []),
  ...(REDIS_CLUSTER.url ? [{ name: 'over a Redis Cluster', open: () => cluster.open() }] : []),
];

afterEach(async () => {
  await redis.close();
  await cluster.close();
});

describe.each(kinds)('a cache $name', ({ open }) => {
  it('loads once for all who ask together, and keeps the answer until a tag falls', async () => {
    const cache = await open();
    let loads = 0;
    const load = async () => ++loads;
    expect(await Promise.all([1, 2, 3].map(() => cache.fill('a', book, load)))).toEqual([1, 1, 1]);
    expect(await cache.fill('a', book, load)).toBe(1);
    cache.drop(['book:1']);
    expect(cache.get('a')).toBeUndefined();
    expect(await cache.fill('a', book, load)).toBe(2);
  });

  it('gives back what was set, and leaves alone what has other tags', async () => {
    const cache = await open();
    cache.set('a', { title: 'Laskar Pelangi' }, book);
    cache.set('b', 'else', other);
    cache.drop(['book:1']);
    expect([cache.get('a'), cache.get('b'), cache.size]).toEqual([undefined, 'else', 1]);
    cache.clear();
    expect(cache.get('b')).toBeUndefined();
  });

  it('does not keep what was read before its tag fell', async () => {
    const cache = await open();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    await old.begun;
    cache.drop(['book:1']);
    old.answer('stale');
    expect(await reading).toBe('stale');
    expect(cache.get('a')).toBeUndefined();
    expect(await cache.fill('a', book, async () => 'fresh')).toBe('fresh');
  });

  it('takes a drop that another instance made for its own', async () => {
    const cache = await open();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    await old.begun;
    cache.heard(['book:1']);
    old.answer('stale');
    await reading;
    expect(await cache.fill('a', book, async () => 'fresh')).toBe('fresh');
  });

  it('does not keep it either when other loads came and went in between', async () => {
    const cache = await open();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    await old.begun;
    cache.drop(['book:1']);
    expect(await cache.fill('a', book, async () => 'fresh')).toBe('fresh');
    await cache.fill('b', other, async () => 'else');
    old.answer('stale');
    await reading;
    expect(cache.get('a')).toBe('fresh');
  });

  it('lets nobody join a load that began before the drop, nor lose the newer one when the older ends', async () => {
    const cache = await open();
    const [old, fresh] = [later<string>(), later<string>()];
    const before = cache.fill('a', book, old.load);
    await old.begun;
    cache.drop(['book:1']);
    const after = cache.fill('a', book, fresh.load);
    old.answer('stale');
    await before;
    const joined = cache.fill('a', book, async () => 'a third time');
    fresh.answer('fresh');
    expect(await Promise.all([after, joined])).toEqual(['fresh', 'fresh']);
  });

  it('keeps nothing that was being read when all was cleared', async () => {
    const cache = await open();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    await old.begun;
    cache.clear();
    old.answer('stale');
    await reading;
    expect(cache.size).toBe(0);
    expect(await cache.fill('a', book, async () => 'fresh')).toBe('fresh');
  });

  it('loses a fill against drops too many to remember one by one', async () => {
    const cache = await open();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    await old.begun;
    cache.drop(['book:1']);
    for (let n = 2; n < 12_000; n++) cache.drop([`book:${n}`]);
    old.answer('stale');
    await reading;
    expect(cache.get('a')).toBeUndefined();
  });

  it('neither joins nor is joined where somebody asks alone', async () => {
    const cache = await open();
    const slow = later<string>();
    const first = cache.fill('a', book, slow.load);
    expect(await cache.fill('a', { ...book, alone: true }, async () => 'mine')).toBe('mine');
    slow.answer('theirs');
    expect(await first).toBe('theirs');
  });

  it('counts long answers by their length', async () => {
    const cache = await open();
    for (let n = 0; n < 40; n++) cache.set(`page ${n}`, { head: 'x'.repeat(2_000_000), etag: null }, other);
    expect(cache.size).toBeLessThan(30);
  });

  it('forgets after a load that failed, and asks again', async () => {
    const cache = await open();
    await expect(cache.fill('a', book, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.fill('a', book, async () => 'back')).toBe('back');
  });

  it('forgets when the time is over', async () => {
    const cache = await open();
    await cache.fill('b', { ...book, ttlSeconds: 0.2 }, async () => 1);
    cache.set('a', 1, { ...book, ttlSeconds: 0.2 });
    expect(cache.get('a')).toBe(1);
    await vi.waitFor(() => expect([cache.get('a'), cache.get('b')]).toEqual([undefined, undefined]));
    await vi.waitFor(async () => expect(await cache.fill('b', book, async () => 2)).toBe(2));
  });

  it('keeps an answer no longer than its load says, and not at all when that is no time', async () => {
    const cache = await open();
    const until = (seconds: number) => async (keepFor: (s: number) => void) => {
      keepFor(seconds);
      return seconds;
    };
    await cache.fill('a', book, until(0.2));
    await cache.fill('b', book, until(0));
    expect([cache.get('a'), cache.get('b')]).toEqual([0.2, undefined]);
    await vi.waitFor(() => expect(cache.get('a')).toBeUndefined());
  });
});

describe('the memory cache', () => {
  it('keeps no trace of an answer too long for it', () => {
    const cache = memoryCache(1_000);
    cache.set('a', 'x'.repeat(5_000), { ttlSeconds: 60, tags: ['book:1'] });
    expect([cache.get('a'), cache.size]).toEqual([undefined, 0]);
  });
});
