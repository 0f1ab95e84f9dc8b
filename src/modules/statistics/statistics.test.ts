import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { fillOwn } from '../../../test/support/statistics-own.ts';
import { emptyWorld } from '../../../test/support/statistics-worlds.ts';
import { createClient } from '../../drivers/postgres/pool.ts';
import { startReactions } from '../../kernel/reactions.ts';
import { statisticsReactions } from './reactions.ts';
import { statisticsOf } from './service.ts';

const PATHS = [
  '/visitors/weekly',
  '/visitors/monthly',
  '/visitors/yearly',
  '/visitors/monthly/top',
  '/visitors/yearly/top',
  '/visitors/summary',
  '/books/top-borrowed',
  '/books/top-borrowed/month',
  '/books/top-borrowed/year',
  '/books/top-borrowers/month',
  '/books/top-borrowers/year',
  '/books/collection',
  '/books/summary',
];

const at = (iso: string) => new Date(iso);
const WORLD = {
  ...emptyWorld('Asia/Jakarta'),
  visits: [
    { at: at('2026-03-02T01:00:00Z'), member: 'K001' },
    { at: at('2026-03-02T02:00:00Z'), member: null },
    { at: at('2026-03-01T01:00:00Z'), member: 'K001' },
    { at: at('2026-01-31T17:30:00Z'), member: 'K002' },
    { at: at('2025-12-31T16:59:59Z'), member: 'K003' },
  ],
  loans: [
    { copy: 'E1-0', member: 'K001', lentAt: at('2026-03-01T02:00:00Z'), returnedAt: null, renewals: 1 },
    {
      copy: 'E2-0',
      member: 'K002',
      lentAt: at('2026-02-01T02:00:00Z'),
      returnedAt: at('2026-02-09T02:00:00Z'),
      renewals: 0,
    },
    {
      copy: 'E2-1',
      member: 'K002',
      lentAt: at('2025-02-01T02:00:00Z'),
      returnedAt: at('2025-02-09T02:00:00Z'),
      renewals: 0,
    },
  ],
};

describe('the statistics', () => {
  let library: TestLibrary;
  let titleId: (key: string) => string | number;
  beforeAll(async () => {
    library = await openLibrary();
    ({ titleId } = await fillOwn(library, WORLD));
  });
  afterAll(() => library.close());
  const get = (path: string, who = null as null | typeof library.cast.budi, headers = {}) =>
    library.call(who, 'GET', `/api${path}`, undefined, headers);
  const refresh = async () => {
    const { refresher } = statisticsOf(library.app);
    expect(await refresher.refresh('visitors')).toBe(true);
    expect(await refresher.refresh('books')).toBe(true);
  };
  /** Statements the pool is asked for meanwhile. */
  const statementsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const plain = library.app.pool.query.bind(library.app.pool);
    let asked = 0;
    Object.assign(library.app.pool, {
      query: (...args: unknown[]) => {
        asked++;
        return Reflect.apply(plain, null, args);
      },
    });
    await work().finally(() => Reflect.deleteProperty(library.app.pool, 'query'));
    return asked;
  };

  it.each(PATHS)('%s answers 202 while nothing was frozen yet, and asks no database', async (path) => {
    const asked = await statementsOf(async () => {
      const { status, body, headers } = await get(path);
      expect(status).toBe(202);
      expect(body).toMatchObject({ status: 'warming', message: expect.any(String), retry_after_seconds: 5 });
      expect(headers['retry-after']).toBe('5');
      expect(Object.keys(body)).toHaveLength(path === '/visitors/summary' ? 4 : 3);
    });
    expect(asked).toBe(0);
  });

  it('counts today once, from the database, then from the cache', async () => {
    const asked = await statementsOf(async () => {
      expect((await get('/visitors/today')).body).toEqual({ total: 2, source: 'db' });
      expect((await get('/visitors/today')).body).toEqual({ total: 2, source: 'cache' });
    });
    // The zone of the library, read once and kept, and the count.
    expect(asked).toBeLessThanOrEqual(2);
    library.clock.move('1m');
    const together = await statementsOf(async () => {
      const replies = await Promise.all(Array.from({ length: 20 }, () => get('/visitors/today')));
      expect(new Set(replies.map((reply) => reply.body.total))).toEqual(new Set([2]));
    });
    expect(together).toBe(1);
  });

  it('tells today in the summary even while the rest is warming', async () => {
    const { body } = await get('/visitors/summary');
    expect(body.today).toEqual({ total: 2, generated_at: expect.any(String) });
  });

  it('freezes what a slow recount gives, in the days, months and years of the library', async () => {
    await refresh();
    const data = async (path: string) => (await get(path, library.cast.budi)).body.data;
    expect((await get('/visitors/weekly')).body).toEqual({
      generated_at: expect.stringMatching(/^2026-03-02T03:0/),
      ttl_seconds: 90_000,
      data: [
        ...['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28'].map((date) => ({ date, total: 0 })),
        { date: '2026-03-01', total: 1 },
        { date: '2026-03-02', total: 2 },
      ],
    });
    const months = await data('/visitors/monthly');
    expect(months.map((row: { month: string }) => row.month)).toEqual([
      '2025-04',
      '2025-05',
      '2025-06',
      '2025-07',
      '2025-08',
      '2025-09',
      '2025-10',
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
    ]);
    expect(months.slice(-4).map((row: { total: number }) => row.total)).toEqual([1, 0, 1, 3]);
    expect(await data('/visitors/yearly')).toEqual([
      { year: 2022, total: 0 },
      { year: 2023, total: 0 },
      { year: 2024, total: 0 },
      { year: 2025, total: 1 },
      { year: 2026, total: 4 },
    ]);
    const k1 = { member_id: 'K001', member_name: 'Pembaca 1' };
    const k2 = { member_id: 'K002', member_name: 'Pembaca 2' };
    expect(await data('/visitors/monthly/top')).toEqual([{ ...k1, total: 2 }]);
    expect(await data('/visitors/yearly/top')).toEqual([
      { ...k1, total: 2 },
      { ...k2, total: 1 },
    ]);
    const t1 = { biblio_id: titleId('t1'), title: 'Judul 1' };
    const t2 = { biblio_id: titleId('t2'), title: 'Judul 2' };
    expect(await data('/books/top-borrowed')).toEqual([
      { ...t2, total: 2 },
      { ...t1, total: 1 },
    ]);
    expect(await data('/books/top-borrowed/month')).toEqual([{ ...t1, total: 1 }]);
    expect(await data('/books/top-borrowers/month')).toEqual([{ ...k1, total: 1 }]);
    expect(await data('/books/top-borrowers/year')).toHaveLength(2);
    expect(await data('/books/collection')).toEqual({ titles: 13, items: 25 });
    const books = await data('/books/summary');
    expect(books.loans).toEqual({ total: 3, open: 1, returned: 2, open_renewed: 1 });
    expect(Object.keys(books)).toHaveLength(7);
    const visitors = await data('/visitors/summary');
    expect(visitors.today.total).toBe(2);
    expect(visitors.weekly).toHaveLength(7);
  });

  it.each(PATHS)('%s is served from memory, the same at /api and /api/v1, without an envelope', async (path) => {
    const asked = await statementsOf(async () => {
      const [one, two] = [await get(path), await library.call(null, 'GET', `/api/v1${path}`)];
      expect(one.status).toBe(200);
      expect(Object.keys(one.body)).toEqual(['generated_at', 'ttl_seconds', 'data']);
      expect(two.text).toBe(one.text);
      expect(one.headers['cache-control']).toContain('s-maxage');
      const again = await get(path, null, { 'if-none-match': String(one.headers.etag) });
      expect([again.status, again.text]).toEqual([304, '']);
    });
    expect(asked).toBe(0);
  });

  it.each(['/visitors/weekly', '/books/summary'])(
    '%s has the same headers for every reader, and counts him',
    async (path) => {
      const said = async (headers = {}) => {
        const { status, text, headers: all } = await get(path, null, headers);
        const own = Object.entries(all).filter(([name]) => !['x-request-id', 'date', 'ratelimit'].includes(name));
        return { status, text, headers: Object.fromEntries(own.sort()) };
      };
      const hits = async () =>
        Number(
          /pustaka_statistics_reads_total\{result="hit"\} (\d+)/.exec(
            await library.app.telemetry.registry.metrics(),
          )?.[1],
        );
      const whole = await said({ origin: 'http://localhost:80' });
      expect(whole.headers).toMatchObject({ 'x-content-type-options': 'nosniff', etag: expect.any(String) });
      await said();
      const before = await hits();
      expect(await said()).toEqual(whole);
      expect(await hits()).toBe(before + 1);
    },
  );

  it('sends browsers the packed bytes that were made once', async () => {
    const plain = await get('/visitors/summary');
    const packed = await library.web.inject({ url: '/api/visitors/summary', headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    const { gunzipSync } = await import('node:zlib');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.text);
  });

  it.each(PATHS)('%s tells nobody but who makes reports the name of a reader', async (path) => {
    const { budi, vera, sari, client, dewi, yosef, manager, wati } = library.cast;
    const naming = /Pembaca|K00\d/;
    const people = /top$|summary|borrowers/.test(path);
    for (const who of [null, vera, sari, client, dewi, yosef]) {
      const { text, status, headers } = await get(path, who);
      expect([status, naming.test(text)]).toEqual([200, false]);
      if (who && people) expect(headers['cache-control']).toContain('private');
    }
    for (const who of [budi, manager, wati]) expect(naming.test((await get(path, who)).text)).toBe(people);
  });

  it('names who agreed to it, without the number, until the consent is taken back or the person erased', async () => {
    const { wati } = library.cast;
    const { rows } = await library.app.pool.query("select id from members where member_id = 'K001'");
    const change = (consent: object) => library.call(wati, 'PATCH', `/members/${rows[0].id}`, { consent });
    const first = async () => (await get('/visitors/yearly/top')).body.data[0];
    expect(await first()).toEqual({ member_id: 'K***', member_name: 'P*** 1***', total: 2 });
    await change({ publicName: true });
    await refresh();
    expect(await first()).toEqual({ member_id: 'K***', member_name: 'Pembaca 1', total: 2 });
    const stop = await startReactions(library.app, statisticsReactions, async () => {
      const client = createClient(library.database.app);
      await client.connect();
      return client;
    });
    await change({ publicName: false });
    await expect.poll(first).toEqual({ member_id: 'K***', member_name: 'P*** 1***', total: 2 });
    await stop();
    await library.app.pool.query('update borrowings set return_date = borrow_date where return_date is null');
    const erased = await library.call(wati, 'POST', `/members/${rows[0].id}/erase`, { reason: 'permintaan' });
    expect(erased.status).toBe(200);
    await expect.poll(async () => (await get('/visitors/yearly/top', wati)).text).not.toContain('Pembaca 1');
    expect(await first()).toEqual({ member_id: 'K***', member_name: 'P*** 2***', total: 1 });
    const stored = await library.app.pool.query('select data from statistics_snapshots');
    expect(JSON.stringify(stored.rows)).not.toContain('Pembaca 1"');
  });
});
