import type { Readable } from 'node:stream';
import { type CsvRow, openCsv } from '../../lib/csv/read.ts';
import { openMarc } from '../../lib/marc/read.ts';
import type { MarcRead } from '../../lib/marc/reader.ts';
import { SNIFFED_BYTES, sniffMarc } from '../../lib/marc/sniff.ts';
import { openSheet } from '../../lib/sheet/open.ts';
import { headOf, readFrom } from './files.ts';
import type { Cursor, Format } from './import.ts';
import { BOUNDS } from './sniff.ts';

/** A row of a table or a record of a MARC file, with the place where the next one begins. */
export interface Item {
  readonly row: CsvRow | null;
  readonly read: MarcRead | null;
  readonly next: Cursor;
  /** Written by an earlier run; given out again for what has to be remembered of it. */
  readonly past: boolean;
}

export interface Source {
  readonly format: Format;
  readonly items: AsyncIterable<Item>;
  close(): void;
}

/** The file from where an earlier run ended; read while it is written, memory stays flat. */
export async function openSource(path: string, format: Format, size: number, from: Cursor): Promise<Source> {
  if (format === 'xlsx') return sheetSource(path, from);
  return format === 'csv' ? csvSource(path, size, from) : marcSource(path, format, size, from);
}

async function csvSource(path: string, size: number, from: Cursor): Promise<Source> {
  const file = readFrom(path);
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of file) {
      bytes += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  };
  const { rows } = await openCsv(counted(), BOUNDS);
  return { format: 'csv', items: tableItems(rows, from, () => bytes / size), close: () => file.destroy() };
}

async function sheetSource(path: string, from: Cursor): Promise<Source> {
  const sheet = await openSheet(path, BOUNDS);
  return { format: 'xlsx', items: tableItems(sheet.rows, from, sheet.part), close: () => sheet.close() };
}

async function* tableItems(rows: AsyncIterable<CsvRow>, from: Cursor, part: () => number): AsyncGenerator<Item> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    const past = count <= from.rows;
    yield { row, read: null, past, next: { ...from, rows: count, part: Math.min(part(), 1) } };
  }
}

async function marcSource(path: string, format: Format, size: number, from: Cursor): Promise<Source> {
  const sniffed = sniffMarc(await headOf(path, SNIFFED_BYTES)) ?? undefined;
  // Only ISO 2709 can be entered in its middle without knowing what stood before.
  const begin = format === 'iso2709' && from.rows > 0 ? from.offset : 0;
  const file = readFrom(path, begin);
  const place = begin > 0 ? { offset: begin, index: from.rows } : undefined;
  const { records } = await openMarc(file as Readable, { sniffed, ...(place ? { from: place } : {}) });
  return { format, items: marcItems(records, size, from), close: () => file.destroy() };
}

async function* marcItems(records: AsyncIterable<MarcRead>, size: number, from: Cursor): AsyncGenerator<Item> {
  for await (const read of records) {
    if (read.index < from.rows) continue;
    const offset = read.offset + read.bytes;
    yield {
      row: null,
      read,
      past: false,
      next: { ...from, rows: read.index + 1, offset, part: Math.min(offset / size, 1) },
    };
  }
}
