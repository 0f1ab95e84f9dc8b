import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fromDist } from './lib/dist.ts';
import { median } from './lib/figures.ts';
import { Browser } from './lib/http.ts';
import { type Inside, openInside } from './lib/inside.ts';
import { closedLoop } from './lib/load.ts';
import { cannonade, LIMITS_OFF, startBare, startPustaka } from './lib/processes.ts';
import { atLeast, atMost, type Line, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';

const LOAD = { seconds: Number(process.env.BENCH_SECONDS ?? 6), connections: 50, core: 1 };
const ROUNDS = 3;
const HANDS = 8;
const SEARCHES = 200;
/** Made anew for every answer, or said by every server. */
const NOT_SENT = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

export const about = 'public pages: their bytes, kept ones against bare Fastify, others against their own SQL';

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  const lines: Line[] = [];
  const alone = await startPustaka(dataRoot, { core: 0 });
  let ids: string[] = [];
  try {
    ids = await someBooks(dataRoot);
    lines.push(...(await sizes(alone.url, ids[0] ?? '')));
    for (const [what, path] of [
      ['kept book page', `/katalog/${ids[0]}`],
      ['kept results page', '/katalog?search=sejarah'],
      ['kept home page', '/'],
    ] as const)
      lines.push(await kept(what, alone.url + path));
  } finally {
    await alone.stop();
  }
  const pustaka = await startPustaka(dataRoot);
  const inside = await openInside(dataRoot, HANDS);
  try {
    lines.push(await uncached(pustaka.url, ids), ...(await results(pustaka.url, inside)));
  } finally {
    await inside.close();
    await pustaka.stop();
  }
  return {
    notes: [
      LIMITS_OFF,
      `kept: the server alone on one core, ${LOAD.connections} connections, median of ${ROUNDS} rounds by turns`,
      `uncached: ${HANDS} at a time, each book once; results: ${SEARCHES} searches with facets, one after the other`,
    ],
    lines,
  };
}

async function someBooks(dataRoot: string): Promise<string[]> {
  const inside = await openInside(dataRoot, 2);
  const { rows } = await inside.app.pool.query<{ id: string }>(
    "select id from books where status = 'ACTIVE' order by md5(id::text) limit 20000",
  );
  await inside.close();
  return rows.map((row) => row.id);
}

const text = async (url: string): Promise<string> =>
  (await fetch(url, { headers: { 'accept-encoding': 'identity' } })).text();
const kilobytes = (bytes: Buffer | string): number => gzipSync(bytes, { level: 6 }).length / 1000;

/** What a first visit downloads, packed as it is sent. */
async function sizes(url: string, id: string): Promise<Line[]> {
  const paths = { home: '/', results: '/katalog?search=sejarah', book: `/katalog/${id}`, statistics: '/statistik' };
  const pages = await Promise.all(
    Object.entries(paths).map(async ([name, path]) => ({ name, html: await text(url + path) })),
  );
  const linked = new Set(
    pages.flatMap(({ html }) =>
      [...html.matchAll(/(?:src|href)="(\/(?:assets\/[^"]+\.(?:js|css)|theme\.css[^"]*))"/g)].map(
        ([, path]) => path ?? '',
      ),
    ),
  );
  const imported = new Set<string>();
  for (const path of [...linked].filter((each) => each.endsWith('.js')))
    for (const [, file] of (await text(url + path)).matchAll(/from"\.\/([\w.-]+\.js)"|import"\.\/([\w.-]+\.js)"/g))
      imported.add(`/assets/${file}`);
  const all = [...new Set([...linked, ...[...imported].filter((path) => !path.includes('undefined'))])];
  const sum = async (ending: string): Promise<number> =>
    (
      await Promise.all(
        all
          .filter((path) => path.split('?')[0]?.endsWith(ending))
          .map(async (path) => kilobytes(await text(url + path))),
      )
    ).reduce((a, b) => a + b, 0);
  return [
    ...pages.map(({ name, html }) => ({
      what: `HTML of ${name}`,
      figure: kilobytes(html),
      unit: 'kB gz',
      bar: atMost(40),
    })),
    { what: 'JS', figure: await sum('.js'), unit: 'kB gz', bar: atMost(50) },
    { what: 'CSS', figure: await sum('.css'), unit: 'kB gz', bar: atMost(25) },
  ];
}

/** A kept page on one core, against bare Fastify with the same headers and body on the same core. */
async function kept(what: string, url: string): Promise<Line> {
  const reply = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  const headers = Object.fromEntries([...reply.headers].filter(([name]) => !NOT_SENT.has(name)));
  const packed = Buffer.from(JSON.stringify({ headers, body: await reply.text() })).toString('base64');
  const bare = await startBare('fastify.ts', [packed], 0);
  try {
    const urls = [url, `${bare.url}/`];
    for (const each of urls) cannonade(each, { ...LOAD, seconds: 2 });
    const rounds = Array.from({ length: ROUNDS }, () => urls.map((each) => cannonade(each, LOAD)));
    if (rounds.flat().some(({ errors }) => errors > 0)) throw new Error(`${url} failed under load`);
    const figure = (n: number): number => median(rounds.map((round) => round[n]?.perSecond ?? 0));
    const baseline = { baseline: figure(1), baselineIs: 'Fastify, same headers and body' };
    return { what, figure: figure(0), unit: 'pages/s', ...baseline, bar: atLeast(0.5) };
  } finally {
    await bare.stop();
  }
}

/** Every book once, so that nothing is kept yet. */
async function uncached(url: string, ids: readonly string[]): Promise<Line> {
  const browser = new Browser(url, null, HANDS);
  let n = 0;
  const visit = () => async (): Promise<void> => {
    const { status } = await browser.ask('GET', `/katalog/${ids[n++ % ids.length]}`);
    if (status !== 200) throw new Error(`${status}`);
  };
  // What a server meets once is not what it does all day: code is compiled, connections have their plans.
  await closedLoop(visit, { hands: HANDS, seconds: 3 });
  const run = await closedLoop(visit, { hands: HANDS, seconds: 8 });
  browser.close();
  if (run.errors.length > 0 || n > ids.length) throw new Error(run.errors[0] ?? `there are only ${ids.length} books`);
  return {
    what: 'uncached book page',
    figure: run.ms.length / run.seconds,
    unit: 'pages/s',
    bar: atLeast(800, 'figure'),
  };
}

type Asking = (...asked: unknown[]) => Promise<unknown>;

/** A results page against the statements it sends, by the same searches one after the other. */
async function results(url: string, inside: Inside): Promise<Line[]> {
  const queries = readFileSync(join(import.meta.dirname, 'queries.txt'), 'utf8')
    .trim()
    .split('\n')
    .slice(0, SEARCHES);
  const browser = new Browser(url, inside.tokens.member, 1);
  const { makeWeb } = await fromDist<typeof import('../src/app.ts')>('app.js');
  const web = await makeWeb(inside.app);
  const { pool } = inside.app;
  const query: Asking = pool.query.bind(pool);
  let [pages, sql, sent] = [0, 0, 0];
  for (const search of queries) {
    const path = `/katalog?${new URLSearchParams({ search })}`;
    const steps: (() => Promise<unknown>)[] = [];
    const heard: Asking = (...asked) => {
      steps.push(() => query(...asked));
      return query(...asked);
    };
    Object.assign(pool, { query: heard });
    await web.inject({ url: path, headers: { authorization: `Bearer ${inside.tokens.member}` } });
    Reflect.deleteProperty(pool, 'query');
    sent += steps.length;
    const { status, ms } = await browser.ask('GET', path);
    if (status !== 200) throw new Error(`${path} answers ${status}`);
    pages += ms;
    const began = performance.now();
    for (const step of steps) await step();
    sql += performance.now() - began;
  }
  browser.close();
  await web.close();
  const each = (sum: number): number => sum / queries.length;
  return [
    {
      what: 'results page',
      figure: each(pages),
      unit: 'ms',
      baseline: each(sql),
      baselineIs: 'its own statements',
      bar: atMost(1.3, 'ratio'),
    },
    { what: 'statements of a results page', figure: each(sent), unit: '' },
  ];
}
