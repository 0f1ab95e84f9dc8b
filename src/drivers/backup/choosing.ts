import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../../kernel/errors.ts';
import { ARCHIVE } from './archive.ts';
import type { Cluster } from './manifest.ts';
import { type Backup, backupAt, backupsIn } from './shelf.ts';
import { isHistory, isSegment, segmentName, segmentNumber } from './wal.ts';

export interface Choice {
  backup: Backup;
  /** Of the same library, from the same folder; tells how far the log is needed. */
  later: Backup | undefined;
}

/** `from` is a backup, a folder of backups, or a data folder that has them; with a moment, the last one before it. */
export async function chooseBackup(from: string, at: Date | undefined): Promise<Choice> {
  const one = await backupAt(from);
  const shelf = one ? path.dirname(from) : await shelfAt(from);
  const all = (await backupsIn(shelf)).filter(
    ({ systemIdentifier: id }) => id && (!one || id === one.systemIdentifier),
  );
  const backup = one ?? before(all, at);
  if (!backup) throw noneFor(from, all, at);
  if (!backup.systemIdentifier) throw failure('CONFLICT', 'restore.files_only', { params: { folder: backup.folder } });
  if (at && at < backup.at) {
    const params = { at: at.toISOString(), finished: backup.at.toISOString() };
    throw failure('CONFLICT', 'restore.before_backup', { params });
  }
  return { backup, later: at && all.find((each) => each.startedAt > at) };
}

async function shelfAt(from: string): Promise<string> {
  const inside = path.join(from, 'backups');
  return (await backupsIn(from)).length === 0 && (await backupsIn(inside)).length > 0 ? inside : from;
}

const before = (all: readonly Backup[], at: Date | undefined): Backup | undefined =>
  all.findLast((each) => !at || each.at <= at);

function noneFor(folder: string, all: readonly Backup[], at: Date | undefined) {
  const oldest = all[0];
  if (!oldest || !at) return failure('NOT_FOUND', 'restore.no_backup', { params: { folder } });
  const params = { at: at.toISOString(), oldest: oldest.at.toISOString() };
  return failure('NOT_FOUND', 'restore.none_before', { params });
}

/** Where a library keeps its log: beside its backups, and what was not yet archived in its cluster. */
export const logFoldersOf = (backup: string): string[] => {
  const shelf = path.dirname(backup);
  const root = path.dirname(shelf);
  return [path.join(shelf, ARCHIVE), path.join(root, ARCHIVE), path.join(root, 'postgres', 'pg_wal')];
};

export interface LogFile {
  name: string;
  file: string;
}

/**
 * The log from the backup on, without a hole. `missing`: the first segment that is nowhere although later ones are.
 * Where several folders have one, the first folder wins.
 */
export async function logSince(cluster: Cluster, folders: readonly string[], until: string | undefined) {
  const { startWal, stopWal, segmentBytes } = cluster;
  const place = (name: string): number => segmentNumber(name, segmentBytes);
  const found = new Map<string, LogFile>();
  for (const folder of folders) {
    for (const file of (await readdir(folder).catch(() => [])).sort()) {
      const name = /^([0-9A-F]{24}|[0-9A-F]{8}\.history)(\.gz)?$/.exec(file)?.[1];
      if (name && !found.has(name)) found.set(name, { name, file: path.join(folder, file) });
    }
  }
  const histories = [...found.values()].filter(({ name }) => isHistory(name));
  const segments = [...found.values()].filter(({ name }) => isSegment(name) && place(name) >= place(startWal));
  const there = new Set(segments.map(({ name }) => place(name)));
  let end = place(stopWal);
  while (there.has(end + 1)) end++;
  const last = Math.min(end, until ? place(until) : end);
  const hole = [...there].some((each) => each > end + 1);
  return {
    files: [...histories, ...segments.filter(({ name }) => place(name) <= last)],
    missing: hole ? segmentName(startWal.slice(0, 8), end + 1, segmentBytes) : undefined,
  };
}
