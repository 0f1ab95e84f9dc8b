import { CsvError } from './error.ts';
import type { CsvEncoding } from './sniff.ts';

export type CsvSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array;

const CHUNK = 64 * 1024;

async function* chunksOf(source: CsvSource): AsyncGenerator<Uint8Array> {
  for await (const chunk of source instanceof Uint8Array ? [source] : source)
    for (let at = 0; at < chunk.length; at += CHUNK) yield chunk.subarray(at, at + CHUNK);
}

async function* againWith(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** The first bytes to judge by, and the whole source again. */
export async function sample(source: CsvSource): Promise<{ head: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const rest = chunksOf(source);
  const read: Uint8Array[] = [];
  for (let size = 0; size < CHUNK; ) {
    const next = await rest.next();
    if (next.done) break;
    read.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(read);
  return { head, all: againWith(head, rest) };
}

function linesBeforeDamage(bytes: Uint8Array, encoding: CsvEncoding): number {
  const text = new TextDecoder(encoding).decode(bytes).replace(/^\ufffd+/, ''); // rest of a letter begun in the chunk before
  return text.slice(0, Math.max(0, text.indexOf('\ufffd'))).split('\n').length - 1;
}

/** Text with \n for every line end, so that line numbers are those an editor shows. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  let held = '';
  const decode = (bytes: Uint8Array, stream: boolean): string => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw new CsvError('csv.bad_encoding', line + linesBeforeDamage(bytes, encoding));
    }
  };
  for await (const chunk of chunks) {
    const text = held + decode(chunk, true);
    held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
    line += lines.split('\n').length - 1;
    yield lines;
  }
  yield (held + decode(new Uint8Array(), false)).replace('\r', '\n');
}
