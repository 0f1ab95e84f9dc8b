import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { allMigrations } from '../database.ts';
import { type RestoreReport, restoreBackup } from '../drivers/backup/index.ts';
import { failure } from '../kernel/errors.ts';
import { messages } from '../kernel/i18n.ts';
import { EXIT, Problem } from '../problem.ts';
import { refuseUnusable } from '../usable-folder.ts';
import { megabytes } from './backup.ts';
import { printJson, say, strong, tell, text } from './output.ts';
import { checkRestored, type Restored } from './restored.ts';
import { stopAsked } from './signals.ts';

export const restoreCliMessages = messages({
  'cli.restore_sure': {
    id: 'Pulihkan {from} ke {into}? (y/t) ',
    en: 'Restore {from} into {into}? (y/n) ',
  },
  'cli.restore_not': { id: 'Tidak dipulihkan.', en: 'Nothing was restored.' },
  'cli.restored': {
    id: 'Dipulihkan dalam {seconds} detik dari {backup} ({mb} MB). Perubahan terakhir: {last}',
    en: 'Restored in {seconds} seconds from {backup} ({mb} MB). Last change: {last}',
  },
  'cli.restored_counts': {
    id: '{books} judul, {copies} eksemplar, {members} anggota, {borrowings} peminjaman ({open} masih dipinjam), {facts} catatan aktivitas',
    en: '{books} books, {copies} copies, {members} members, {borrowings} borrowings ({open} still out), {facts} facts',
  },
  'cli.restored_newer_files': {
    id: '{count} berkas yang lebih baru dari cadangan diambil dari folder asalnya',
    en: '{count} files newer than the backup were taken from where it was made',
  },
  'cli.restored_broken': {
    id: 'PERHATIAN: data yang dipulihkan melanggar aturan:\n{broken}',
    en: 'ATTENTION: the restored data breaks rules:\n{broken}',
  },
  'cli.restored_next': {
    id: 'Selanjutnya, jalankan dan periksa:',
    en: 'Next, start it and look:',
  },
});

interface Options {
  into: string;
  at?: string;
  latest?: boolean;
  wal?: string[];
  yes?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('restore')
    .description('Make a library from a backup, in a new folder')
    .argument('<from>', 'a backup, a folder of backups, or the data folder they were made in')
    .requiredOption('--into <folder>', 'an empty or new folder; nothing is ever overwritten')
    .option('--at <time>', 'as it was at this moment, for example 2026-11-20T10:00:00+07:00')
    .option('--latest', 'with every change that was archived since the backup')
    .option('--wal <folder...>', 'more folders to look for archived changes in')
    .option('--yes', 'do not ask')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Examples:
  pustaka restore data/backups --into data-restored
  pustaka restore data --into data-before --at 2026-11-20T10:00:00+07:00
  pustaka restore /mnt/second --into data --latest --yes

Exit codes: 0 restored, 1 not restored (the target folder is as it was) or broken rules found, 2 wrong use, 3 no backup there`,
    )
    .action(restore);
}

async function restore(from: string, o: Options): Promise<void> {
  const at = momentOf(o.at);
  refuseUnusable(o.into);
  await makeSure(from, o);
  const asked = stopAsked();
  const began = Date.now();
  const report = await restoreBackup<Restored>({
    from,
    into: o.into,
    at,
    latest: o.latest,
    wal: o.wal,
    migrations: (await allMigrations()).map(({ name }) => name),
    check: (server, dataRoot) => checkRestored(server, dataRoot, process.env),
    say: (code, params) => tell(code, params),
    signal: asked.signal,
  });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (o.json) printJson({ ...report, seconds: Number(seconds) });
  else tellOf(report, seconds);
  const { broken } = report.checked;
  if (broken.length > 0) throw new Problem('cli.restored_broken', { broken: broken.join('\n') });
}

/** A time without its zone would mean another moment on another machine. */
function momentOf(at: string | undefined): Date | undefined {
  if (at === undefined) return undefined;
  const whole = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(at);
  const moment = new Date(at.replace(' ', 'T'));
  if (whole && !Number.isNaN(moment.getTime())) return moment;
  throw failure('VALIDATION_ERROR', 'restore.bad_time', { field: '--at' });
}

async function makeSure(from: string, { into, yes }: Options): Promise<void> {
  if (yes || !process.stdin.isTTY) return;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const params = { from: path.resolve(from), into: path.resolve(into) };
  const answer = await terminal.question(text('cli.restore_sure', params)).finally(() => terminal.close());
  if (!/^y/i.test(answer.trim())) throw new Problem('cli.restore_not', {}, EXIT.failed);
}

function tellOf({ checked, ...report }: RestoreReport<Restored>, seconds: string): void {
  const last = (report.lastChange ?? report.backupFinishedAt).toISOString();
  tell('cli.restored', { seconds, backup: report.backup, mb: megabytes(report.bytes), last });
  tell('cli.restored_counts', checked.counts);
  if (report.newerFiles > 0) tell('cli.restored_newer_files', { count: report.newerFiles });
  tell('cli.restored_next');
  say(`  ${strong(`PUSTAKA_DATA=${quoted(report.into)} npm start`)}`);
}

const quoted = (folder: string): string =>
  /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", `'\\''`)}'`;
