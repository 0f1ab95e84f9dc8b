import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { openPromise, type Entry as ZipEntry } from 'yauzl';
import { listTree } from '../../drivers/backup/copying.ts';
import { badExport } from './errors.ts';
import { type Entry, MANIFEST, type Manifest, parseManifest } from './manifest.ts';

/** An export as it lies there: nothing in it is believed before it was looked at. */
export interface Source {
  readonly place: string;
  has(path: string): boolean;
  /** Only what `has`. */
  open(path: string): Promise<Readable>;
  close(): Promise<void>;
}

/** A folder, or a ZIP file as it was downloaded. */
export async function openSource(place: string): Promise<Source> {
  const found = await stat(place).catch(() => null);
  if (!found) throw badExport('no_manifest', { place });
  try {
    return found.isDirectory() ? await folderSource(place) : await zipSource(place);
  } catch (error) {
    throw badExport('unreadable', { place, reason: error instanceof Error ? error.message : String(error) }, error);
  }
}

/** Links are followed nowhere: an export names its own files, never those of the machine it is opened on. */
async function folderSource(place: string): Promise<Source> {
  const { files } = await listTree(place);
  const paths = new Set(files.map(({ path }) => path));
  return {
    place,
    has: (path) => paths.has(path),
    async open(path) {
      const handle = await open(join(place, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
      return handle.createReadStream();
    },
    close: async () => {},
  };
}

const MOST_FILES = 5_000_000;

async function zipSource(place: string): Promise<Source> {
  const zip = await openPromise(place, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, ZipEntry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= MOST_FILES) throw new Error(`more than ${MOST_FILES} files`);
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
  }
  return {
    place,
    has: (path) => entries.has(path),
    async open(path) {
      const entry = entries.get(path);
      if (!entry) throw new Error(`${path} is not there`);
      return zip.openReadStreamPromise(entry);
    },
    close: async () => zip.close(),
  };
}

const MOST_MANIFEST = 256 * 1024 * 1024;

export async function manifestIn(source: Source): Promise<Manifest> {
  if (!source.has(MANIFEST)) throw badExport('no_manifest', { place: source.place });
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of await source.open(MANIFEST)) {
    bytes += piece.length;
    if (bytes > MOST_MANIFEST) throw badExport('bad_manifest', { reason: `> ${MOST_MANIFEST} bytes` });
    pieces.push(piece);
  }
  return parseManifest(Buffer.concat(pieces).toString('utf8'));
}

/** The bytes of a file as the manifest has them; a byte more or less, or another one, ends it with an error. */
export async function* checked(source: Source, { path, bytes, sha256 }: Entry): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let seen = 0;
  for await (const piece of await source.open(path)) {
    seen += piece.length;
    // Packed bombs end here: no more is unpacked than the manifest tells of.
    if (seen > bytes) break;
    hash.update(piece);
    yield piece;
  }
  if (seen !== bytes || hash.digest('hex') !== sha256) throw badExport('damaged', { count: 1, files: path });
}
