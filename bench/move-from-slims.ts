import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { root } from './lib/dist.ts';
import { startMariaDb } from './lib/mariadb.ts';
import { atMost, type Report } from './lib/report.ts';
import { LOANS, scaledSlims } from './lib/slims-scale.ts';

const SCALE = 'slims_scale';
const MOVED = 'slims_scale_moved';
/** Rows of each table; fewer to try it out. */
const MOST = Number(process.env.BENCH_MOVE_ROWS ?? LOANS);

export const about = 'a library of 100,000 titles, 200,000 items and 1 M loans moves in from SLiMS, and once more';

/** The same SLiMS as attach-slims, seen without its visits: two million of them are another story. */
async function views(admin: Connection): Promise<void> {
  await admin.query(`drop database if exists ${MOVED}; create database ${MOVED}`);
  const [rows] = await admin.query('select table_name as name from information_schema.tables where table_schema = ?', [
    SCALE,
  ]);
  const names = Array.isArray(rows) ? rows.flatMap((row) => ('name' in row ? [String(row.name)] : [])) : [];
  for (const name of names.filter((each) => each !== 'visitor_count' && each !== 'scale_done')) {
    const limit = name === 'loan' ? ` where loan_id <= ${MOST}` : '';
    await admin.query(`create view ${MOVED}.\`${name}\` as select * from ${SCALE}.\`${name}\`${limit}`);
  }
}

export async function bench(): Promise<Report> {
  const server = await startMariaDb();
  const folder = mkdtempSync(join(tmpdir(), 'pustaka-move-'));
  const env = { ...process.env, PUSTAKA_DATA: folder, LC_ALL: 'C' };
  const pustaka = (args: string[], input = ''): number => {
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/main.js'), ...args], {
      env,
      input,
      encoding: 'utf8',
    });
    // 1: the generated loans hold copies twice, which is told.
    if (status !== 0 && status !== 1) throw new Error(stderr);
    process.stdout.write(stdout);
    return (performance.now() - began) / 1000;
  };
  try {
    const admin = await server.connect();
    await scaledSlims(admin, SCALE, (line) => process.stdout.write(`  ${line}\n`));
    await views(admin);
    await admin.end();
    const setup = [
      'setup',
      '--yes',
      '--email',
      'bench@pustaka.test',
      '--password-stdin',
      '--name',
      'Bench',
      '--preset',
      'public',
    ];
    pustaka(setup, 'rahasia-yang-panjang-2026\n');
    const move = ['import', 'slims', server.readerUrl(MOVED)];
    const first = pustaka(move);
    return {
      notes: [
        `the command from its start to the written report, our own PostgreSQL started by it; ${MOST} loans at most`,
      ],
      lines: [
        { what: 'everything moves in', figure: first, unit: 's', bar: atMost(600) },
        { what: 'once more, nothing to do', figure: pustaka(move), unit: 's' },
      ],
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
