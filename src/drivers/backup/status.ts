import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ARCHIVE } from './archive.ts';
import { backupsIn } from './shelf.ts';

const HOUR = 3_600_000;
const TOO_OLD_HOURS = 48;

export interface BackupStatus {
  /** Young enough, or the library itself is. */
  fresh: boolean;
  lastBackup: Date | null;
  ageHours: number | null;
  bytes: number | null;
  kept: number;
  archivedBytes: number;
  second: 'none' | 'up to date' | 'behind' | 'missing';
}

export async function backupStatus(dataRoot: string, second: string | undefined, now: Date): Promise<BackupStatus> {
  const all = (await backupsIn(path.join(dataRoot, 'backups'))).filter((each) => each.systemIdentifier);
  const last = all.at(-1);
  const since = (at: Date): number => (now.getTime() - at.getTime()) / HOUR;
  return {
    fresh: since(last?.at ?? (await bornAt(dataRoot))) <= TOO_OLD_HOURS,
    lastBackup: last?.at ?? null,
    ageHours: last ? Math.round(since(last.at)) : null,
    bytes: last?.bytes ?? null,
    kept: all.length,
    archivedBytes: await sizeOf(path.join(dataRoot, ARCHIVE)),
    second: await secondState(second, last?.name),
  };
}

/** Written once, when the database was made or restored. */
const bornAt = async (dataRoot: string): Promise<Date> =>
  (await stat(path.join(dataRoot, 'postgres', 'PG_VERSION'))).mtime;

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
