import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { giveTo } from '../postgres/accounts.ts';
import { openPlace, type Place } from '../postgres/place.ts';

export const ARCHIVE = 'wal-archive';

const windows = process.platform === 'win32';

/** For startPostgres: every finished segment of the log is copied to `wal-archive`, safely and under its name at once. */
export function archiveSettings(dataRoot: string): { command: string } {
  const place = openPlace(dataRoot);
  const folder = path.join(place.root, ARCHIVE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  giveTo(place.account, folder);
  return { command: archiveCommand(fromCluster(place, folder)) };
}

/** PostgreSQL runs its commands in the cluster's folder: a relative path has no odd characters and survives a move. */
export function fromCluster(place: Pick<Place, 'cluster'>, folder: string): string {
  const cluster = existing(place.cluster);
  return path.relative(cluster, folder);
}

function existing(cluster: string): string {
  try {
    return realpathSync(cluster); // an operator's link to another disk
  } catch {
    return cluster;
  }
}

/** A segment that is there already is the same one, archived just before a crash; another one is never written over. */
function archiveCommand(folder: string): string {
  if (windows) {
    const to = `"${percent(folder)}\\%f"`;
    const part = `"${percent(folder)}\\%f.part"`;
    return `if exist ${to} (fc /b "%p" ${to} >nul) else (copy /b /y "%p" ${part} >nul && move /y ${part} ${to} >nul)`;
  }
  const to = `${shell(folder)}/%f`;
  const copy = `cp %p ${to}.part && sync ${to}.part && mv ${to}.part ${to} && sync ${shell(folder)}`;
  return `if test -f ${to}; then cmp -s %p ${to}; else ${copy}; fi`;
}

/** Fetches from a folder that holds plain segments. */
export function restoreCommand(folder: string): string {
  if (windows) {
    const from = `"${percent(folder)}\\%f"`;
    return `if exist ${from} (copy /b /y ${from} "%p" >nul) else (exit 1)`;
  }
  const from = `${shell(folder)}/%f`;
  return `test -f ${from} && cp ${from} %p`;
}

const percent = (text: string): string => text.replaceAll('%', '%%');
const shell = (text: string): string => percent(`'${text.replaceAll("'", `'\\''`)}'`);
