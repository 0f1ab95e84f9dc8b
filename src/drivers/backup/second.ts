import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { failure } from '../../kernel/errors.ts';
import { readText, writeWhole } from '../postgres/place.ts';
import { ARCHIVE } from './archive.ts';
import { copyHashed, eachOf, makeFolders } from './copying.ts';
import { type Before, linkTo } from './files.ts';
import { shipArchive } from './keeping.ts';
import { type Entry, type Manifest, manifestFile, readManifest } from './manifest.ts';
import { backupsIn, draftIn, PARTIAL } from './shelf.ts';

const Marker = z.object({ systemIdentifier: z.string() });

/** The first eight bytes of pg_control: it stays with a database for life, also through a restore. */
export async function systemIdentifierOf(cluster: string): Promise<string> {
  const control = await readFile(path.join(cluster, 'global', 'pg_control'));
  return control.readBigUInt64LE(0).toString();
}

/**
 * The second target, surely ours and surely plugged in: a mount point without its disk is an empty folder too.
 * `fresh`: a person is there who knows that the folder is new.
 */
export async function openSecond(dataRoot: string, to: string, fresh = false): Promise<string> {
  const folder = path.resolve(to);
  const missing = failure('CONFLICT', 'backup.second_missing', { params: { folder } });
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw missing;
  const systemIdentifier = await systemIdentifierOf(path.join(dataRoot, 'postgres'));
  const marker = path.join(folder, 'library.json');
  const used = path.join(dataRoot, 'backups', 'second-target');
  const found = readText(marker);
  if (found !== undefined) {
    if (Marker.safeParse(JSON.parse(found)).data?.systemIdentifier === systemIdentifier) return folder;
    throw failure('CONFLICT', 'backup.other_library', { params: { folder } });
  }
  if (readText(used) === folder && !fresh) throw missing;
  await mkdir(path.dirname(used), { recursive: true, mode: 0o700 });
  writeWhole(marker, `${JSON.stringify({ systemIdentifier })}\n`);
  writeWhole(used, folder);
  return folder;
}

/** The same backup in another folder, every byte compared with the manifest. */
export async function copyBackup(from: string, shelf: string, signal?: AbortSignal) {
  const manifest = await readManifest(from);
  if (!manifest) throw failure('NOT_FOUND', 'restore.no_backup', { params: { folder: from } });
  const before = await beforeIn(shelf, manifest.database?.systemIdentifier ?? null);
  await rm(path.join(shelf, path.basename(from) + PARTIAL), { recursive: true, force: true });
  const draft = await draftIn(shelf, path.basename(from));
  try {
    await makeFolders(draft.folder, manifest.folders);
    await eachOf(manifest.files, (entry) => copyEntry(entry, from, draft.folder, before), signal);
    await copyHashed(manifestFile(from), manifestFile(draft.folder));
    return await draft.publish(manifest);
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

export async function beforeIn(shelf: string, systemIdentifier: string | null): Promise<Before | undefined> {
  const ours = (await backupsIn(shelf)).filter((each) => each.systemIdentifier === systemIdentifier);
  const newest = ours.at(-1);
  const manifest: Manifest | undefined = newest && (await readManifest(newest.folder));
  if (!newest || !manifest) return undefined;
  return { folder: newest.folder, files: new Map(manifest.files.map((entry) => [entry.path, entry])) };
}

async function copyEntry(entry: Entry, from: string, to: string, before: Before | undefined): Promise<void> {
  const target = path.join(to, entry.path);
  if (before?.files.get(entry.path)?.sha256 === entry.sha256 && (await linkTo(before, entry.path, target))) return;
  const copied = await copyHashed(path.join(from, entry.path), target);
  if (copied?.sha256 !== entry.sha256)
    throw failure('UNPROCESSABLE', 'backup.copy_differs', { params: { file: path.join(from, entry.path) } });
}

/** The archive of changes follows within a minute, so that the loss of a disk costs no more than that. */
export const shipToSecond = async (dataRoot: string, to: string): Promise<number> =>
  shipArchive(path.join(dataRoot, ARCHIVE), path.join(await openSecond(dataRoot, to), ARCHIVE));
