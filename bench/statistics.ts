import { median, pause } from './lib/figures.ts';
import { type Inside, openInside } from './lib/inside.ts';
import { cannonade, LIMITS_OFF, type Program, startBare, startPustaka } from './lib/processes.ts';
import { atLeast, atMost, type Line, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';

const ROUNDS = 3;
const LOAD = { seconds: Number(process.env.BENCH_SECONDS ?? 6), connections: 50, core: 1 };
const PATHS = ['/api/visitors/weekly', '/api/books/top-borrowed', '/api/books/summary'];
const WARM_MS = 180_000;

export const about = 'frozen statistics from memory, against bare Fastify sending the same bytes';

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  const pustaka = await startPustaka(dataRoot, { core: 0 });
  const inside = await openInside(dataRoot, 2);
  try {
    const idle = await perSecond(inside);
    const measured = [];
    for (const path of PATHS) measured.push(await measure(pustaka, inside, idle, path));
    return {
      notes: [`${LIMITS_OFF}; each server alone on one core; median of ${ROUNDS} rounds by turns`],
      lines: measured.flatMap(({ lines }) => lines),
      details: measured.map(({ detail }) => detail),
    };
  } finally {
    await inside.close();
    await pustaka.stop();
  }
}

async function measure(pustaka: Program, inside: Inside, idle: number, path: string) {
  const { whole, body, bytes } = await answerOf(pustaka.url + path);
  const bare = [await startBare('fastify.ts', [whole], 0), await startBare('fastify.ts', [body], 0)];
  try {
    const urls = [pustaka.url + path, ...bare.map(({ url }) => `${url}/`)];
    for (const each of urls) cannonade(each, { ...LOAD, seconds: 2 });
    const [before, began] = [await committed(inside), performance.now()];
    const rounds = Array.from({ length: ROUNDS }, () => urls.map((each) => cannonade(each, LOAD)));
    const during = (await committed(inside)) - before - idle * ((performance.now() - began) / 1000);
    const figure = (n: number): number => median(rounds.map((round) => round[n]?.perSecond ?? 0));
    const asked = rounds.reduce((sum, round) => sum + (round[0]?.perSecond ?? 0) * LOAD.seconds, 0);
    const ours = { what: `${path} (${bytes} bytes)`, figure: figure(0), unit: 'req/s' };
    const lines: Line[] = [
      { ...ours, bar: atLeast(10_000, 'figure') },
      { ...ours, baseline: figure(1), baselineIs: 'Fastify, same headers and body', bar: atLeast(0.5) },
      { ...ours, baseline: figure(2), baselineIs: 'Fastify, same body alone, no bar' },
      { what: `${path}: transactions per 1,000`, figure: (during / asked) * 1000, unit: '', bar: atMost(1) },
    ];
    return { lines, detail: { path, rounds, transactions: during, requests: asked } };
  } finally {
    for (const program of bare) await program.stop();
  }
}

/** What the fast loop and the schedules do when nobody asks. */
async function perSecond(inside: Inside): Promise<number> {
  const [before, began] = [await committed(inside), performance.now()];
  await pause(8_000);
  return (((await committed(inside)) - before) / (performance.now() - began)) * 1000;
}

/** All of the database. */
async function committed({ app }: Inside): Promise<number> {
  const sql = 'select xact_commit::int as n from pg_stat_database where datname = current_database()';
  await pause(1_500);
  return (await app.pool.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
}

/** Made anew for every answer, or said by every server. */
const NOT_SENT = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);
const packed = (answer: object): string => Buffer.from(JSON.stringify(answer)).toString('base64');

async function answerOf(url: string): Promise<{ whole: string; body: string; bytes: number }> {
  const end = performance.now() + WARM_MS;
  for (;;) {
    const reply = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    const body = await reply.text();
    if (reply.status === 200) {
      const headers = Object.fromEntries([...reply.headers].filter(([name]) => !NOT_SENT.has(name)));
      const type = { 'content-type': reply.headers.get('content-type') ?? 'application/json' };
      return { whole: packed({ headers, body }), body: packed({ headers: type, body }), bytes: body.length };
    }
    if (performance.now() > end) throw new Error(`${url} still answers ${reply.status}`);
    await pause(500);
  }
}
