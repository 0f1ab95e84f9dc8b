import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { fromDist } from './lib/dist.ts';
import { pause, percentile } from './lib/figures.ts';
import { startMariaDb } from './lib/mariadb.ts';
import { type Program, startPustaka } from './lib/processes.ts';
import { atMost, type Line, type Report } from './lib/report.ts';
import { LOANS, scaledSlims, VISITS } from './lib/slims-scale.ts';

const DATABASE = 'slims_scale';
const ZONE = 'Asia/Jakarta';
const TICKS = 500;
const AGGREGATES = [
  ...['weekly', 'monthly', 'yearly', 'monthly/top', 'yearly/top', 'summary'].map((name) => `visitors/${name}`),
  ...['top-borrowed', 'top-borrowed/month', 'top-borrowed/year', 'top-borrowers/month', 'top-borrowers/year'].map(
    (name) => `books/${name}`,
  ),
  'books/collection',
  'books/summary',
];

export const about = 'a SLiMS with 2 M visits and 1 M loans: from its URL to the last figure, and each count of today';

export async function bench(): Promise<Report> {
  const server = await startMariaDb();
  try {
    const admin = await server.connect();
    await scaledSlims(admin, DATABASE, (line) => process.stdout.write(`  ${line}\n`));
    await admin.query(`use ${DATABASE}; set time_zone = '+07:00'`);
    const url = server.readerUrl(DATABASE);
    const lines = [...(await attach(url)), ...(await ticks(url, admin))];
    await admin.end();
    return {
      notes: [`${VISITS} visits, ${LOANS} loans, MyISAM as SLiMS makes it; MariaDB with its own settings`],
      lines,
    };
  } finally {
    await server.stop();
  }
}

/** A fresh folder each time: making our own database is part of it. */
async function attach(url: string): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pustaka-attach-'));
  const began = performance.now();
  const pustaka = await startPustaka(folder, {
    args: ['--dashboard-only'],
    env: { SLIMS_DATABASE_URL: url, TODAY_COUNT_MODE: 'delta' },
  });
  try {
    while (!(await isReady(pustaka))) await pause(50);
    const ready = (performance.now() - began) / 1000;
    return [
      { what: 'attach: start to first answer', figure: pustaka.startedInMs / 1000, unit: 's' },
      { what: 'attach: start to all figures', figure: ready, unit: 's', bar: atMost(60) },
    ];
  } finally {
    await pustaka.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function isReady({ url }: Program): Promise<boolean> {
  for (const path of AGGREGATES) {
    const { status } = await fetch(`${url}/api/${path}`);
    if (status === 202) return false;
    if (status !== 200) throw new Error(`${path} answers ${status}`);
  }
  return true;
}

/** Somebody comes before each count. */
async function ticks(url: string, admin: Connection): Promise<Line[]> {
  const { slimsSource } = await fromDist<typeof import('../src/modules/slims/source.ts')>('modules/slims/source.js');
  const { dayAt } = await fromDist<typeof import('../src/modules/statistics/periods.ts')>(
    'modules/statistics/periods.js',
  );
  const source = slimsSource({ url, timeZone: ZONE });
  const day = dayAt(ZONE, new Date());
  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const first = await took(() => source.baseline(day, 'delta'));
  const direct: number[] = [];
  for (let n = 0; n < 20; n++) direct.push(await took(() => source.baseline(day, 'direct')));
  let count = await source.baseline(day, 'delta');
  const before = count.total;
  const delta: number[] = [];
  for (let n = 0; n < TICKS; n++) {
    await admin.query("insert into visitor_count (member_name, checkin_date) values ('Tamu', now())");
    delta.push(
      await took(async () => {
        count = await source.advance(day, count, 'delta');
      }),
    );
  }
  await source.close();
  if (count.total !== before + TICKS) throw new Error(`${count.total - before} of ${TICKS} visits were counted`);
  return [
    { what: 'delta tick, p50', figure: percentile(delta, 50), unit: 'ms' },
    { what: 'delta tick, p99', figure: percentile(delta, 99), unit: 'ms', bar: atMost(10) },
    { what: 'direct tick, p50', figure: percentile(direct, 50), unit: 'ms' },
    { what: 'first full count', figure: first, unit: 'ms' },
  ];
}
