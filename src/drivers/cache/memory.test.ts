import { describe, expect, it } from 'vitest';
import { memoryCache } from './memory.ts';

/** A load that answers when it is told to. */
function later<T>() {
  let answer: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    answer = resolve;
  });
  return { answer, load: () => promise };
}
const book = { ttlSeconds: 60, tags: ['book:1'] };
const other = { ttlSeconds: 60, tags: ['book:2'] };

describe('the cache', () => {
  it('loads once for all who ask together, and keeps the answer until a tag falls', async () => {
    const cache = memoryCache();
    let loads = 0;
    const load = async () => ++loads;
    expect(await Promise.all([1, 2, 3].map(() => cache.fill('a', book, load)))).toEqual([1, 1, 1]);
    expect(await cache.fill('a', book, load)).toBe(1);
    cache.drop(['book:1']);
    expect(cache.get('a')).toBeUndefined();
    expect(await cache.fill('a', book, load)).toBe(2);
  });

  it('does not keep what was read before its tag fell', async () => {
    const cache = memoryCache();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    cache.drop(['book:1']);
    old.answer('stale');
    expect(await reading).toBe('stale');
    expect(cache.get('a')).toBeUndefined();
  });

  it('does not keep it either when other loads came and went in between', async () => {
    const cache = memoryCache();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    cache.drop(['book:1']);
    expect(await cache.fill('a', book, async () => 'fresh')).toBe('fresh');
    await cache.fill('b', other, async () => 'else');
    old.answer('stale');
    await reading;
    expect(cache.get('a')).toBe('fresh');
  });

  it('lets nobody join a load that began before the drop, nor lose the newer one when the older ends', async () => {
    const cache = memoryCache();
    const [old, fresh] = [later<string>(), later<string>()];
    const before = cache.fill('a', book, old.load);
    cache.drop(['book:1']);
    const after = cache.fill('a', book, fresh.load);
    old.answer('stale');
    await before;
    const joined = cache.fill('a', book, async () => 'a third time');
    fresh.answer('fresh');
    expect(await Promise.all([after, joined])).toEqual(['fresh', 'fresh']);
  });

  it('keeps nothing that was being read when all was cleared', async () => {
    const cache = memoryCache();
    const old = later<string>();
    const reading = cache.fill('a', book, old.load);
    cache.clear();
    old.answer('stale');
    await reading;
    expect(cache.size).toBe(0);
  });

  it('counts long answers by their length', () => {
    const cache = memoryCache(100_000);
    for (let n = 0; n < 20; n++) cache.set(`page ${n}`, { head: 'x'.repeat(20_000), etag: null }, other);
    expect(cache.size).toBeLessThan(5);
  });

  it('forgets after a load that failed, and asks again', async () => {
    const cache = memoryCache();
    await expect(cache.fill('a', book, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.fill('a', book, async () => 'back')).toBe('back');
  });
});
