import { CsvError } from '../csv/error.ts';
import { type CsvRow, columnNames, rowsOf } from '../csv/read.ts';
import { openZip, type Zip } from '../zip/open.ts';
import { SheetError } from './error.ts';
import { partsOf } from './parts.ts';
import { sheetRows } from './rows.ts';
import { dateStyles, textsOf } from './tables.ts';

export interface SheetOptions {
  readonly maxRows?: number;
  readonly maxColumns?: number;
  readonly maxCellLength?: number;
  readonly maxTotalBytes?: number;
}

/** The same shape as a CSV file has. */
export interface SheetFile {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<CsvRow>;
  /** How much of the sheet was unpacked so far, from 0 to 1. */
  part(): number;
  /** When the rows are not read to their end. */
  close(): void;
}

const ENTRIES = 5_000;
const UNPACKED = 1024 * 1024 * 1024;

/** The first sheet of a workbook, read while it is unpacked. Throws ZipError, SheetError, CsvError. */
export async function openSheet(path: string, options: SheetOptions = {}): Promise<SheetFile> {
  const { maxRows = Number.POSITIVE_INFINITY, maxColumns = 200, maxCellLength = 100_000 } = options;
  const maxTotalBytes = options.maxTotalBytes ?? UNPACKED;
  const zip = await openZip(path, { maxEntries: ENTRIES, maxEntryBytes: maxTotalBytes, maxTotalBytes });
  try {
    const parts = await partsOf(zip);
    const texts = await textsOf(zip, parts.strings);
    const dates = await dateStyles(zip, parts.styles);
    const entry = zip.entries.get(parts.sheet);
    if (!entry) throw new SheetError('sheet.no_sheet');
    const look = { texts, dates, from1904: parts.from1904, maxColumns, maxCellLength };
    let bytes = 0;
    const counted = counting(await zip.stream(entry), (size) => {
      bytes += size;
    });
    const records = sheetRows(counted, look);
    const first = await records.next();
    if (first.done) throw new CsvError('csv.empty', 1);
    const names = columnNames({ ...first.value, endLine: first.value.line });
    const rows = rowsOf(names, withEnds(records), maxRows);
    return {
      columns: names.filter((name) => name !== ''),
      rows: thenClosed(rows, zip),
      part: () => bytes / Math.max(1, entry.uncompressedSize),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function* counting(chunks: AsyncIterable<Buffer>, met: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    met(chunk.length);
    yield chunk;
  }
}

async function* withEnds(records: AsyncIterable<{ line: number; cells: string[] }>) {
  for await (const record of records) yield { ...record, endLine: record.line };
}

async function* thenClosed(rows: AsyncIterable<CsvRow>, zip: Zip): AsyncGenerator<CsvRow> {
  try {
    yield* rows;
  } finally {
    zip.close();
  }
}
