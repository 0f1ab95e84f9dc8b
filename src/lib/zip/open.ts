import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ZipError, type ZipProblem } from './error.ts';

export interface ZipBounds {
  readonly maxEntries: number;
  /** Of one entry and of all together, unpacked. What an entry says of its size is held to while it is read. */
  readonly maxEntryBytes: number;
  readonly maxTotalBytes: number;
}

export interface Zip {
  /** By name, folders left out; of two with one name the first. */
  readonly entries: ReadonlyMap<string, Entry>;
  stream(entry: Entry): Promise<AsyncIterable<Buffer>>;
  bytes(entry: Entry): Promise<Buffer>;
  close(): void;
}

const PROBLEMS: readonly (readonly [RegExp, ZipProblem])[] = [
  [/absolute path|invalid relative path|invalid characters|filename/i, 'zip.bad_name'],
  [/encrypted|strong encryption/i, 'zip.encrypted'],
  [/too many bytes|not enough bytes|size mismatch|uncompressed/i, 'zip.lies'],
];

const problemOf = (error: unknown, name = ''): ZipError => {
  if (error instanceof ZipError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ZipError(PROBLEMS.find(([pattern]) => pattern.test(message))?.[1] ?? 'zip.broken', name);
};

/** Looks through the table of contents before anything is unpacked. Throws ZipError; memory is bounded by the number of entries. */
export async function openZip(path: string, bounds: ZipBounds): Promise<Zip> {
  const file = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw problemOf(error);
  });
  try {
    const entries = await contentsOf(file, bounds);
    return {
      entries,
      stream: (entry) => streamOf(file, entry),
      bytes: (entry) => bytesOf(file, entry, bounds.maxEntryBytes),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw problemOf(error);
  }
}

async function contentsOf(file: ZipFile, bounds: ZipBounds): Promise<Map<string, Entry>> {
  if (file.entryCount > bounds.maxEntries) throw new ZipError('zip.too_many');
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of file.eachEntry()) {
    const name = entry.fileName;
    if (name.endsWith('/')) continue;
    if (entry.isEncrypted()) throw new ZipError('zip.encrypted', name);
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > bounds.maxEntryBytes || total > bounds.maxTotalBytes)
      throw new ZipError('zip.too_large', name);
    if (entries.size >= bounds.maxEntries) throw new ZipError('zip.too_many');
    if (!entries.has(name)) entries.set(name, entry);
  }
  return entries;
}

async function streamOf(file: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  const stream = await file.openReadStreamPromise(entry).catch((error: unknown) => {
    throw problemOf(error, entry.fileName);
  });
  return told(stream, entry.fileName);
}

async function* told(stream: Readable, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw problemOf(error, name);
  } finally {
    stream.destroy();
  }
}

async function bytesOf(file: ZipFile, entry: Entry, max: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await streamOf(file, entry)) {
    size += chunk.length;
    if (size > max) throw new ZipError('zip.too_large', entry.fileName);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
