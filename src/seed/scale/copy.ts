import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { copyLine, copyTarget } from '../../drivers/postgres/copy.ts';
import type { Log } from './log.ts';

export type Value = string | number | boolean | Date | null;

const CHUNK = 256 * 1024;

export type Rows = Iterable<readonly Value[]> | AsyncIterable<readonly Value[]>;

async function* chunks(rows: Rows, count: (rows: number) => void): AsyncGenerator<Buffer> {
  let text = '';
  let lines = 0;
  for await (const row of rows) {
    text += copyLine(row);
    lines += 1;
    if (text.length < CHUNK) continue;
    count(lines);
    yield Buffer.from(text);
    text = '';
    lines = 0;
  }
  count(lines);
  yield Buffer.from(text);
}

/** Streams rows into a table as fast as the slower of the two ends. */
export async function copyInto(owner: Client, log: Log, table: string, columns: string, rows: Rows): Promise<number> {
  const progress = log.phase(table);
  const target = copyTarget(owner, `${table} (${columns})`);
  await pipeline(Readable.from(chunks(rows, progress.add), { objectMode: false }), target);
  return progress.end();
}
