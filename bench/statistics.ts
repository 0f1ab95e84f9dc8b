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
  const bare: Program[] = [];
  const lines: Line[] = [];
  const details: unknown[] = [];
  try {
    const idle = await perSecond(inside);
    for (const path of PATHS) {
      const url = pustaka.url + path;
      const { answer, bytes } = await answerOf(url);
      const same = await startBare('fastify.ts', [answer], 0);
      bare.push(same);
      const urls = [url, `${same.url}/`];
      for (const each of urls) cannonade(each, { ...LOAD, seconds: 2 });
      const [before, began] = [await committed(inside), performance.now()];
      const rounds = Array.from({ length: ROUNDS }, () => urls.map((each) => cannonade(each, LOAD)));
      const during = (await committed(inside)) - before - idle * ((performance.now() - began) / 1000);
      const figure = (n: number): number => median(rounds.map((round) => round[n]?.perSecond ?? 0));
      const name = `${path} (${bytes} bytes)`;
      lines.push({ what: name, figure: figure(0), unit: 'req/s', bar: atLeast(10_000, 'figure') });
      lines.push({
        what: name,
        figure: figure(0),
        unit: 'req/s',
        baseline: figure(1),
        baselineIs: 'bare Fastify',
        bar: atLeast(0.5),
      });
      const asked = rounds.reduce((sum, round) => sum + (round[0]?.perSecond ?? 0) * LOAD.seconds, 0);
      lines.push({
        what: `${path}: transactions per 1,000 requests`,
        figure: (during / asked) * 1000,
        unit: '',
        bar: atMost(1),
      });
      details.push({ path, rounds, transactions: during, requests: asked });
    }
    return {
      notes: [`${LIMITS_OFF}; each server alone on one core; median of ${ROUNDS} rounds by turns`],
      lines,
      details,
    };
  } finally {
    await inside.close();
    for (const program of [...bare, pustaka]) await program.stop();
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

async function answerOf(url: string): Promise<{ answer: string; bytes: number }> {
  const end = performance.now() + WARM_MS;
  for (;;) {
    const reply = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    const body = await reply.text();
    const headers = { 'content-type': reply.headers.get('content-type') ?? 'application/json' };
    if (reply.status === 200)
      return { answer: Buffer.from(JSON.stringify({ headers, body })).toString('base64'), bytes: body.length };
    if (performance.now() > end) throw new Error(`${url} still answers ${reply.status}`);
    await pause(500);
  }
}
