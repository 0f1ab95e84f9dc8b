import type { BareRun } from './bare/pg.ts';
import { fromDist } from './lib/dist.ts';
import { median } from './lib/figures.ts';
import { Browser } from './lib/http.ts';
import { type Inside, openInside } from './lib/inside.ts';
import { closedLoop } from './lib/load.ts';
import { LIMITS_OFF, pinLoad, runBare, startPustaka } from './lib/processes.ts';
import { atLeast, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';
import type { Step } from './lib/trace.ts';

const HANDS = 8;
const SECONDS = 6;
const ROUNDS = 3;

export const about = 'a book that a member asks for (not cached), against bare pg running the same query';

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  pinLoad(1);
  const pustaka = await startPustaka(dataRoot, { core: 0 });
  const inside = await openInside(dataRoot, HANDS);
  const browser = new Browser(pustaka.url, inside.tokens.member, HANDS);
  try {
    const { rows } = await inside.bare.query<{ id: string }>('select id from books order by md5(id::text) limit 20000');
    const ids = rows.map((row) => row.id);
    const steps = await queriesOf(inside, ids[0] ?? '');
    const task: BareRun = {
      ...{ connection: inside.connection, steps, ids, standsFor: ids[0] ?? '' },
      ...{ hands: HANDS, seconds: SECONDS },
    };
    let n = 0;
    const http = () => async (): Promise<void> => {
      const { status } = await browser.ask('GET', `/api/v1/books/${ids[n++ % ids.length]}`);
      if (status !== 200) throw new Error(`${status}`);
    };
    const rounds: { http: number; bare: number; errors: string[] }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const a = await closedLoop(http, { hands: HANDS, seconds: SECONDS });
      const b = runBare<{ perSecond: number; errors: string[] }>('pg.ts', task, 0);
      rounds.push({ http: a.ms.length / a.seconds, bare: b.perSecond, errors: [...a.errors, ...b.errors] });
    }
    return {
      notes: [
        LIMITS_OFF,
        'server and PostgreSQL share one core, as bare pg and PostgreSQL do; who asks the server has the other',
        `${ids.length} ids in turn, ${HANDS} at a time; median of ${ROUNDS} rounds by turns; ${rounds.flatMap((r) => r.errors).length} errors`,
      ],
      lines: [
        {
          what: 'GET /books/:id, signed in',
          figure: median(rounds.map((round) => round.http)),
          unit: 'req/s',
          baseline: median(rounds.map((round) => round.bare)),
          baselineIs: 'bare pg',
          bar: atLeast(0.5),
        },
      ],
      details: { rounds, steps },
    };
  } finally {
    browser.close();
    await inside.close();
    await pustaka.stop();
  }
}

/** What one reading of a book asks the database. */
async function queriesOf(inside: Inside, id: string): Promise<Step[]> {
  const { app } = inside;
  const steps: Step[] = [];
  const query = app.pool.query.bind(app.pool);
  const { makeWeb } = await fromDist<typeof import('../src/app.ts')>('app.js');
  const web = await makeWeb(app);
  const ask = () =>
    web.inject({ url: `/api/v1/books/${id}`, headers: { authorization: `Bearer ${inside.tokens.member}` } });
  await ask();
  app.pool.query = ((step: Step) => {
    steps.push(step);
    return query(step);
  }) as typeof query;
  await ask();
  app.pool.query = query;
  return steps;
}
