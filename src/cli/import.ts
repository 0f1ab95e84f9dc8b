import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Ctx } from '../kernel/context.ts';
import { importBooks } from '../modules/catalog/index.ts';
import { importMembers } from '../modules/members/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { branchIdOf, collectionTypeIdOf, memberTypeIdOf } from './codes.ts';
import { withApp } from './context.ts';
import { registerFile } from './import-file.ts';
import { registerLibrary } from './import-library.ts';
import { registerMarc } from './import-marc.ts';
import { registerSlims } from './import-slims.ts';
import { print, printJson, say, tell } from './output.ts';

interface Options {
  dryRun?: boolean;
  update?: boolean;
  type?: string;
  branch?: string;
  collection?: string;
  json?: boolean;
}

/** What every import tells, beside its counts. */
interface Report {
  failed: number;
  errors: readonly { line: number; field: string; message: string }[];
  ignoredColumns: readonly string[];
}

export function register(program: Command): void {
  const all = program
    .command('import')
    .description('Bring members or books in from a CSV or MARC file, through the same checks as the API')
    .addHelpText(
      'after',
      `
The same file twice changes nothing. Rows that cannot be kept are told one by one; the others are kept.

Examples:
  pustaka import members anggota.csv --dry-run
  pustaka import members anggota.csv --type SISWA --update
  pustaka import books buku.csv --branch PUSAT
  pustaka import marc katalog.mrc --dry-run --rejects ditolak.mrc
  cat anggota.csv | pustaka import members - --json

Exit codes: 0 every row is in, 1 some rows are not, 2 wrong usage or unreadable file, 3 no such file or library`,
    );
  all
    .command('members')
    .description('Bring members in')
    .argument('<file>', 'a CSV file, or - for stdin')
    .option('--dry-run', 'check everything, write nothing')
    .option('--update', 'bring members who are there already up to date, instead of leaving them')
    .option('--type <code>', 'member type of rows that name none')
    .option('--branch <code>', 'branch of rows that name none')
    .option('--json', 'print the report as JSON')
    .action((file: string, options: Options) => bringIn(file, options, members));
  all
    .command('books')
    .description('Bring books and their copies in')
    .argument('<file>', 'a CSV file, or - for stdin')
    .option('--dry-run', 'check everything, write nothing')
    .option('--branch <code>', 'branch of copies that name none')
    .option('--collection <code>', 'collection type of copies that name none')
    .option('--json', 'print the report as JSON')
    .action((file: string, options: Options) => bringIn(file, options, books));
  registerFile(all);
  registerMarc(all);
  registerSlims(all);
  registerLibrary(all);
}

type Bring = (ctx: Ctx, file: Buffer, options: Options) => Promise<Report>;

const members: Bring = async (ctx, file, o) =>
  importMembers(ctx, {
    file,
    dryRun: o.dryRun ? 'true' : 'false',
    onExisting: o.update ? 'update' : 'skip',
    ...(o.type ? { memberTypeId: await memberTypeIdOf(ctx, o.type) } : {}),
    ...(o.branch ? { branchId: await branchIdOf(ctx, o.branch) } : {}),
  });

const books: Bring = async (ctx, file, o) =>
  importBooks(ctx, {
    file,
    dryRun: o.dryRun ? 'true' : 'false',
    ...(o.branch ? { branchId: await branchIdOf(ctx, o.branch) } : {}),
    ...(o.collection ? { collectionTypeId: await collectionTypeIdOf(ctx, o.collection) } : {}),
  });

async function bringIn(name: string, options: Options, bring: Bring): Promise<void> {
  const file = readInput(name);
  const report = await withApp({ jobs: true }, (_app, ctx) => bring(ctx, file, options));
  if (options.json) printJson(report);
  else show(report, options);
  if (report.failed > 0) throw new Problem('cli.import_failed', { failed: report.failed });
}

function readInput(name: string): Buffer {
  try {
    return readFileSync(name === '-' ? process.stdin.fd : name);
  } catch {
    throw new Problem('cli.no_file', { file: name }, EXIT.notFound);
  }
}

function show(report: Report, { dryRun }: Options): void {
  if (dryRun) tell('cli.import_dry');
  for (const [what, count] of Object.entries(report)) if (typeof count === 'number') print(`${what}\t${count}`);
  if (report.ignoredColumns.length > 0) tell('cli.import_ignored', { columns: report.ignoredColumns.join(', ') });
  for (const { line, field, message } of report.errors) say(`${line}: ${field ? `${field}: ` : ''}${message}`);
}
