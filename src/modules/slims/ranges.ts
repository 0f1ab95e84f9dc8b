import { setTimeout as pause } from 'node:timers/promises';
import type { MysqlReader } from '../../drivers/mysql/reader.ts';

/** Rows `after < id <= until` of a table. */
export interface Range {
  after: number;
  until: number;
}

/** So many numbers a statement: some dozen milliseconds, and SLiMS writes in between. */
const WIDTH = 20_000;
const LONGEST_PAUSE_MS = 250;

/** All rows there are now, in the order of their numbers, once each; gaps are leapt over. The user rests as it works. */
export async function* ranges(
  reader: MysqlReader,
  table: string,
  id: string,
  signal?: AbortSignal,
): AsyncGenerator<Range> {
  const [end] = await reader.rows<{ last: number | null }>(`select max(${id}) as last from ${table}`);
  const last = end?.last ?? 0;
  for (let after = 0; after < last; ) {
    signal?.throwIfAborted();
    const [row] = await reader.rows<{ next: number | null }>(
      `select min(${id}) as next from ${table} where ${id} > ?`,
      [after],
    );
    const until = Math.min((row?.next ?? last) - 1 + WIDTH, last);
    const began = performance.now();
    yield { after, until };
    after = until;
    await pause(Math.min((performance.now() - began) / 4, LONGEST_PAUSE_MS));
  }
}
