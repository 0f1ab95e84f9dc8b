import { percentile } from './lib/figures.ts';
import { Browser } from './lib/http.ts';
import { type Inside, openInside } from './lib/inside.ts';
import { closedLoop, openLoop, type Run } from './lib/load.ts';
import { type Pair, toBorrow, toReturn, traces } from './lib/loans.ts';
import { TPC_B_SCALE, type TpcB, tpcB } from './lib/pgbench.ts';
import { LIMITS_OFF, startPustaka } from './lib/processes.ts';
import { atLeast, atMost, type Line, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';
import { replay, type Step, type StepTime, timesOf } from './lib/trace.ts';

export const about =
  '50 borrowings and 50 returns a second for a minute, and as many as go, against bare pg with the same SQL and TPC-B';

const PER_SECOND = 100;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
const CEILING_SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
/** More than the ceiling can use up in its time. */
const CEILING_WORK = CEILING_SECONDS * 700;
const HANDS = 8;

type Work = () => Promise<void>;

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  const pustaka = await startPustaka(dataRoot);
  const inside = await openInside(dataRoot, HANDS);
  const browser = new Browser(pustaka.url, inside.tokens.staff, 64);
  try {
    const open = await openFigures(inside, browser);
    const ceiling = await ceilings(inside, browser);
    const tpc = await tpcB(inside.app, CEILING_SECONDS);
    const errors = [open.http, open.bare, ceiling.http, ceiling.bare].map((run) => run.errors.length);
    return {
      notes: [
        LIMITS_OFF,
        `an act is one borrowing or one return; one return in ten is late; open loop ${PER_SECOND} acts/s for ${SECONDS} s, waiting included`,
        `ceiling: ${HANDS} at a time for ${CEILING_SECONDS} s; fsync ${await setting(inside, 'fsync')}, synchronous_commit ${await setting(inside, 'synchronous_commit')}; errors ${errors.join(', ')}`,
      ],
      lines: linesOf(open, ceiling, tpc),
      details: {
        statements: open.statements,
        errors: [...open.http.errors, ...ceiling.http.errors, ...open.bare.errors, ...ceiling.bare.errors].slice(0, 20),
      },
    };
  } finally {
    browser.close();
    await inside.close();
    await pustaka.stop();
  }
}

const rate = (run: Run): number => (run.ms.length - run.errors.length) / run.seconds;

function linesOf(open: Figures, ceiling: Figures, tpc: TpcB): Line[] {
  const baseline = { baseline: rate(ceiling.bare), baselineIs: 'bare pg, same SQL' };
  const acts = { what: 'ceiling', figure: rate(ceiling.http), unit: 'acts/s' };
  return [
    {
      what: 'open loop p50',
      figure: percentile(open.http.ms, 50),
      unit: 'ms',
      baseline: percentile(open.bare.ms, 50),
      baselineIs: 'bare pg',
    },
    { what: 'open loop p95', figure: percentile(open.http.ms, 95), unit: 'ms', bar: atMost(30) },
    { what: 'open loop p99', figure: percentile(open.http.ms, 99), unit: 'ms', bar: atMost(40) },
    {
      what: 'open loop p99',
      figure: percentile(open.http.ms, 99),
      unit: 'ms',
      baseline: percentile(open.bare.ms, 99),
      baselineIs: 'bare pg',
      bar: atMost(3, 'ratio'),
    },
    { what: 'open loop errors', figure: open.http.errors.length, unit: '', bar: atMost(0) },
    { ...acts, ...baseline, bar: atLeast(0.6) },
    { ...acts, baseline: tpc.tps, baselineIs: `TPC-B -s ${TPC_B_SCALE}, ${tpc.by}`, bar: atLeast(0.25) },
  ];
}

const setting = async (inside: Inside, name: string): Promise<string> =>
  String((await inside.app.pool.query(`select current_setting('${name}') as value`)).rows[0].value);

/** Milliseconds an act spends in each of its statements. */
const ALONE = 400;

interface Figures {
  http: Run;
  bare: Run;
}

async function openFigures(inside: Inside, browser: Browser): Promise<Figures & { statements: StepTime[] }> {
  const each = (PER_SECOND / 2) * SECONDS;
  const pairs = await toBorrow(inside, 2 * each + 200 + ALONE);
  const barcodes = await toReturn(inside, 2 * each + 200 + ALONE);
  await closedLoop(inTurn(overHttp(browser, pairs.splice(0, 200), barcodes.splice(0, 200))), { hands: 4 });
  const steps = await traces(inside, pairs.splice(0, each + ALONE / 2), barcodes.splice(0, each + ALONE / 2));
  const statements = await timesOf(inside.bare, steps.splice(0, ALONE));
  const bare = await openLoop(
    steps.map(
      (trace): Work =>
        () =>
          replay(inside.bare, trace),
    ),
    PER_SECOND,
  );
  const http = await openLoop(overHttp(browser, pairs.slice(0, each), barcodes.slice(0, each)), PER_SECOND);
  return { http, bare, statements };
}

async function ceilings(inside: Inside, browser: Browser): Promise<Figures> {
  const each = CEILING_WORK / 2;
  const pairs = await toBorrow(inside, 2 * each);
  const barcodes = await toReturn(inside, 2 * each);
  const most = Math.min(each, Math.floor(pairs.length / 2), Math.floor(barcodes.length / 2));
  const steps: Step[][] = await traces(inside, pairs.splice(0, most), barcodes.splice(0, most));
  const bare = steps.map(
    (trace): Work =>
      () =>
        replay(inside.bare, trace),
  );
  return {
    bare: await closedLoop(inTurn(bare), { hands: HANDS, seconds: CEILING_SECONDS }),
    http: await closedLoop(inTurn(overHttp(browser, pairs, barcodes)), { hands: HANDS, seconds: CEILING_SECONDS }),
  };
}

function inTurn(works: readonly Work[]): () => Work | undefined {
  let n = 0;
  return () => works[n++];
}

/** By turns a borrowing and a return. */
function overHttp(browser: Browser, pairs: readonly Pair[], barcodes: readonly string[]): Work[] {
  const act = (path: string, body: object, wanted: number) => async (): Promise<void> => {
    const { status, text } = await browser.ask('POST', `/api/v1${path}`, body);
    if (status !== wanted) throw new Error(`${status} ${text.slice(0, 300)}`);
  };
  return pairs.flatMap((pair, n) => {
    const barcode = barcodes[n];
    const back = barcode === undefined ? [] : [act(`/copies/${barcode}/return`, {}, 200)];
    return [act('/borrowings', pair, 201), ...back];
  });
}
