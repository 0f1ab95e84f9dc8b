import { finished } from 'node:stream/promises';
import type { Client, PoolClient } from 'pg';
import { from } from 'pg-copy-streams';

export type CopyValue = string | number | boolean | Date | Buffer | readonly (string | number)[] | null;

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : text;

/** One value in the text format of COPY. */
export function copyField(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return escaped(`{${value.map(element).join(',')}}`);
}

const element = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `"${value.replace(/[\\"]/g, '\\$&')}"`;

export const copyLine = (row: readonly CopyValue[]): string => {
  let line = copyField(row[0] ?? null);
  for (let at = 1; at < row.length; at++) line += `\t${copyField(row[at] ?? null)}`;
  return `${line}\n`;
};

/** A stream that takes the lines of a COPY; `target` is a table with its columns. */
export const copyTarget = (client: Client | PoolClient, target: string) =>
  client.query(from(`copy ${target} from stdin`));

/** Rows into a table, in the transaction of this connection: what holds for an insert holds for them, and they cost half of it. */
export async function copyRows(
  client: Client | PoolClient,
  target: string,
  rows: readonly (readonly CopyValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const stream = copyTarget(client, target);
  stream.end(rows.map(copyLine).join(''));
  await finished(stream);
}
