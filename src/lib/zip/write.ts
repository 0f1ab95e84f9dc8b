import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** Bytes of one file, in pieces. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

interface Entry {
  readonly name: Buffer;
  readonly at: number;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
}

const HUGE = 0xffff_ffff;
const MANY = 0xffff;
const UTF8 = 0x0800;
const ZIP64 = 0x0001;
/** Room for the long sizes, which nobody knows before the end; when they are not needed it is padding. */
const PADDING = 0xa220;
const ROOM = 16;
const AT_ONCE = 1000;
/** 1 January 1980: the same contents give the same bytes. */
const DAY = 0x0021;

/** Writes a ZIP file piece by piece: memory stays flat, and neither a file nor the whole has a largest size. */
export class ZipWriter {
  readonly #file: FileHandle;
  readonly #entries: Entry[] = [];
  #at = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** `store`: what is packed already (pictures, PDF) is kept as it is. */
  async add(name: string, body: Pieces, { store = false } = {}): Promise<void> {
    const entry = { name: Buffer.from(name), at: this.#at, method: store ? 0 : 8, crc: 0, size: 0, packed: 0 };
    if (entry.name.length > MANY) throw new RangeError('a name this long does not fit into a ZIP file');
    await this.#append(localHeader(entry));
    for await (const piece of packed(counted(body, entry), store)) {
      entry.packed += piece.length;
      await this.#append(piece);
    }
    await this.#write(localHeader(entry), entry.at);
    this.#entries.push(entry);
  }

  /** The list of contents; nothing can be added behind it. */
  async end(): Promise<void> {
    const start = this.#at;
    for (let at = 0; at < this.#entries.length; at += AT_ONCE)
      await this.#append(Buffer.concat(this.#entries.slice(at, at + AT_ONCE).map(centralHeader)));
    await this.#append(ending(this.#entries.length, start, this.#at - start));
  }

  async #append(bytes: Uint8Array): Promise<void> {
    await this.#write(bytes, this.#at);
    this.#at += bytes.length;
  }

  async #write(bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length; )
      done += (await this.#file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

async function* counted(body: Pieces, entry: { crc: number; size: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    entry.crc = crc32(piece, entry.crc);
    entry.size += piece.length;
    yield piece;
  }
}

function packed(body: AsyncIterable<Uint8Array>, store: boolean): AsyncIterable<Uint8Array> {
  // What fails in the body comes out of the loop over the packed pieces.
  return store ? body : pipeline(Readable.from(body), createDeflateRaw({ level: 6 }), () => {});
}

const isLong = ({ size, packed: small }: Entry): boolean => size >= HUGE || small >= HUGE;

function localHeader(entry: Entry): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(isLong(entry) ? 45 : 20, 4);
  middle(head, 6, entry, isLong(entry));
  head.writeUInt16LE(entry.name.length, 26);
  head.writeUInt16LE(4 + ROOM, 28);
  const room = Buffer.alloc(4 + ROOM);
  room.writeUInt16LE(isLong(entry) ? ZIP64 : PADDING, 0);
  room.writeUInt16LE(ROOM, 2);
  if (isLong(entry)) longSizes(room, 4, entry);
  return Buffer.concat([head, entry.name, room]);
}

function centralHeader(entry: Entry): Buffer {
  const far = entry.at >= HUGE;
  const long = isLong(entry) || far;
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE((3 << 8) | (long ? 45 : 20), 4);
  head.writeUInt16LE(long ? 45 : 20, 6);
  middle(head, 8, entry, long);
  head.writeUInt16LE(entry.name.length, 28);
  head.writeUInt16LE(long ? 28 : 0, 30);
  // A plain file that its owner may read and write.
  head.writeUInt32LE((0o100600 << 16) >>> 0, 38);
  head.writeUInt32LE(long ? HUGE : entry.at, 42);
  if (!long) return Buffer.concat([head, entry.name]);
  const more = Buffer.alloc(28);
  more.writeUInt16LE(ZIP64, 0);
  more.writeUInt16LE(24, 2);
  longSizes(more, 4, entry);
  more.writeBigUInt64LE(BigInt(entry.at), 20);
  return Buffer.concat([head, entry.name, more]);
}

/** Flags, method, date, checksum and sizes stand alike in both headers. */
function middle(head: Buffer, at: number, entry: Entry, long: boolean): void {
  head.writeUInt16LE(UTF8, at);
  head.writeUInt16LE(entry.method, at + 2);
  head.writeUInt16LE(DAY, at + 6);
  head.writeUInt32LE(entry.crc, at + 8);
  head.writeUInt32LE(long ? HUGE : entry.packed, at + 12);
  head.writeUInt32LE(long ? HUGE : entry.size, at + 16);
}

function longSizes(room: Buffer, at: number, { size, packed: small }: Entry): void {
  room.writeBigUInt64LE(BigInt(size), at);
  room.writeBigUInt64LE(BigInt(small), at + 8);
}

function ending(count: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(22);
  const long = count >= MANY || start >= HUGE || length >= HUGE;
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, MANY), 8);
  end.writeUInt16LE(Math.min(count, MANY), 10);
  end.writeUInt32LE(Math.min(length, HUGE), 12);
  end.writeUInt32LE(Math.min(start, HUGE), 16);
  return long ? Buffer.concat([longEnding(count, start, length), end]) : end;
}

function longEnding(count: number, start: number, length: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE((3 << 8) | 45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  record.writeUInt32LE(0x0706_4b50, 56);
  record.writeBigUInt64LE(BigInt(start + length), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
