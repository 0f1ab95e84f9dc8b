import { CsvError } from '../csv/error.ts';
import { readXml, type XmlHandler } from './xml.ts';

export interface SheetRow {
  readonly line: number;
  readonly cells: string[];
}

export interface Look {
  readonly texts: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly from1904: boolean;
  readonly maxColumns: number;
  readonly maxCellLength: number;
}

/** What stands for a formula whose answer the workbook does not hold: nothing is reckoned here. */
export const UNRECKONED = '\u{fffd}=';

const DAY = 86_400_000;
const pad = (n: number): string => String(n).padStart(2, '0');

/** 45981 → 2025-11-20; with a time of day where there is one. */
function dateText(serial: number, from1904: boolean): string {
  // Spreadsheets believe in a 29 February 1900: days before it are one off.
  const day = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const at = new Date(Math.round(((day - 25_569) * DAY) / 1000) * 1000);
  if (!Number.isFinite(at.getTime()) || at.getUTCFullYear() < 1800 || at.getUTCFullYear() > 2999) return String(serial);
  const date = `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  const time = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
  return time === '00:00:00' ? date : `${date} ${time}`;
}

/** 'BC12' → 54; -1 where there are no letters. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.slice(0, 8)) {
    const value = letter.toUpperCase().charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}

/** Builds rows from what the parser meets. */
class Rows implements XmlHandler {
  ready: SheetRow[] = [];
  readonly #look: Look;
  #row: { line: number; cells: string[] } | null = null;
  /** Of a cell that does not say where it stands. */
  #column = 0;
  #lines = 0;
  #cell: { column: number; type: string; style: number; formula: boolean } | null = null;
  #text = '';
  #isText = false;

  constructor(look: Look) {
    this.#look = look;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      const told = Number(attributes.r);
      this.#lines = Number.isInteger(told) && told > this.#lines && told < 10_000_000 ? told : this.#lines + 1;
      this.#row = { line: this.#lines, cells: [] };
      this.#column = 0;
    } else if (name === 'c' && this.#row) {
      const column = attributes.r === undefined ? this.#column : columnOf(attributes.r);
      this.#column = column + 1;
      const { t: type = 'n', s = '' } = attributes;
      this.#cell = { column, type, style: s === '' ? -1 : Number(s), formula: false };
      this.#text = '';
    } else if (name === 'f' && this.#cell) this.#cell.formula = true;
    this.#isText = name === 'v' || name === 't';
  }

  text(text: string): void {
    if (!this.#isText || !this.#cell) return;
    this.#text += text;
    if (this.#text.length > this.#look.maxCellLength)
      throw new CsvError('csv.cell_too_long', this.#lines, String(this.#cell.column + 1));
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isText = false;
    if (name === 'c') this.#putCell();
    if (name !== 'row' || !this.#row) return;
    if (this.#row.cells.some((cell) => cell.trim() !== '')) this.ready.push(this.#row);
    this.#row = null;
  }

  #putCell(): void {
    const [row, cell] = [this.#row, this.#cell];
    this.#cell = null;
    if (!row || !cell) return;
    const value = this.#valueOf(cell);
    if (value === '') return;
    if (cell.column < 0 || cell.column >= this.#look.maxColumns) throw new CsvError('csv.too_many_columns', row.line);
    if (value.includes('\0') || !value.isWellFormed())
      throw new CsvError('csv.not_text', row.line, String(cell.column + 1));
    while (row.cells.length < cell.column) row.cells.push('');
    row.cells[cell.column] = value;
  }

  #valueOf({ type, style, formula }: { type: string; style: number; formula: boolean }): string {
    const text = this.#text;
    if (text === '') return formula ? UNRECKONED : '';
    if (type === 's') return this.#look.texts[Number(text)] ?? '';
    if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE';
    if (type === 'e') return '';
    if (type !== 'n') return text;
    const number = Number(text);
    if (!Number.isFinite(number)) return text;
    return this.#look.dates.has(style) ? dateText(number, this.#look.from1904) : plainNumber(number, text);
  }
}

/** As people see it: 9.78979E12 is a number of thirteen digits. */
function plainNumber(number: number, text: string): string {
  if (Number.isSafeInteger(number)) return String(number);
  return Number.isInteger(number) && Math.abs(number) < 1e21 ? text : String(Number(number.toPrecision(15)));
}

/** The rows of a sheet that say anything, while it is unpacked: memory stays flat. */
export async function* sheetRows(source: AsyncIterable<Buffer>, look: Look): AsyncGenerator<SheetRow> {
  const rows = new Rows(look);
  for await (const _ of readXml(source, rows)) {
    const ready = rows.ready;
    rows.ready = [];
    yield* ready;
  }
}
