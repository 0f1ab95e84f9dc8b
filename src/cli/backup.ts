import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { dataRootOf } from '../database.ts';
import { type BackupReport, backupConfig, makeBackup } from '../drivers/backup/index.ts';
import type { PostgresServer } from '../drivers/postgres/index.ts';
import { messages } from '../kernel/i18n.ts';
import { EXIT, Problem } from '../problem.ts';
import { startConfig } from '../start-config.ts';
import { withDatabase } from './context.ts';
import { printJson, say, strong, tell, text } from './output.ts';
import { stopAsked } from './signals.ts';

export const backupCliMessages = messages({
  'cli.backup_made': {
    id: 'Cadangan selesai dalam {seconds} detik: {files} berkas, {mb} MB ({shared} MB di antaranya sama dengan cadangan sebelumnya)',
    en: 'Backup made in {seconds} seconds: {files} files, {mb} MB ({shared} MB of them shared with the backup before)',
  },
  'cli.backup_second': { id: 'Salinan kedua: {folder}', en: 'Second copy: {folder}' },
  'cli.backup_removed': { id: 'Cadangan lama dihapus: {names}', en: 'Old backups removed: {names}' },
  'cli.backup_alone': {
    id: 'Belum ada salinan di diska lain. Atur BACKUP_TO, atau salin folder ini ke tempat lain.',
    en: 'There is no copy on another disk. Set BACKUP_TO, or copy this folder somewhere else.',
  },
});

interface Options {
  to?: string;
  filesOnly?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('backup')
    .description('Copy the library, running or not: database, files and keys')
    .option('--to <folder>', 'put it there instead of PUSTAKA_DATA/backups')
    .option('--files-only', 'files and keys without the database, for a PostgreSQL of your own')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
A running library makes one every night by itself; BACKUP_KEEP, BACKUP_KEEP_WEEKLY and BACKUP_TO say how many and where.

Examples:
  pustaka backup
  pustaka backup --to /mnt/stick/pustaka

Exit codes: 0 made, 1 not made (nothing is left behind), 3 no library`,
    )
    .action(backup);
}

async function backup(o: Options): Promise<void> {
  const asked = stopAsked();
  const external = startConfig(process.env).DATABASE_URL !== undefined;
  if (external && !o.filesOnly) throw new Problem('backup.external');
  if (o.filesOnly) refuseWrongFolder();
  const make = (postgres?: PostgresServer) => made(o, postgres, asked.signal);
  const report = o.filesOnly ? await make() : await withDatabase({ stopsItself: true }, make);
  if (o.json) printJson(report);
  else tellOf(report, o);
}

/** Without the database nothing else would notice. */
function refuseWrongFolder(): void {
  const folder = dataRootOf(process.env);
  if (!existsSync(path.join(folder, 'secrets'))) throw new Problem('backup.no_library', { folder }, EXIT.notFound);
}

function made(o: Options, postgres: PostgresServer | undefined, signal: AbortSignal): Promise<BackupReport> {
  const { BACKUP_KEEP, BACKUP_KEEP_WEEKLY, BACKUP_TO } = backupConfig(process.env);
  return makeBackup({
    dataRoot: dataRootOf(process.env),
    postgres,
    to: o.to,
    keep: { newest: BACKUP_KEEP, weekly: BACKUP_KEEP_WEEKLY },
    second: BACKUP_TO ? { folder: BACKUP_TO, fresh: true } : undefined,
    signal,
  });
}

export const megabytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);

function tellOf(report: BackupReport, { to }: Options): void {
  const seconds = ((report.finishedAt.getTime() - report.startedAt.getTime()) / 1000).toFixed(1);
  const [mb, shared] = [megabytes(report.bytes), megabytes(report.sharedBytes)];
  tell('cli.backup_made', { seconds, files: report.files, mb, shared });
  say(`  ${strong(report.folder)}`);
  if (report.second) tell('cli.backup_second', { folder: report.second });
  if (report.removed.length > 0) tell('cli.backup_removed', { names: report.removed.join(', ') });
  for (const { code, params } of report.warnings) say(text(code, params));
  if (!report.second && !to) tell('cli.backup_alone');
  tell('backup.secret');
}
