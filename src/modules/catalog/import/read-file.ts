import type { Ctx } from '../../../kernel/context.ts';
import { Failure, failure, invalid } from '../../../kernel/errors.ts';
import { CsvError } from '../../../lib/csv/error.ts';
import { type CsvRow, openCsv } from '../../../lib/csv/read.ts';
import { cellsOf, type Layout, layoutOf } from './columns.ts';
import { type Draft, draftOf, type RowError, rowError } from './draft.ts';

const MAX_ROWS = 100_000;

export interface FileRead {
  rows: number;
  drafts: Draft[];
  errors: RowError[];
  ignoredColumns: readonly string[];
}

/** The whole file before anything is written: what cannot be read as a file is refused as one. */
export async function readFile(ctx: Ctx, file: Buffer, year: number): Promise<FileRead> {
  const { rows, layout } = await table(file);
  const read: FileRead = { rows: rows.length, drafts: [], errors: [], ignoredColumns: layout.ignored };
  const seen = new Set<string>();
  for (const row of rows) {
    try {
      if (row.extraCells) throw failure('VALIDATION_ERROR', 'catalog.row_too_long', { field: '' });
      const draft = draftOf(row.line, cellsOf(row, layout), { year });
      requireOnce(seen, draft.barcodes);
      read.drafts.push(draft);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      read.errors.push(rowError(ctx.locale, row.line, error));
    }
  }
  return read;
}

function requireOnce(seen: Set<string>, barcodes: readonly string[]): void {
  const small = barcodes.map((barcode) => barcode.toLowerCase());
  if (small.some((barcode) => seen.has(barcode)))
    throw failure('VALIDATION_ERROR', 'catalog.barcode_twice', { field: 'barcode' });
  for (const barcode of small) seen.add(barcode);
}

async function table(file: Buffer): Promise<{ rows: CsvRow[]; layout: Layout }> {
  try {
    const csv = await openCsv(file, { maxRows: MAX_ROWS, maxCellLength: 20_000 });
    const layout = layoutOf(csv.columns);
    if (!layout.columns.some(({ field }) => field === 'title')) throw invalid('file', 'catalog.no_title_column');
    const rows: CsvRow[] = [];
    for await (const row of csv.rows) rows.push(row);
    return { rows, layout };
  } catch (error) {
    if (error instanceof CsvError)
      throw invalid('file', 'catalog.bad_csv', { problem: error.code.slice(4).replaceAll('_', ' '), line: error.line });
    throw error;
  }
}
