import type { PoolClient } from 'pg';
import { to } from 'pg-copy-streams';
import { listOf, quoted, type Table } from '../tables.ts';

/** JSON holds no such characters, so nothing is ever quoted: each row is its own line as it is. */
const PLAIN = String.raw`(format csv, quote e'\x01', delimiter e'\x02')`;

/** A table as JSON, a row a line, exact to the microsecond and to the last digit, in the order of its key. */
export function linesOf(client: PoolClient, table: Table): AsyncIterable<Buffer> {
  const order = table.key.length > 0 ? ` order by ${table.key.map((column) => `r.${quoted(column)}`).join(', ')}` : '';
  const rows = `select row_to_json(r) from (select ${listOf(table.columns)} from ${quoted(table.name)}) r${order}`;
  return client.query(to(`copy (${rows}) to stdout with ${PLAIN}`));
}

const FETCH = 1000;

export interface Sheet {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}
export type Cell = string | number | boolean | null;

/** The answer of a query, read in pieces within the transaction of the client. */
export async function sheetOf(client: PoolClient, sql: string): Promise<Sheet> {
  await client.query(`declare sheet no scroll cursor for ${sql}`);
  const fetch = async () => client.query<Cell[]>({ text: `fetch ${FETCH} from sheet`, rowMode: 'array' });
  const first = await fetch();
  async function* rows() {
    for (let page = first; page.rows.length > 0; page = await fetch()) yield* page.rows;
    await client.query('close sheet');
  }
  return { header: first.fields.map(({ name }) => name), rows: rows() };
}

/** How many lines went by. */
export async function* counting(body: AsyncIterable<Buffer>, told: (lines: number) => void): AsyncGenerator<Buffer> {
  let lines = 0;
  for await (const piece of body) {
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
    yield piece;
  }
  told(lines);
}
