import { invalid } from '../../kernel/errors.ts';
import { type CsvRow, openCsv } from '../../lib/csv/read.ts';
import { sniffMarc } from '../../lib/marc/sniff.ts';
import { SheetError } from '../../lib/sheet/error.ts';
import { openSheet } from '../../lib/sheet/open.ts';
import { headOf, readFrom } from './files.ts';
import type { Format, Kind, Sniffed } from './import.ts';
import { asFailure } from './problem.ts';

export const BOUNDS = { maxColumns: 200, maxCellLength: 20_000 } as const;
const HEAD = 64 * 1024;

const startsWith = (bytes: Buffer, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

/** What a file is, by its first bytes; its name says nothing. Fails with what is wrong with it. */
export async function sniffFile(path: string, kind: Kind): Promise<{ format: Format; sniffed: Sniffed }> {
  try {
    const head = await headOf(path, HEAD);
    if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new SheetError('sheet.old_xls');
    if (startsWith(head, 0x50, 0x4b)) return await sniffSheet(path);
    const marc = kind === 'BOOKS' ? sniffMarc(head) : null;
    // A header that begins with a digit is no record: those have marks at the end of each field.
    const isMarc = marc && (marc.format !== 'iso2709' || head.includes(0x1e));
    if (isMarc)
      return { format: marc.format, sniffed: { encoding: marc.encoding, delimiter: null, columns: [], samples: [] } };
    return await sniffCsv(path);
  } catch (error) {
    throw asFailure(error);
  }
}

async function sniffSheet(path: string): Promise<{ format: Format; sniffed: Sniffed }> {
  const { columns, rows, close } = await openSheet(path, BOUNDS);
  try {
    const samples = await samplesOf(columns, rows);
    return { format: 'xlsx', sniffed: { encoding: null, delimiter: null, columns: [...columns], samples } };
  } finally {
    close();
  }
}

async function sniffCsv(path: string): Promise<{ format: Format; sniffed: Sniffed }> {
  const source = readFrom(path);
  try {
    const { columns, encoding, delimiter, rows } = await openCsv(source, BOUNDS);
    if (columns.length === 0) throw invalid('file', 'csv.empty');
    const samples = await samplesOf(columns, rows);
    return { format: 'csv', sniffed: { encoding, delimiter, columns: [...columns], samples } };
  } finally {
    source.destroy();
  }
}

const SAMPLED = 20;
const SAMPLE = 60;

/** The first thing each column says: people know a column by that sooner than by its name. */
async function samplesOf(columns: readonly string[], rows: AsyncIterable<CsvRow>): Promise<string[]> {
  const samples = columns.map(() => '');
  let count = 0;
  for await (const { values } of rows) {
    for (const [at, column] of columns.entries())
      if (samples[at] === '') samples[at] = (values[column] ?? '').trim().slice(0, SAMPLE).toWellFormed();
    count += 1;
    if (count === SAMPLED || samples.every(Boolean)) break;
  }
  return samples;
}
