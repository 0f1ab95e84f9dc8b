import { finished } from 'node:stream';
import { type Parser, CsvError as ParserError, parse } from 'csv-parse';
import { unescapeFormula } from '../formula.ts';
import { CsvError } from './error.ts';
import { type CsvDelimiter, type CsvEncoding, sniffDelimiter, sniffEncoding } from './sniff.ts';
import { type CsvSource, decoded, sample } from './source.ts';

export interface CsvOptions {
  readonly maxRows?: number | undefined;
  readonly maxColumns?: number | undefined;
  readonly maxCellLength?: number | undefined;
  /** For a file whose first 64 KiB do not tell. */
  readonly encoding?: CsvEncoding | undefined;
}

export interface CsvRow {
  readonly line: number;
  /** By column name; a cell the row lacks is ''. */
  readonly values: Readonly<Record<string, string>>;
  /** The row says more than there are columns: most often a separator inside an unquoted cell. */
  readonly extraCells: boolean;
}

export interface CsvFile {
  readonly columns: readonly string[];
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  readonly rows: AsyncIterable<CsvRow>;
}

interface CsvRecord {
  readonly line: number;
  readonly endLine: number;
  readonly cells: readonly string[];
}

interface Bounds {
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxCellLength: number;
}

interface Format {
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  readonly fromLine: number;
}

const PARSER_PROBLEMS: Record<string, 'csv.unclosed_quote' | 'csv.record_too_long'> = {
  CSV_QUOTE_NOT_CLOSED: 'csv.unclosed_quote',
  CSV_MAX_RECORD_SIZE: 'csv.record_too_long',
};

const linesIn = (text: string): number => text.split('\n').length - 1;

function checkCells({ line, cells }: CsvRecord, { maxColumns, maxCellLength }: Bounds): void {
  if (cells.length > maxColumns) throw new CsvError('csv.too_many_columns', line);
  for (const [at, cell] of cells.entries()) {
    if (cell.length > maxCellLength) throw new CsvError('csv.cell_too_long', line, String(at + 1));
    if (cell.includes('\0')) throw new CsvError('csv.not_text', line, String(at + 1));
  }
}

// Records are taken from the hook, not the stream: at an error the stream would drop those it had ready.
function parserInto(found: CsvRecord[], { delimiter, fromLine }: Format, { maxCellLength }: Bounds): Parser {
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    from_line: fromLine,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: maxCellLength * 10,
    on_record: (cells: string[], { lines }) => {
      found.push({ line: lines - linesIn(cells.join('')), endLine: lines, cells });
      return null;
    },
  });
  return parser.on('error', () => {}).resume();
}

const outcome = (run: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> =>
  new Promise((resolve) => run((error) => resolve(error ?? undefined)));

async function* recordsOf(text: AsyncIterable<string>, format: Format, bounds: Bounds): AsyncGenerator<CsvRecord> {
  const found: CsvRecord[] = [];
  const parser = parserInto(found, format, bounds);
  let lastLine = 0;
  const handOut = function* (error: Error | undefined): Generator<CsvRecord> {
    for (const record of found.splice(0)) {
      checkCells(record, bounds);
      lastLine = record.endLine;
      yield record;
    }
    const code = error instanceof ParserError ? PARSER_PROBLEMS[error.code] : undefined;
    if (error) throw code === undefined ? error : new CsvError(code, lastLine + 1);
  };
  for await (const part of text) yield* handOut(await outcome((done) => parser.write(part, done)));
  yield* handOut(await outcome((done) => finished(parser.end(), done)));
}

/** Names in order; a column without a name is left out of the rows. */
export function columnNames({ line, cells }: CsvRecord): string[] {
  const names = cells.map((cell) => cell.trim().replace(/\s+/g, ' '));
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) throw new CsvError('csv.duplicate_column', line, twice);
  if (names.every((name) => name === '')) throw new CsvError('csv.empty', line);
  return names;
}

export async function* rowsOf(
  names: readonly string[],
  records: AsyncIterable<CsvRecord>,
  maxRows: number,
): AsyncGenerator<CsvRow> {
  let count = 0;
  for await (const { line, cells } of records) {
    count += 1;
    if (count > maxRows) throw new CsvError('csv.too_many_rows', line);
    const named = names.flatMap((name, at) => (name === '' ? [] : [[name, unescapeFormula(cells[at] ?? '')]]));
    const extraCells = cells.slice(names.length).some((cell) => cell.trim() !== '');
    yield { line, values: Object.fromEntries(named), extraCells };
  }
}

const SEPARATOR_LINE = /^sep=([,;\t])\r?\n/i; // written by spreadsheets for themselves

function formatOf(head: Uint8Array, chosen: CsvEncoding | undefined): Format {
  const encoding = chosen ?? sniffEncoding(head);
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.includes('\0')) throw new CsvError('csv.not_text', 1);
  const told = SEPARATOR_LINE.exec(text)?.[1];
  if (told === ',' || told === ';' || told === '\t') return { encoding, delimiter: told, fromLine: 2 };
  return { encoding, delimiter: sniffDelimiter(text), fromLine: 1 };
}

/** Finds encoding and separator and reads the header line; the rows follow as they are asked for. */
export async function openCsv(source: CsvSource, options: CsvOptions = {}): Promise<CsvFile> {
  const { maxRows = Number.POSITIVE_INFINITY, maxColumns = 200, maxCellLength = 100_000 } = options;
  const bounds = { maxRows, maxColumns, maxCellLength };
  const { head, all } = await sample(source);
  const format = formatOf(head, options.encoding);
  const records = recordsOf(decoded(all, format.encoding), format, bounds);
  const first = await records.next();
  if (first.done) throw new CsvError('csv.empty', 1);
  const names = columnNames(first.value);
  const columns = names.filter((name) => name !== '');
  return { columns, encoding: format.encoding, delimiter: format.delimiter, rows: rowsOf(names, records, maxRows) };
}
