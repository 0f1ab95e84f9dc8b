import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

export type MonthFile = 'facts' | 'details';

/** '2025-01-01' -> PUSTAKA_DATA/archive/2025-01 */
export const monthFolder = (dataRoot: string, month: string): string => join(dataRoot, 'archive', month.slice(0, 7));
export const monthFile = (folder: string, file: MonthFile): string => join(folder, `${file}.jsonl.gz`);

/** Compressed lines, on disk when this returns; gives the SHA-256 of the file and the number of lines. */
export async function writeLines(
  file: string,
  lines: AsyncIterable<object>,
): Promise<{ sha256: Buffer; count: number }> {
  const hash = createHash('sha256');
  let count = 0;
  const texts = async function* () {
    for await (const line of lines) {
      count++;
      yield `${JSON.stringify(line)}\n`;
    }
  };
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(texts, createGzip(), hashed, createWriteStream(file, { flush: true, mode: 0o600 }));
  return { sha256: hash.digest(), count };
}

/** Nothing when the file is not there; a damaged one throws. */
export async function* readLines<T>(file: string): AsyncGenerator<T> {
  if (!existsSync(file)) return;
  const source = createReadStream(file);
  const text = source.pipe(createGunzip()).setEncoding('utf8');
  source.on('error', (error) => text.destroy(error));
  let rest = '';
  for await (const chunk of text) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as T;
  }
}
