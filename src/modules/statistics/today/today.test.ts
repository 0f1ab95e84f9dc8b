import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { gate, type Outside, outside } from '../../../../test/support/statistics-outside.ts';
import { Failure } from '../../../kernel/errors.ts';
import { makeCounter } from './counter.ts';
import { makeToday, type Today } from './today.ts';

const DAY = 'baseline 2026-03-02';

describe('today', () => {
  let library: TestLibrary;
  let source: Outside;
  let today: Today;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => {
    library.app.drivers.cache.clear();
    library.clock.set('2026-03-02T10:00:00+07:00');
    source = outside();
    today = makeToday(library.app, source, makeCounter(source, 'delta', 4), 2_000);
  });
  const failing = async (): Promise<void> => {
    throw new Error('away');
  };

  it('counts fully at first and every so many times, and carries on in between', async () => {
    for (source.total = 1; source.total <= 6; source.total++) await today.count();
    expect(source.asked).toEqual([
      DAY,
      'advance 2026-03-02 1',
      'advance 2026-03-02 2',
      'advance 2026-03-02 3',
      DAY,
      'advance 2026-03-02 5',
    ]);
    expect(today.current()?.total).toBe(6);
  });

  it('counts fully after a failure: nobody knows what the failed one saw', async () => {
    await today.count();
    source.before = failing;
    await expect(today.count()).rejects.toThrow('away');
    source.before = null;
    await today.count();
    expect(source.asked).toEqual([DAY, 'advance 2026-03-02 0', DAY]);
  });

  it('begins anew at midnight and forgets the day before', async () => {
    source.total = 312;
    library.clock.set('2026-03-02T23:59:59+07:00');
    await today.count();
    library.clock.set('2026-03-03T00:00:00+07:00');
    expect(today.current()).toBeNull();
    source.total = 0;
    expect(await today.ask()).toMatchObject({ total: 0, source: 'db' });
    expect(source.asked).toEqual([DAY, 'baseline 2026-03-03']);
  });

  it('throws away a count that midnight overtook', async () => {
    library.clock.set('2026-03-02T23:59:59+07:00');
    const midnight = gate();
    source.total = 312;
    source.before = midnight.passed;
    const heard: number[] = [];
    today.subscribe(({ total }) => heard.push(total));
    const counting = today.count();
    await expect.poll(() => source.asked).toEqual([DAY]);
    library.clock.set('2026-03-03T00:00:01+07:00');
    source.total = 4;
    source.before = null;
    midnight.open();
    expect((await counting).total).toBe(4);
    expect(source.asked).toEqual([DAY, 'baseline 2026-03-03']);
    expect(heard).toEqual([4]);
  });

  it('never counts two at once, and counts once for all who ask together', async () => {
    const slow = gate();
    source.before = slow.passed;
    source.total = 7;
    const [one, many] = [today.count(), Array.from({ length: 20 }, () => today.ask())];
    slow.open();
    await one;
    expect((await Promise.all(many)).map(({ total }) => total)).toEqual(Array(20).fill(7));
    expect(source.asked).toEqual([DAY]);
  });

  it('says what it knew of this day, as old, while the database is away, and does not ask at each call', async () => {
    source.total = 5;
    await today.count();
    library.clock.move('10m');
    source.before = failing;
    for (let n = 0; n < 10; n++) expect(await today.ask()).toMatchObject({ total: 5, source: 'stale' });
    expect(source.asked).toHaveLength(2);
    library.clock.set('2026-03-03T10:00:00+07:00');
    const refused = await today.ask().catch((error: unknown) => error);
    expect(refused instanceof Failure && [refused.kind, refused.reason]).toEqual([
      'UNAVAILABLE',
      'statistics.today_unknown',
    ]);
  });

  it('takes what another instance counted, if it is newer and of this day; ids rise whoever counted', async () => {
    const ids: number[] = [];
    today.subscribe(({ id }) => ids.push(id));
    const told = { zone: 'Asia/Jakarta', date: '2026-03-02' };
    today.hear({ ...told, total: 9, at: '2026-03-02T03:00:05.000Z', id: 1_772_420_405_000 });
    today.hear({ ...told, total: 8, at: '2026-03-02T03:00:01.000Z', id: 1_772_420_401_000 });
    today.hear({ ...told, date: '2026-03-01', total: 99, at: '2026-03-01T03:00:06.000Z', id: 5 });
    expect(today.current()?.total).toBe(9);
    library.clock.set('2026-03-02T10:00:06+07:00');
    await today.count();
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBeGreaterThan(ids[0] ?? 0);
  });

  it('is found in the cache by an instance that has not counted itself', async () => {
    source.total = 42;
    await today.count();
    const second = outside();
    const other = makeToday(library.app, second, makeCounter(second, 'direct', 1), 2_000);
    expect(await other.ask()).toMatchObject({ total: 42, source: 'cache' });
    expect(second.asked).toEqual([]);
  });

  it('keeps a count for twice as long as counts lie apart', async () => {
    await today.count();
    library.clock.move('3s');
    expect((await today.ask()).source).toBe('cache');
    library.clock.move('2s');
    expect((await today.ask()).source).toBe('db');
    today.expectEvery(30_000);
    library.clock.move('59s');
    expect((await today.ask()).source).toBe('cache');
  });
});
