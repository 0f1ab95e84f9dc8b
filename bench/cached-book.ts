import { median } from './lib/figures.ts';
import { openInside } from './lib/inside.ts';
import { cannonade, LIMITS_OFF, type Program, startBare, startPustaka } from './lib/processes.ts';
import { atLeast, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';

const ROUNDS = 3;
const LOAD = { seconds: 6, connections: 50, core: 1 };
/** Made anew for every answer, or said by every server. */
const NOT_SENT = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

export const about =
  'a book that anonymous readers ask for, from the cache, against bare Fastify sending the same bytes';

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  const pustaka = await startPustaka(dataRoot, { core: 0 });
  const bare: Program[] = [];
  try {
    const url = `${pustaka.url}/api/v1/books/${await someBook(dataRoot)}`;
    const { whole, body } = await answerOf(url);
    bare.push(await startBare('fastify.ts', [whole], 0), await startBare('fastify.ts', [body], 0));
    const urls = [url, ...bare.map((program) => `${program.url}/`)];
    for (const each of urls) cannonade(each, { ...LOAD, seconds: 2 });
    const rounds = Array.from({ length: ROUNDS }, () => urls.map((each) => cannonade(each, LOAD)));
    const figure = (n: number): number => median(rounds.map((round) => round[n]?.perSecond ?? 0));
    const errors = rounds.flat().reduce((sum, round) => sum + round.errors, 0);
    return {
      notes: [
        `${LIMITS_OFF}; each server alone on one core, ${LOAD.connections} connections; median of ${ROUNDS} rounds by turns; ${errors} errors`,
      ],
      lines: [
        {
          what: 'cached book',
          figure: figure(0),
          unit: 'req/s',
          baseline: figure(1),
          baselineIs: 'Fastify, same headers and body',
          bar: atLeast(0.5),
        },
        {
          what: 'cached book',
          figure: figure(0),
          unit: 'req/s',
          baseline: figure(2),
          baselineIs: 'Fastify, same body alone, no bar',
        },
      ],
      details: rounds,
    };
  } finally {
    for (const program of [...bare, pustaka]) await program.stop();
  }
}

async function someBook(dataRoot: string): Promise<string> {
  const inside = await openInside(dataRoot, 2);
  const { rows } = await inside.app.pool.query<{ id: string }>('select id from books order by id desc limit 1');
  await inside.close();
  return rows[0]?.id ?? '';
}

async function answerOf(url: string): Promise<{ whole: string; body: string }> {
  const reply = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!reply.ok) throw new Error(`${url} answers ${reply.status}`);
  const headers = Object.fromEntries([...reply.headers].filter(([name]) => !NOT_SENT.has(name)));
  const body = await reply.text();
  const packed = (answer: object): string => Buffer.from(JSON.stringify(answer)).toString('base64');
  const type = headers['content-type'] ?? 'application/json';
  return { whole: packed({ headers, body }), body: packed({ headers: { 'content-type': type }, body }) };
}
