import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Line } from '../support/line.ts';
import { Library } from '../support/program.ts';
import { MARIADB, services } from '../support/services.ts';
import { type SlimsDatabase, slimsDatabase } from '../support/slims.ts';
import { hasSlims, SLIMS_DUMP } from '../support/slims-dump.ts';

services(MARIADB, SLIMS_DUMP);
vi.setConfig({ testTimeout: 120_000 });

const ENGLISH = { LANG: 'en_GB.UTF-8', LC_ALL: '', NO_COLOR: '1' };
const ONLY = ['--dashboard-only'];

/** Where a page leads on its own server. */
function linksOf(html: string, base: string): string[] {
  const links = [...html.matchAll(/\bhref="([^"#][^"]*)"/g)].map(
    ([, to = '']) => new URL(to.replaceAll('&amp;', '&'), base),
  );
  return links.filter(({ origin }) => origin === new URL(base).origin).map((link) => link.href.replace(/#.*/, ''));
}

describe('pustaka start --dashboard-only without a SLiMS', () => {
  let library: Library;
  beforeEach(async () => {
    library = await Library.make();
  });
  afterEach(() => library.close());
  const refused = (env: Record<string, string>) => library.command(['start', ...ONLY], { ...ENGLISH, ...env });

  it('says what to set, with code 2, and makes nothing', async () => {
    const { code, stderr } = await refused({});
    expect([code, stderr]).toEqual([2, expect.stringContaining('Set SLIMS_DATABASE_URL')]);
  });

  it('refuses what is no MySQL address, without its password', async () => {
    const { code, stderr } = await refused({ SLIMS_DATABASE_URL: 'postgres://u:geheim@localhost/slims' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('SLIMS_DATABASE_URL: must be like mysql://')]);
    expect(stderr).not.toContain('geheim');
  });
});

describe.skipIf(!hasSlims)('pustaka start --dashboard-only', () => {
  let slims: SlimsDatabase;
  let library: Library;
  beforeAll(async () => {
    slims = await slimsDatabase();
  });
  beforeEach(async () => {
    library = await Library.make();
  });
  afterEach(() => library.close());
  afterAll(() => slims?.drop());

  const start = (more: Record<string, string> = {}) =>
    library.start({ ...ENGLISH, SLIMS_DATABASE_URL: slims.url, ...more }, ONLY);
  const get = async (path: string) => {
    const reply = await fetch(library.url + path, { redirect: 'manual' });
    return { status: reply.status, body: await reply.json().catch(() => null) };
  };
  const figures = (path: string) => expect.poll(async () => (await get(path)).status, { timeout: 60_000 }).toBe(200);

  it('shows the numbers of the SLiMS at once, and needs no set-up', async () => {
    await start();
    await figures('/api/books/summary');
    const { data } = (await get('/api/books/summary')).body;
    expect(data.loans).toEqual({ total: 31, open: 8, returned: 23, open_renewed: 2 });
    expect(data.collection).toEqual({ titles: 15, items: 10 });
    await slims.admin.query(
      "insert into visitor_count (member_name, checkin_date) values ('Tamu', convert_tz(utc_timestamp(), '+00:00', '+07:00'))",
    );
    await expect.poll(async () => (await get('/api/visitors/today')).body.total, { timeout: 60_000 }).toBe(1);
    expect(library.output).toContain('Statistics of the SLiMS at 127.0.0.1');
    expect(library.output).not.toContain('setup?token');
    for (const path of ['/statistik', '/statistik/dinding', '/api/visitors/summary'])
      expect(library.output).toContain(`http://localhost:${library.port}${path}  (`);
  });

  it('links only to what is there, in both languages, on its error pages too', async () => {
    await start();
    await figures('/api/books/summary');
    await figures('/api/visitors/summary');
    const pages = { '/': 200, '/en': 200, '/statistik': 200, '/en/statistics': 200, '/statistik/dinding': 200 };
    const more = { '/en/statistics/wall': 200, '/katalog': 404, '/en/catalog': 404 };
    const linked = new Set<string>();
    for (const [path, status] of Object.entries({ ...pages, ...more })) {
      const page = await fetch(library.url + path, { headers: { accept: 'text/html' } });
      expect([path, page.status]).toEqual([path, status]);
      for (const link of linksOf(await page.text(), page.url)) linked.add(link);
    }
    for (const path of ['/', '/en', '/statistik', '/en/statistics', '/en/statistics/wall'])
      expect(linked).toContain(library.url + path);
    const dead: [string, number][] = [];
    for (const link of linked) {
      const { status } = await fetch(link);
      if (status >= 400) dead.push([link, status]);
    }
    expect(dead).toEqual([]);
    expect((await fetch(`${library.url}/en`)).url).toBe(`${library.url}/en/statistics`);
  });

  it('names nobody, whoever asks', async () => {
    await start();
    await figures('/api/books/top-borrowed');
    const text = await (await fetch(`${library.url}/api/books/summary`)).text();
    expect(text).not.toContain('Guru Uji');
    expect(text).not.toContain('Anggota Uji');
  });

  it('offers nothing else: no books, no members, no way in, no set-up', async () => {
    await start();
    const others = [
      '/api/v1/books',
      '/api/v1/members',
      '/api/v1/auth/me',
      '/api/v1/visits',
      '/setup',
      '/masuk',
      '/api/v1/activity-logs',
    ];
    for (const path of others) expect([path, (await get(path)).status]).toEqual([path, 404]);
    const login = await fetch(`${library.url}/api/v1/auth/login`, { method: 'POST' });
    expect(login.status).toBe(404);
    const docs = (await get('/docs/json')).body;
    const paths = Object.keys(docs.paths);
    expect(
      paths.filter((path) => !/^\/api\/v1\/(visitors|books)\//.test(path) && !/health|metrics/.test(path)),
    ).toEqual([]);
    expect(paths).toContain('/api/v1/visitors/today');
    expect((await get('/health/ready')).status).toBe(200);
    expect((await get('/api/health')).body.services).toMatchObject({ database: 'healthy', statistics: 'healthy' });
    expect(await (await fetch(`${library.url}/metrics`)).text()).toContain('pustaka_statistics');
  });

  it('answers with what it had at the next start, though the SLiMS is away, and finds it again', async () => {
    const line = await Line.to(slims.url);
    const env = { SLIMS_DATABASE_URL: line.url(slims.url) };
    await start(env);
    await figures('/api/books/collection');
    await figures('/api/visitors/yearly');
    await library.stop();
    await line.cut();
    await start(env);
    expect(library.output).toContain('cannot be read');
    expect((await get('/api/books/collection')).body.data).toEqual({ titles: 15, items: 10 });
    await line.mend();
    await expect
      .poll(async () => (await get('/api/visitors/today')).status, { timeout: 60_000, interval: 500 })
      .toBe(200);
    await line.cut();
  });

  it('refuses a wrong password, a database that is no SLiMS, and a way of counting that needs to write', async () => {
    const wrong = async (env: Record<string, string>) =>
      library.command(['start', ...ONLY], { ...ENGLISH, SLIMS_DATABASE_URL: slims.url, ...env });
    const url = new URL(slims.url);
    url.password = randomUUID();
    const refused = await wrong({ SLIMS_DATABASE_URL: url.href });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('Access denied')]);
    expect(refused.stderr).not.toContain(url.password);
    const other = new URL(slims.url);
    other.pathname = '/information_schema';
    const noSlims = await wrong({ SLIMS_DATABASE_URL: other.href });
    expect([noSlims.code, noSlims.stderr]).toEqual([1, expect.stringContaining('is no SLiMS')]);
    const incremental = await wrong({ TODAY_COUNT_MODE: 'incremental' });
    expect([incremental.code, incremental.stderr]).toEqual([2, expect.stringContaining('TODAY_COUNT_MODE')]);
  });
});
