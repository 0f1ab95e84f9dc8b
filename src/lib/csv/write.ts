import { Readable } from 'node:stream';
import { escapeFormula } from '../formula.ts';

export type CsvValue = string | number | bigint | boolean | null | undefined;

const CHUNK = 32 * 1024;

function csvCell(value: CsvValue, delimiter: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value !== 'string') return String(value);
  const text = escapeFormula(value);
  return text.includes(delimiter) || /["\r\n\t,;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of RFC 4180 with its line end. */
export function csvRow(values: readonly CsvValue[], delimiter = ','): string {
  return `${values.map((value) => csvCell(value, delimiter)).join(delimiter)}\r\n`;
}

type Rows = AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>;

async function* chunks(header: readonly string[], rows: Rows, delimiter: string): AsyncGenerator<string> {
  let text = `\ufeff${csvRow(header, delimiter)}`;
  for await (const row of rows) {
    text += csvRow(row, delimiter);
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** UTF-8 with a byte order mark, without which spreadsheets guess another encoding. */
export function csvStream(header: readonly string[], rows: Rows, delimiter = ','): Readable {
  return Readable.from(chunks(header, rows, delimiter), { objectMode: false });
}
