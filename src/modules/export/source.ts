import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listTree } from '../../drivers/backup/copying.ts';
import { Failure } from '../../kernel/errors.ts';
import { openZip } from '../../lib/zip/open.ts';
import { badExport } from './errors.ts';
import { type Entry, MANIFEST, type Manifest, parseManifest } from './manifest.ts';

/** An export as it lies there: nothing in it is believed before it was looked at. */
export interface Source {
  readonly place: string;
  has(path: string): boolean;
  /** Only what `has`. */
  open(path: string): Promise<AsyncIterable<Buffer>>;
  close(): Promise<void>;
}

/** A folder, or a ZIP file as it was downloaded. */
export async function openSource(place: string): Promise<Source> {
  const found = await stat(place).catch(() => null);
  if (!found) throw badExport('no_manifest', { place });
  return (found.isDirectory() ? folderSource(place) : zipSource(place)).catch(refuse(place));
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

/** As many and as large as they are: how much is unpacked the manifest says, file by file. */
const BOUNDS = {
  maxEntries: 5_000_000,
  maxEntryBytes: Number.POSITIVE_INFINITY,
  maxTotalBytes: Number.POSITIVE_INFINITY,
};

async function zipSource(place: string): Promise<Source> {
  const zip = await openZip(place, BOUNDS);
  return {
    place,
    has: (path) => zip.entries.has(path),
    async open(path) {
      const entry = zip.entries.get(path);
      if (!entry) throw new Error(`${path} is not there`);
      return zip.stream(entry);
    },
    close: async () => zip.close(),
  };
}

const MOST_MANIFEST = 256 * 1024 * 1024;

export async function manifestIn(source: Source): Promise<Manifest> {
  if (!source.has(MANIFEST)) throw badExport('no_manifest', { place: source.place });
  return parseManifest((await manifestBytes(source).catch(refuse(source.place))).toString('utf8'));
}

const refuse =
  (place: string) =>
  (error: unknown): never => {
    if (error instanceof Failure) throw error;
    throw badExport('unreadable', { place, reason: error instanceof Error ? error.message : String(error) }, error);
  };

async function manifestBytes(source: Source): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of await source.open(MANIFEST)) {
    bytes += piece.length;
    if (bytes > MOST_MANIFEST) throw badExport('bad_manifest', { reason: `> ${MOST_MANIFEST} bytes` });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
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
