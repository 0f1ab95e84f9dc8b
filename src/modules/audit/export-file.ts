import { Readable } from 'node:stream';
import type { Ctx } from '../../kernel/context.ts';
import type { FileReply } from '../../kernel/http/route.ts';
import { csvStream } from '../../lib/csv/write.ts';
import { type XlsxColumn, XlsxTooLong, xlsxBuffer } from '../../lib/xlsx.ts';
import { readSettings } from '../settings/index.ts';
import { entryOf, type LogEntry } from './entry.ts';
import { tooLongForXlsx } from './errors.ts';
import type { Place, Search } from './queries.ts';
import { readLog } from './reading.ts';

export type Format = 'csv' | 'xlsx' | 'jsonl';

const BATCH = 1000;

/** The whole log a reader may see, a batch at a time: memory stays flat however long it is. */
export async function* entries(ctx: Ctx, search: Search): AsyncGenerator<LogEntry> {
  let after: Place | null = null;
  for (;;) {
    const rows = await readLog(ctx, search, { after, offset: 0, limit: BATCH });
    for (const row of rows) yield entryOf(row, search.reader);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { at: last.place, id: last.id };
  }
}

const COLUMNS = [
  { key: 'timestamp', title: 'timestamp', type: 'datetime' },
  { key: 'adminName', title: 'adminName', type: 'text' },
  { key: 'action', title: 'action', type: 'text', width: 12 },
  { key: 'event', title: 'event', type: 'text' },
  { key: 'entityType', title: 'entityType', type: 'text', width: 14 },
  { key: 'entityId', title: 'entityId', type: 'text', width: 38 },
  { key: 'entityName', title: 'entityName', type: 'text', width: 32 },
  { key: 'details', title: 'details', type: 'text' },
  { key: 'oldValues', title: 'oldValues', type: 'text' },
  { key: 'newValues', title: 'newValues', type: 'text' },
  { key: 'ipAddress', title: 'ipAddress', type: 'text', width: 16 },
  { key: 'userAgent', title: 'userAgent', type: 'text' },
  { key: 'branchId', title: 'branchId', type: 'text', width: 38 },
  { key: 'adminId', title: 'adminId', type: 'text', width: 38 },
  { key: 'requestId', title: 'requestId', type: 'text' },
  { key: 'correlationId', title: 'correlationId', type: 'text' },
  { key: 'id', title: 'id', type: 'text', width: 38 },
] as const satisfies readonly XlsxColumn<LogEntry>[];

const json = (value: object | null): string | null => value && JSON.stringify(value);

async function* rows(ctx: Ctx, search: Search) {
  for await (const entry of entries(ctx, search)) {
    const { timestamp, oldValues, newValues } = entry;
    const texts = { timestamp: timestamp.toISOString(), oldValues: json(oldValues), newValues: json(newValues) };
    yield { ...entry, ...texts };
  }
}

async function* cells(ctx: Ctx, search: Search) {
  for await (const row of rows(ctx, search)) yield COLUMNS.map(({ key }) => row[key]);
}

async function* lines(ctx: Ctx, search: Search) {
  for await (const entry of entries(ctx, search)) yield `${JSON.stringify(entry)}\n`;
}

export function streamed(ctx: Ctx, search: Search, format: 'csv' | 'jsonl', name: string): FileReply {
  if (format === 'jsonl')
    return { type: 'application/x-ndjson', name: `${name}.jsonl`, body: Readable.from(lines(ctx, search)) };
  const header = COLUMNS.map(({ title }) => title);
  return { type: 'text/csv; charset=utf-8', name: `${name}.csv`, body: csvStream(header, cells(ctx, search)) };
}

export async function spreadsheet(ctx: Ctx, search: Search, name: string): Promise<FileReply> {
  const { timeZone } = await readSettings(ctx);
  const sheet = { name, zone: timeZone, columns: COLUMNS, rows: rows(ctx, search) };
  const body = await xlsxBuffer(sheet).catch((error: unknown) => {
    throw error instanceof XlsxTooLong ? tooLongForXlsx(error.maxRows) : error;
  });
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: `${name}.xlsx`,
    body,
  };
}
