import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ARCHIVE } from './archive.ts';
import { backupsIn } from './shelf.ts';

const HOUR = 3_600_000;
const TOO_OLD_HOURS = 48;

export interface BackupStatus {
  ok: boolean;
  lastBackup: Date | null;
  ageHours: number | null;
  bytes: number | null;
  kept: number;
  archivedBytes: number;
  second: 'none' | 'up to date' | 'behind' | 'missing';
}

/** Undefined where there is no embedded database to back up. */
export async function backupStatus(dataRoot: string, second: string | undefined, now: Date) {
  const born = await bornAt(dataRoot);
  if (!born) return undefined;
  const all = (await backupsIn(path.join(dataRoot, 'backups'))).filter((each) => each.systemIdentifier);
  const last = all.at(-1);
  const since = (at: Date): number => (now.getTime() - at.getTime()) / HOUR;
  const status: BackupStatus = {
    ok: since(last?.at ?? born) <= TOO_OLD_HOURS,
    lastBackup: last?.at ?? null,
    ageHours: last ? Math.round(since(last.at)) : null,
    bytes: last?.bytes ?? null,
    kept: all.length,
    archivedBytes: await sizeOf(path.join(dataRoot, ARCHIVE)),
    second: await secondState(second, last?.name),
  };
  return status;
}

/** Written once, when the database was made or restored. */
const bornAt = async (dataRoot: string): Promise<Date | undefined> =>
  (await stat(path.join(dataRoot, 'postgres', 'PG_VERSION')).catch(() => undefined))?.mtime;

async function secondState(folder: string | undefined, last: string | undefined): Promise<BackupStatus['second']> {
  if (!folder) return 'none';
  if (!(await stat(path.join(folder, 'library.json')).catch(() => undefined))) return 'missing';
  return (await backupsIn(folder)).at(-1)?.name === last ? 'up to date' : 'behind';
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(path.join(folder, name)).catch(() => undefined)));
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
