import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { type Instance, openInstance, takeAway } from '../../../test/support/statistics-instance.ts';
import { createClient } from '../../drivers/postgres/pool.ts';
import { statisticsHealth } from './health.ts';
import { statisticsOf } from './service.ts';

const AGGREGATES = ['/visitors/summary', '/books/summary'];

describe('the life of the statistics', { timeout: 90_000 }, () => {
  let library: TestLibrary;
  const instances: Instance[] = [];
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const instance of instances.splice(0)) await instance.close();
    await library.close();
  });
  const open = async (env?: Record<string, string>): Promise<Instance> => {
    const instance = await openInstance(library, env);
    instances.push(instance);
    return instance;
  };
  const close = async (instance: Instance): Promise<void> => {
    instances.splice(instances.indexOf(instance), 1);
    await instance.close();
  };
  const visit = (guestName: string) => library.call(library.cast.dewi, 'POST', '/visits', { guestName });
  const ready = (instance: Instance) =>
    expect.poll(async () => Promise.all(AGGREGATES.map(async (path) => (await instance.get(path)).status)), {
      timeout: 5_000,
    });

  it('warms both parts by itself at the first start, and a restart answers at once with what was frozen', async () => {
    const first = await open();
    await ready(first).toEqual([200, 200]);
    const frozen = (await first.get('/books/summary')).body;
    await close(first);
    library.clock.move('1h');
    const second = await open();
    expect((await second.get('/books/summary')).body).toEqual(frozen);
    await expect.poll(() => statisticsOf(second.app).today.current()).not.toBeNull();
    expect((await second.get('/books/summary')).body.generated_at).toBe(frozen.generated_at);
  });

  it('makes up for the run a sleeping machine missed, and for none before its time', async () => {
    const instance = await open();
    await ready(instance).toEqual([200, 200]);
    const { refresher } = statisticsOf(instance.app);
    const due = async () => [await refresher.isDue('visitors'), await refresher.isDue('books')];
    library.clock.set('2026-03-02T23:59:00+07:00');
    expect(await due()).toEqual([false, false]);
    library.clock.set('2026-03-03T00:06:00+07:00');
    expect(await due()).toEqual([true, false]);
    library.clock.set('2026-03-09T07:30:00+07:00');
    expect(await due()).toEqual([true, true]);
    await refresher.refresh('visitors');
    expect(await due()).toEqual([false, true]);
  });

  it('is counted by one instance, and the streams of every instance hear of it', async () => {
    const [one, two] = [await open(), await open()];
    const heard = [one, two].map(({ app }) => {
      const totals: number[] = [];
      statisticsOf(app).today.subscribe(({ total }) => totals.push(total));
      return totals;
    });
    await visit('Ani');
    await expect.poll(() => heard.map((totals) => totals.at(-1)), { timeout: 20_000 }).toEqual([1, 1]);
    const leaders = await library.app.pool.query(
      "select count(*)::int as n from pg_locks where locktype = 'advisory' and objid = 7318201 and granted and database = (select oid from pg_database where datname = current_database())",
    );
    expect(leaders.rows[0].n).toBe(1);
    await close(one);
    await visit('Budi');
    await expect.poll(() => heard[1]?.at(-1), { timeout: 20_000 }).toBe(2);
  });

  it('tells the other instances of a new pass', async () => {
    const [one, two] = [await open(), await open()];
    await ready(one).toEqual([200, 200]);
    await visit('Ani');
    library.clock.move('1m');
    await statisticsOf(one.app).refresher.refresh('visitors');
    const week = async () => (await two.get('/visitors/weekly')).body.data?.at(-1)?.total;
    await expect.poll(week, { timeout: 20_000 }).toBe(1);
  });

  it('makes one pass of a part at a time in the whole cluster', async () => {
    const [one, two] = [await open(), await open()];
    await ready(one).toEqual([200, 200]);
    await ready(two).toEqual([200, 200]);
    const both = await Promise.all([one, two].map(({ app }) => statisticsOf(app).refresher.refresh('books')));
    expect(both).toContain(true);
    const again = await Promise.all(Array.from({ length: 5 }, () => statisticsOf(one.app).refresher.refresh('books')));
    expect(new Set(again)).toEqual(new Set([true]));
  });

  it('starts without its database and recovers without a restart', async () => {
    const giveBack = await takeAway(library.database);
    const instance = await open();
    const answer = await instance.get('/visitors/weekly');
    expect([answer.status, answer.body.status]).toEqual([202, 'warming']);
    expect((await instance.get('/visitors/today')).status).toBe(503);
    await giveBack();
    await ready(instance).toEqual([200, 200]);
    await expect.poll(async () => (await instance.get('/visitors/today')).body.total, { timeout: 20_000 }).toBe(0);
  });

  it('goes on from memory when the database goes away, says that today is old, and recovers', async () => {
    const instance = await open();
    await ready(instance).toEqual([200, 200]);
    await visit('Ani');
    await expect.poll(async () => (await instance.get('/visitors/today')).body.total, { timeout: 20_000 }).toBe(1);
    const giveBack = await takeAway(library.database);
    library.clock.move('5m');
    expect((await instance.get('/books/summary')).status).toBe(200);
    expect((await instance.get('/visitors/summary')).body.data.today).toEqual({
      total: 1,
      generated_at: expect.any(String),
    });
    expect((await instance.get('/visitors/today')).body).toEqual({
      total: 1,
      source: 'stale',
      generated_at: expect.any(String),
    });
    await giveBack();
    await expect
      .poll(async () => (await instance.get('/visitors/today')).body.source, { timeout: 20_000 })
      .not.toBe('stale');
  });

  it('shows what one part has when the other fails at the start, and that one as soon as it can', async () => {
    const owner = createClient(library.database.owner);
    await owner.connect();
    try {
      await owner.query('revoke select on borrowings from pustaka_app');
      const instance = await open();
      await ready(instance).toEqual([200, 202]);
      const { refresher } = statisticsOf(instance.app);
      await expect.poll(() => refresher.lastRun('books')?.ok).toBe(false);
      expect(refresher.lastRun('visitors')?.ok).toBe(true);
      await owner.query('grant select on borrowings to pustaka_app');
      await refresher.refresh('books');
      await ready(instance).toEqual([200, 200]);
    } finally {
      await owner.end();
    }
  });

  it('tells health and metrics what an operator asks', async () => {
    const instance = await open();
    await ready(instance).toEqual([200, 200]);
    await instance.get('/visitors/today');
    await expect
      .poll(() => statisticsHealth.check(instance.app))
      .toMatchObject({
        ok: true,
        source: 'pustaka',
        mode: 'direct',
        snapshotAgeHours: { visitors: 0, books: 0 },
        stale: [],
        lastRuns: { visitors: { ok: true }, books: { ok: true } },
        streams: 0,
      });
    await expect
      .poll(() => instance.app.telemetry.registry.metrics())
      .toMatch(/pustaka_statistics_loop_seconds_count [1-9]/);
    const text = await instance.app.telemetry.registry.metrics();
    expect(text).toMatch(/pustaka_statistics_reads_total\{result="hit"\} [1-9]/);
    expect(text).toMatch(/pustaka_statistics_snapshot_age_seconds\{name="books:collection"\} \d/);
    expect(text).toMatch(/pustaka_statistics_last_run_timestamp_seconds\{part="visitors",result="ok"\} 1\.?77/);
    expect(text).toMatch(/pustaka_statistics_sse_clients 0/);
    library.clock.move('31h');
    vi.spyOn(process, 'uptime').mockReturnValue(301);
    expect(await statisticsHealth.check(instance.app)).toMatchObject({ ok: false, stale: ['visitors', 'books'] });
  });

  it('is not well when nothing was ever made, once its first minutes are over', async () => {
    const uptime = vi.spyOn(process, 'uptime').mockReturnValue(10);
    expect(await statisticsHealth.check(library.app)).toMatchObject({ ok: true });
    uptime.mockReturnValue(301);
    expect(await statisticsHealth.check(library.app)).toMatchObject({ ok: false, stale: ['visitors', 'books'] });
  });
});
