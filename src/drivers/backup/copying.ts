import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../../kernel/errors.ts';

/** A file below some folder; `path` is relative, with slashes on every system. */
export interface Found {
  path: string;
  size: number;
  mtimeMs: number;
}

export interface Tree {
  files: Found[];
  folders: string[];
  /** Left out: what they point to may lie anywhere. */
  links: string[];
}

export interface Fingerprint {
  size: number;
  sha256: string;
}

const BLOCK = 256 * 1024;
const AT_ONCE = 2; // of the four threads that Node has for files; the desk needs the others
const NO_LINKS = constants.O_NOFOLLOW ?? 0; // what others may write to is never followed out of its folder

const absent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Files may come and go meanwhile. `skip` is asked for files and folders. */
export async function listTree(root: string, skip: (path: string) => boolean = () => false): Promise<Tree> {
  const tree: Tree = { files: [], folders: [], links: [] };
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await entriesOf(path.join(root, folder))) {
      const at = folder ? `${folder}/${entry.name}` : entry.name;
      if (skip(at)) continue;
      if (entry.isDirectory()) {
        tree.folders.push(at);
        await walk(at);
      } else if (entry.isFile()) {
        const found = await stat(path.join(root, at)).catch(unlessAbsent);
        if (found) tree.files.push({ path: at, size: found.size, mtimeMs: found.mtimeMs });
      } else if (entry.isSymbolicLink()) tree.links.push(at);
    }
  };
  await walk('');
  return tree;
}

const entriesOf = async (folder: string) => (await readdir(folder, { withFileTypes: true }).catch(unlessAbsent)) ?? [];

export function unlessAbsent(error: unknown): undefined {
  if (!absent(error)) throw error;
}

/**
 * Undefined when the original was gone before it could be opened. `safely`: on the disk when this returns, which is slow
 * for thousands of files, and needless where PostgreSQL does it once more at its next start.
 */
export async function copyHashed(from: string, to: string, safely = true): Promise<Fingerprint | undefined> {
  const source = await open(from, constants.O_RDONLY | NO_LINKS).catch(unlessAbsent);
  if (!source) return undefined;
  try {
    return await written(to, (target) => pour(source, (block) => target.writeFile(block)), safely);
  } finally {
    await source.close();
  }
}

export async function hashOf(file: string): Promise<Fingerprint | undefined> {
  const source = await open(file, constants.O_RDONLY | NO_LINKS).catch(unlessAbsent);
  if (!source) return undefined;
  try {
    return await pour(source, async () => undefined);
  } finally {
    await source.close();
  }
}

async function pour(source: FileHandle, take: (block: Buffer) => Promise<void>): Promise<Fingerprint> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK);
  for (let size = 0; ; ) {
    const { bytesRead } = await source.read(block, 0, BLOCK);
    if (bytesRead === 0) return { size, sha256: hash.digest('hex') };
    const part = block.subarray(0, bytesRead);
    hash.update(part);
    await take(part);
    size += bytesRead;
  }
}

/** A new file; an existing one is never written over. */
export async function written<T>(file: string, fill: (target: FileHandle) => Promise<T>, safely = true): Promise<T> {
  const target = await open(file, 'wx', 0o600);
  try {
    const result = await fill(target);
    if (safely) await target.sync();
    return result;
  } finally {
    await target.close();
  }
}

export async function writeHashed(file: string, body: Buffer): Promise<Fingerprint> {
  await written(file, (target) => target.writeFile(body));
  return { size: body.length, sha256: createHash('sha256').update(body).digest('hex') };
}

export async function makeFolders(root: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) await mkdir(path.join(root, folder), { recursive: true, mode: 0o700 });
}

/** New names last through a power cut only once their folder is written too. */
export async function syncFolders(root: string, folders: readonly string[]): Promise<void> {
  if (process.platform === 'win32') return;
  await eachOf(['', ...folders], async (folder) => {
    const handle = await open(path.join(root, folder), 'r');
    await handle
      .sync()
      .catch(unlessUnable)
      .finally(() => handle.close());
  });
}

/** Foreign file systems, as on memory sticks, cannot do it for folders. */
function unlessUnable(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(EINVAL|EPERM|ENOTSUP|ENOSYS)$/.test(code)) throw error;
}

/** A few at a time; the first failure ends it, and so does `signal`. */
export async function eachOf<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  signal?: AbortSignal,
  atOnce = AT_ONCE,
): Promise<void> {
  const left = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of left) {
      if (failed) return;
      if (signal?.aborted) throw failure('CONFLICT', 'backup.stopped');
      await work(item);
    }
  };
  const workers = Array.from({ length: atOnce }, () =>
    worker().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(workers);
  const bad = ended.find((end) => end.status === 'rejected');
  if (bad) throw bad.reason;
}
