import { link, readdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { copyHashed, eachOf, type Found, listTree, makeFolders, type Tree } from './copying.ts';
import type { Entry } from './manifest.ts';

/** Beside the database everything of the data folder is kept, but what a start makes anew and the backups themselves. */
const LEFT_OUT = /^(postgres|wal-archive|backups|exports|run|logs|tmp|cache|\.restoring)(\.|$)|^pustaka\.pid/;
const HALF_WRITTEN = /\.(part|new)$/;

/** Shared between backups where unchanged: these may be many and large, and are never written in place. */
const SHARED = /^files\//;

/** Folders of the operator that are links to another disk are followed, at the top only. */
export async function listKept(dataRoot: string): Promise<Tree> {
  const whole: Tree = { files: [], folders: [], links: [] };
  for (const name of await readdir(dataRoot)) {
    if (LEFT_OUT.test(name) || HALF_WRITTEN.test(name)) continue;
    const found = await stat(path.join(dataRoot, name));
    if (found.isFile()) whole.files.push({ path: name, size: found.size, mtimeMs: found.mtimeMs });
    if (!found.isDirectory()) continue;
    const tree = await listTree(path.join(dataRoot, name), (file) => HALF_WRITTEN.test(file));
    const within = (file: string): string => `${name}/${file}`;
    whole.folders.push(name, ...tree.folders.map(within));
    whole.files.push(...tree.files.map((file) => ({ ...file, path: within(file.path) })));
    whole.links.push(...tree.links.map(within));
  }
  return whole;
}

/** The backup before this one in the same folder: what has not changed since becomes a second name of its copy. */
export interface Before {
  folder: string;
  files: ReadonlyMap<string, Entry>;
}

export interface FilesCopy {
  folders: string[];
  files: Entry[];
  sharedBytes: number;
}

export async function copyFiles(
  dataRoot: string,
  into: string,
  tree: Tree,
  o: { before?: Before | undefined; signal?: AbortSignal | undefined },
): Promise<FilesCopy> {
  await makeFolders(into, tree.folders);
  const copy: FilesCopy = { folders: tree.folders, files: [], sharedBytes: 0 };
  await eachOf(
    tree.files,
    async (found) => {
      const same = o.before && (await linked(found, o.before, path.join(into, found.path)));
      const entry = same ?? (await copied(dataRoot, found, into));
      if (entry) copy.files.push(entry);
      if (same) copy.sharedBytes += same.size;
    },
    o.signal,
  );
  return copy;
}

/** Times are kept: the next backup compares them. */
async function copied(dataRoot: string, found: Found, into: string): Promise<Entry | undefined> {
  const to = path.join(into, found.path);
  const fingerprint = await copyHashed(path.join(dataRoot, found.path), to);
  if (!fingerprint) return undefined;
  await utimes(to, found.mtimeMs / 1000, found.mtimeMs / 1000);
  return { path: found.path, ...fingerprint };
}

async function linked(found: Found, before: Before, to: string): Promise<Entry | undefined> {
  const entry = before.files.get(found.path);
  if (!entry || entry.size !== found.size) return undefined;
  const old = path.join(before.folder, found.path);
  const there = await stat(old).catch(() => undefined);
  if (there?.size !== found.size || Math.abs(there.mtimeMs - found.mtimeMs) > 1) return undefined;
  return (await linkTo(before, found.path, to)) ? entry : undefined;
}

/** False for what is never shared, and on a file system without second names. */
export async function linkTo(before: Before, file: string, to: string): Promise<boolean> {
  if (!SHARED.test(file)) return false;
  try {
    await link(path.join(before.folder, file), to);
    return true;
  } catch {
    return false;
  }
}
