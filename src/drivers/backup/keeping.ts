import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { copyHashed, syncFolders, unlessAbsent, written } from './copying.ts';
import { isHistory, isSegment, segmentNumber } from './wal.ts';

const ZIP = '.gz';

export const segmentIn = (file: string): string => file.slice(0, 24);
const isPacked = (file: string): boolean => file.endsWith(ZIP) && isSegment(segmentIn(file));

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(unlessAbsent)) ?? [];

/** Segments that were closed by the clock are mostly zeros. At most so many, oldest first: the desk comes first. */
export async function packArchive(folder: string, atMost = Number.POSITIVE_INFINITY): Promise<number> {
  const names = (await namesIn(folder)).filter(isSegment).sort().slice(0, atMost);
  for (const name of names) await pack(path.join(folder, name));
  return names.length;
}

async function pack(file: string): Promise<void> {
  const packed = file + ZIP;
  if (await stat(packed).catch(unlessAbsent)) return dropTwin(file, packed);
  const { atime, mtime } = await stat(file);
  const draft = `${packed}.part`;
  await rm(draft, { force: true });
  await written(draft, (target) => pipeline(createReadStream(file), createGzip({ level: 1 }), filling(target)));
  await utimes(draft, atime, mtime);
  await rename(draft, packed);
  await syncFolders(path.dirname(file), []);
  await rm(file, { force: true });
}

const filling = (target: FileHandle) => async (source: AsyncIterable<Buffer>) => {
  for await (const chunk of source) await target.writeFile(chunk);
};

/** PostgreSQL archives a segment twice when it was killed just after the first time. */
async function dropTwin(file: string, packed: string): Promise<void> {
  const chunks: Buffer[] = [];
  const unpacked: AsyncIterable<Buffer> = createReadStream(packed).pipe(createGunzip());
  for await (const chunk of unpacked) chunks.push(chunk);
  if (!Buffer.concat(chunks).equals(await readFile(file)))
    throw new Error(`${file} is not what was archived under this name before; both are kept`);
  await rm(file, { force: true });
}

/** A plain segment, wherever it stands packed or not. */
export async function unpackTo(from: string, to: string): Promise<void> {
  if (!from.endsWith(ZIP)) return void (await copyHashed(from, to));
  await written(to, (target) => pipeline(createReadStream(from), createGunzip(), filling(target)));
}

/** What another folder lacks is copied there, oldest first. */
export async function shipArchive(folder: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const there = new Set(await namesIn(to));
  const missing = (await namesIn(folder)).filter((name) => (isPacked(name) || isHistory(name)) && !there.has(name));
  for (const name of missing.sort()) {
    const draft = path.join(to, `${name}.part`);
    await rm(draft, { force: true });
    if (await copyHashed(path.join(folder, name), draft)) await rename(draft, path.join(to, name));
  }
  if (missing.length > 0) await syncFolders(to, []);
  return missing.length;
}

/** Removes the log before `first`, which no kept backup needs. */
export async function pruneArchive(folder: string, first: string, segmentBytes: number): Promise<number> {
  const from = segmentNumber(first, segmentBytes);
  const old = (await namesIn(folder)).filter(
    (name) => isSegment(segmentIn(name)) && segmentNumber(segmentIn(name), segmentBytes) < from,
  );
  for (const name of old) await rm(path.join(folder, name), { force: true });
  return old.length;
}
