import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { syncFolders, unlessAbsent } from './copying.ts';
import { pruneArchive } from './keeping.ts';
import { type Manifest, manifestFile, readManifest } from './manifest.ts';
import { type Keep, kept } from './retention.ts';

/** One complete backup in a folder of backups. */
export interface Backup {
  name: string;
  folder: string;
  startedAt: Date;
  at: Date;
  version: string;
  bytes: number;
  /** Null when it holds no database. */
  systemIdentifier: string | null;
  startWal: string | null;
}

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?$/;

/** While it is written or removed a backup carries this ending, so that nobody takes it for a whole one. */
export const PARTIAL = '.partial';

/** Without colons, which Windows does not have in names. */
export const nameFor = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

const known = new Map<string, { mtimeMs: number; backup: Backup | undefined }>();

/** Complete ones, oldest first; what is damaged does not count. Manifests are read once for each process. */
export async function backupsIn(shelf: string): Promise<Backup[]> {
  const names = (await readdir(shelf).catch(unlessAbsent)) ?? [];
  const found = await Promise.all(names.filter((name) => NAME.test(name)).map((name) => look(path.join(shelf, name))));
  return found.filter((each) => each !== undefined).sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function look(folder: string): Promise<Backup | undefined> {
  const mtimeMs = (await stat(manifestFile(folder)).catch(() => undefined))?.mtimeMs;
  if (mtimeMs === undefined) return undefined;
  const before = known.get(folder);
  if (before?.mtimeMs === mtimeMs) return before.backup;
  const backup = await backupAt(folder).catch(() => undefined);
  known.set(folder, { mtimeMs, backup });
  return backup;
}

export async function backupAt(folder: string): Promise<Backup | undefined> {
  const manifest = await readManifest(folder);
  return (
    manifest && {
      name: path.basename(folder),
      folder,
      startedAt: new Date(manifest.startedAt),
      at: new Date(manifest.finishedAt),
      version: manifest.version,
      bytes: manifest.bytes,
      systemIdentifier: manifest.database?.systemIdentifier ?? null,
      startWal: manifest.database?.startWal ?? null,
    }
  );
}

/** A folder to fill, and what makes it a backup; whoever fails in between discards it. */
export async function draftIn(shelf: string, name: string) {
  const final = await freeName(path.join(shelf, name));
  const folder = final + PARTIAL;
  await mkdir(folder, { mode: 0o700 });
  return {
    folder,
    async publish(manifest: Manifest): Promise<string> {
      await syncFolders(folder, manifest.folders);
      await rename(folder, final);
      await syncFolders(shelf, []);
      return final;
    },
    discard: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function freeName(folder: string): Promise<string> {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? folder : `${folder}-${n}`;
    const taken = (await stat(tried).catch(unlessAbsent)) ?? (await stat(tried + PARTIAL).catch(unlessAbsent));
    if (!taken) return tried;
  }
}

/** Removes backups of this library that are no longer kept, and the log that none of the kept ones needs. */
export async function tidy(shelf: string, archive: string, made: Manifest, keep: Keep): Promise<string[]> {
  const system = made.database?.systemIdentifier ?? null;
  const ours = (await backupsIn(shelf)).filter((each) => each.systemIdentifier === system);
  const stay = kept(ours, keep);
  const gone = ours.filter((each) => !stay.has(each));
  for (const each of gone) await remove(each);
  const first = ours.slice(-keep.newest)[0]?.startWal; // weekly ones bring what they need themselves
  if (made.database && first) await pruneArchive(archive, first, made.database.segmentBytes);
  return gone.map((each) => each.name);
}

async function remove(backup: Backup): Promise<void> {
  const going = backup.folder + PARTIAL;
  await rename(backup.folder, going);
  await rm(going, { recursive: true, force: true, maxRetries: 5 });
  known.delete(backup.folder);
}

/** What a killed backup left; only for whoever knows that no other one writes to this folder. */
export async function removePartial(shelf: string): Promise<void> {
  const names = (await readdir(shelf).catch(unlessAbsent)) ?? [];
  for (const name of names.filter((each) => each.endsWith(PARTIAL) && NAME.test(each.slice(0, -PARTIAL.length)))) {
    await rm(path.join(shelf, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
