import type { MarcFormat, MarcRead, MarcReader, ReaderOptions } from './reader.ts';
import { marcReader, SNIFFED_BYTES, type Sniffed, sniffMarc } from './sniff.ts';

export type MarcSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface ReadOptions extends ReaderOptions {
  /** When it is known already: of a file that is taken up again in its middle. */
  readonly sniffed?: Sniffed | undefined;
}

/** The first bytes are of no MARC format. */
export class NotMarc extends Error {
  constructor() {
    super('not a MARC file');
    this.name = 'NotMarc';
  }
}

export interface MarcFile {
  readonly format: MarcFormat;
  readonly sniffed: Sniffed;
  /** In the order of the file; refused ones among the others. */
  readonly records: AsyncIterable<MarcRead>;
}

const PIECE = 64 * 1024;

/** A MARC file of any kind, read while it comes in: memory stays flat. Throws NotMarc, and what the source throws. */
export async function openMarc(source: MarcSource, options: ReadOptions = {}): Promise<MarcFile> {
  const pieces = piecesOf(source);
  const head = await headOf(pieces);
  const sniffed = options.sniffed ?? sniffMarc(head);
  if (!sniffed) {
    await pieces.return(undefined);
    throw new NotMarc();
  }
  return { format: sniffed.format, sniffed, records: records(marcReader(sniffed, options), head, sniffed, pieces) };
}

async function* piecesOf(source: MarcSource): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
  }
}

async function headOf(pieces: AsyncGenerator<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for (let size = 0; size < SNIFFED_BYTES; ) {
    const { value, done } = await pieces.next();
    if (done) break;
    read.push(value);
    size += value.length;
  }
  return Buffer.concat(read);
}

async function* records(
  reader: MarcReader,
  head: Buffer,
  { mark }: Sniffed,
  pieces: AsyncGenerator<Buffer>,
): AsyncGenerator<MarcRead> {
  try {
    yield* reader.push(head.subarray(mark));
    for await (const piece of pieces) yield* reader.push(piece);
    yield* reader.end();
  } finally {
    await pieces.return(undefined);
  }
}
