import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Ctx } from '../src/kernel/context.ts';
import { fromDist, root } from './lib/dist.ts';
import { openInside } from './lib/inside.ts';
import { startPustaka } from './lib/processes.ts';
import { MARC_DATA, rekeyedFile } from './lib/rekeyed.ts';
import { atLeast, atMost, type Line, type Report } from './lib/report.ts';

const RECORDS = Number(process.env.BENCH_IMPORT_RECORDS ?? 50_000);
const MEMBERS = Number(process.env.BENCH_IMPORT_MEMBERS ?? 50_000);

export const about = 'MARC records and members come into a searchable library and go out again; the desk is idle';

interface Mark {
  records: number;
  ms: number;
  rss: number;
}

export async function bench(): Promise<Report> {
  if (!existsSync(MARC_DATA)) return { notes: [`There are no MARC files in ${MARC_DATA}.`], lines: [] };
  const file = await rekeyedFile(RECORDS);
  const folder = mkdtempSync(join(tmpdir(), 'pustaka-import-'));
  execFileSync(process.execPath, [join(root, 'dist/main.js'), 'seed', '--demo'], {
    env: { ...process.env, PUSTAKA_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const server = await startPustaka(folder);
  const inside = await openInside(folder, 4);
  try {
    const { makeCtx, systemActor } = await fromDist<typeof import('../src/kernel/context.ts')>('kernel/context.js');
    const ctx = (): Ctx => makeCtx(inside.app, systemActor('bench'));
    const { marks, report } = await importMarcFile(ctx(), file);
    const lines = [...marcLines(marks), ...(await exportLines(inside.app, ctx())), ...(await memberLines(ctx()))];
    return {
      notes: [
        `${RECORDS} real records under new numbers (${Math.round(statSync(file).size / 1e6)} MB) into a demo library whose server runs idle`,
        'the importing program is measured: from the first byte to the last commit, found by the next search',
      ],
      lines,
      details: { marks, report },
    };
  } finally {
    await inside.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importMarcFile(ctx: Ctx, file: string) {
  const { importMarc } = await fromDist<typeof import('../src/modules/catalog/index.ts')>('modules/catalog/index.js');
  const marks: Mark[] = [];
  const began = performance.now();
  const look = (records: number): void =>
    void marks.push({ records, ms: performance.now() - began, rss: process.memoryUsage().rss });
  look(0);
  const { errors: _errors, ...report } = await importMarc(ctx, {
    file: () => ({ source: createReadStream(file), progress: ({ records }) => look(records) }),
  });
  if (report.created < RECORDS * 0.98) throw new Error(`only ${report.created} were made`);
  return { marks, report };
}

function marcLines(marks: readonly Mark[]): Line[] {
  const last = marks.at(-1) ?? { records: 0, ms: 1, rss: 0 };
  const rate = (from: number, to: number): number => {
    const [a, b] = [marks[Math.floor((marks.length - 1) * from)], marks[Math.floor((marks.length - 1) * to)]];
    return a && b ? ((b.records - a.records) / (b.ms - a.ms)) * 1000 : Number.NaN;
  };
  const rss = (from: number, to: number): number =>
    Math.max(...marks.slice(Math.floor(marks.length * from), Math.ceil(marks.length * to)).map((mark) => mark.rss)) /
    1e6;
  return [
    {
      what: 'MARC records in',
      figure: (last.records / last.ms) * 1000,
      unit: 'records/s',
      bar: atLeast(5_000, 'figure'),
    },
    {
      what: 'of these the last fifth',
      figure: rate(0.8, 1),
      unit: 'records/s',
      baseline: rate(0, 0.2),
      baselineIs: 'first fifth',
    },
    {
      what: 'memory in the second half',
      figure: rss(0.5, 1),
      unit: 'MB',
      baseline: rss(0.2, 0.5),
      baselineIs: 'before',
      bar: atMost(1.3, 'ratio'),
    },
  ];
}

async function exportLines(app: App, ctx: Ctx): Promise<Line[]> {
  const { exportBooks } = await fromDist<typeof import('../src/modules/catalog/verbs/export-books.ts')>(
    'modules/catalog/verbs/export-books.js',
  );
  const { rows } = await app.pool.query<{ n: number }>("select count(*)::int as n from books where status = 'ACTIVE'");
  const lines: Line[] = [];
  for (const format of ['mrc', 'xml'] as const) {
    const began = performance.now();
    const { body } = await exportBooks(ctx, { format });
    if (typeof body === 'string' || Buffer.isBuffer(body)) throw new Error('not a stream');
    for await (const _chunk of body);
    const rate = (Number(rows[0]?.n) / (performance.now() - began)) * 1000;
    const bar = format === 'mrc' ? { bar: atLeast(10_000, 'figure') } : {};
    lines.push({ what: `books out as ${format}`, figure: rate, unit: 'records/s', ...bar });
  }
  return lines;
}

async function memberLines(ctx: Ctx): Promise<Line[]> {
  const { importMembers } = await fromDist<typeof import('../src/modules/members/verbs/import-members.ts')>(
    'modules/members/verbs/import-members.js',
  );
  const { rows } = await ctx.app.pool.query<{ branch: string; type: string }>(
    `select (select id from branches where status = 'ACTIVE' order by code limit 1) as branch,
       (select id from member_types where status = 'ACTIVE' order by code limit 1) as type`,
  );
  const people = Array.from(
    { length: MEMBERS },
    (_, n) =>
      `Anggota ${n},NIS${n},anggota${n}@sekolah.example,0812${String(n).padStart(8, '0')},Jalan Melati ${n % 900},X-${n % 12}`,
  );
  const file = Buffer.from(`nama,nis,email,telepon,alamat,kelas\n${people.join('\n')}\n`);
  const began = performance.now();
  const first = rows[0];
  const report = await importMembers(ctx, { file, branchId: first?.branch, memberTypeId: first?.type });
  const rate = (MEMBERS / (performance.now() - began)) * 1000;
  if (report.created !== MEMBERS) throw new Error(`only ${report.created} members were made`);
  return [{ what: 'members in from CSV', figure: rate, unit: 'rows/s', bar: atLeast(3_000, 'figure') }];
}
