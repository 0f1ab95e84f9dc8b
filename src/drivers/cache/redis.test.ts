import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { later, openCaches } from '../../../test/support/caches.ts';
import { Line } from '../../../test/support/line.ts';
import { REDIS, REDIS_CLUSTER, services } from '../../../test/support/services.ts';

services(REDIS, REDIS_CLUSTER);

const book = { ttlSeconds: 60, tags: ['book:1'], shared: true };
const never = (): Promise<unknown> => Promise.reject(new Error('loaded though Redis has it'));

describe.each([REDIS, REDIS_CLUSTER].filter(({ url }) => url))('instances over $what', (service) => {
  const caches = openCaches(service);
  afterEach(() => caches.close());
  const two = async () => {
    const library = `test-${randomUUID()}:`;
    return [await caches.open(library), await caches.open(library)] as const;
  };

  it('give each other what one of them has loaded', async () => {
    const [here, there] = await two();
    const answer = { head: '{"ok":true}', etag: null, list: [1, 'dua'] };
    await here.fill('a', book, async () => answer);
    await vi.waitFor(async () => expect(await there.fill('a', book, never)).toEqual(answer));
    expect(there.get('a')).toEqual(answer);
  });

  it('keep it in memory no longer than Redis does', async () => {
    const [here, there] = await two();
    const short = { ...book, ttlSeconds: 2 };
    await here.fill('a', short, async () => 'first');
    await pause(1_000);
    await vi.waitFor(async () => expect(await there.fill('a', short, never)).toBe('first'));
    await pause(1_200);
    expect(there.get('a')).toBeUndefined();
  });

  it('lose it everywhere when its tag falls at one of them', async () => {
    const [here, there] = await two();
    await here.fill('a', book, async () => 'old');
    await pause(50);
    await vi.waitFor(async () => expect(await there.fill('a', book, never)).toBe('old'));
    here.drop(['book:1']);
    expect(await here.fill('a', book, async () => 'new')).toBe('new');
    await vi.waitFor(() => expect(there.get('a')).toBeUndefined());
    expect(await there.fill('a', book, async () => 'new')).toBe('new');
  });

  it('lose everything when all is cleared', async () => {
    const [here, there] = await two();
    await here.fill('a', book, async () => 'old');
    await pause(50);
    there.clear();
    await vi.waitFor(() => expect([here.get('a'), there.state?.().unconfirmed]).toEqual([undefined, 0]));
    expect(await here.fill('a', book, async () => 'new')).toBe('new');
  });

  it('never get what was read before a drop made elsewhere', async () => {
    const [here, there] = await two();
    const old = later<string>();
    const reading = here.fill('a', book, old.load);
    await old.begun;
    there.drop(['book:1']);
    await vi.waitFor(() => expect(there.state?.().unconfirmed).toBe(0));
    old.answer('stale');
    await reading;
    await pause(50);
    expect(await there.fill('a', book, async () => 'fresh')).toBe('fresh');
    expect(await here.fill('a', book, async () => 'fresh')).toBe('fresh');
  });

  it('give the second level too a drop that they heard of by another way alone', async () => {
    const [here, there] = await two();
    await here.fill('a', book, async () => 'old');
    await pause(50);
    there.heard(['book:1']);
    await vi.waitFor(() => expect(there.state?.().unconfirmed).toBe(0));
    expect(await there.fill('a', book, async () => 'new')).toBe('new');
  });

  it('take a missed word for no more than it is: memory is emptied, Redis is not', async () => {
    const [here, there] = await two();
    await here.fill('a', book, async () => 'still right');
    await pause(50);
    here.heard(['*']);
    expect(here.get('a')).toBeUndefined();
    await vi.waitFor(async () => expect(await here.fill('a', book, never)).toBe('still right'));
    await vi.waitFor(async () => expect(await there.fill('a', book, never)).toBe('still right'));
  });

  it('keep to themselves what is not plain data', async () => {
    const [here, there] = await two();
    const own = { ttlSeconds: 60, tags: ['settings'] };
    await here.fill('zone', own, async () => ({ isOpen: () => true }));
    await pause(50);
    const theirs = { isOpen: () => false };
    expect(await there.fill('zone', own, async () => theirs)).toBe(theirs);
  });

  it('know nothing of another library on the same Redis', async () => {
    const [here] = await two();
    const elsewhere = await caches.open();
    await here.fill('a', book, async () => 'ours');
    await pause(50);
    expect(await elsewhere.fill('a', book, async () => 'theirs')).toBe('theirs');
    elsewhere.drop(['book:1', '*']);
    await vi.waitFor(() => expect(elsewhere.state?.().unconfirmed).toBe(0));
    expect(here.get('a')).toBe('ours');
  });
});

describe.skipIf(!REDIS.url)('a Redis that forgets', () => {
  const url = new URL(REDIS.url ?? 'redis://absent');
  url.pathname = '/9';
  const caches = openCaches({ ...REDIS, url: url.href });
  afterEach(() => caches.close());

  it('brings nothing back that a drop had taken: emptied in the middle of a load', async () => {
    const library = `test-${randomUUID()}:`;
    const [here, there] = [await caches.open(library), await caches.open(library)];
    const admin = new Redis(url.href);
    const old = later<string>();
    const reading = here.fill('a', book, old.load);
    await old.begun;
    there.drop(['book:1']);
    await vi.waitFor(() => expect(there.state?.().unconfirmed).toBe(0));
    await admin.flushdb();
    old.answer('stale');
    await reading;
    await pause(50);
    expect(await there.fill('a', book, async () => 'fresh')).toBe('fresh');
    await admin.flushdb();
    expect(here.state?.().ok).toBe(true);
    expect(await here.fill('b', book, async () => 'goes on')).toBe('goes on');
    admin.disconnect();
  });

  it('is not believed after the line was cut: it may have come back from an old copy of itself', async () => {
    const library = `test-${randomUUID()}:`;
    const line = await Line.to(url.href);
    const here = await caches.open(library, { url: line.url(url.href) });
    const there = await caches.open(library);
    await here.fill('a', book, async () => 'from before');
    await pause(50);
    await line.cut();
    await vi.waitFor(() => expect(here.state?.().ok).toBe(false));
    await line.mend();
    await vi.waitFor(() => expect(here.state?.()).toEqual({ ok: true, unconfirmed: 0 }), 5_000);
    expect(await there.fill('a', book, async () => 'read again')).toBe('read again');
    await line.cut();
  });
});
