import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';
import { isLocalDate } from './calendar/local-date.ts';
import { wallClock } from './calendar/zone.ts';
import { escapeFormula } from './formula.ts';

export interface XlsxColumn<Row extends object> {
  readonly key: keyof Row & string;
  readonly title: string;
  /** `date` is a LocalDate, `datetime` an instant shown in the zone of the sheet. */
  readonly type: 'text' | 'number' | 'rupiah' | 'date' | 'datetime';
  /** In characters. */
  readonly width?: number | undefined;
}

export interface XlsxSheet<Row extends object> {
  readonly name: string;
  readonly zone: string;
  readonly columns: readonly XlsxColumn<Row>[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
  /** The whole sheet is made in memory; longer exports are CSV. */
  readonly maxRows?: number | undefined;
}

export class XlsxTooLong extends Error {
  readonly maxRows: number;

  constructor(maxRows: number) {
    super(`More than ${maxRows} rows`);
    this.name = 'XlsxTooLong';
    this.maxRows = maxRows;
  }
}

const MAX_ROWS = 20_000; // about 0.8 s and 100 MB; nothing else runs meanwhile
const MAX_CELL = 32_767;
const FIRST_DATE = '1900-03-01'; // spreadsheets count days from here; what is older stays text
const FORMATS = { rupiah: '"Rp"#,##0;-"Rp"#,##0', date: 'dd/mm/yyyy', datetime: 'dd/mm/yyyy hh:mm' };
const WIDTHS = { text: 24, number: 12, rupiah: 16, date: 12, datetime: 17 };

// The writer looks texts up in a plain object, where "constructor" is found already; it drops the control character.
const lookUpSafe = (text: string): string => (text in {} ? `${text}\u0001` : text);

function textCell(value: unknown): { value: string; type: StringConstructor } {
  return { value: lookUpSafe(escapeFormula(String(value)).slice(0, MAX_CELL)), type: String };
}

function numberCell(value: unknown, format?: string): Cell {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number') return textCell(value);
  if (!Number.isFinite(number)) return null;
  return { value: number, type: Number, ...(format === undefined ? {} : { format }) };
}

function dateCell(value: unknown): Cell {
  const date = String(value);
  if (!isLocalDate(date) || date < FIRST_DATE) return textCell(date);
  return { value: new Date(`${date}T00:00:00Z`), type: Date, format: FORMATS.date };
}

function datetimeCell(value: unknown, zone: string): Cell {
  const instant = value instanceof Date ? value : new Date(String(value));
  if (Number.isNaN(instant.getTime())) return textCell(value);
  return { value: wallClock(zone, instant), type: Date, format: FORMATS.datetime };
}

function cellOf(value: unknown, type: XlsxColumn<never>['type'], zone: string): Cell {
  if (value === null || value === undefined || value === '') return null;
  if (type === 'number') return numberCell(value);
  if (type === 'rupiah') return numberCell(value, FORMATS.rupiah);
  if (type === 'date') return dateCell(value);
  return type === 'datetime' ? datetimeCell(value, zone) : textCell(value);
}

/** At most 31 characters, none of []:*?/\\, no apostrophe at either end. */
export function sheetName(name: string): string {
  const plain = name.replace(/[\p{Cc}[\]:*?/\\]+/gu, ' ').replace(/\s+/g, ' ');
  const short = plain.slice(0, 31).replace(/[\ud800-\udbff]$/, '');
  return short.replace(/^[' ]+|[' ]+$/g, '') || 'Data';
}

export async function xlsxBuffer<Row extends object>(sheet: XlsxSheet<Row>): Promise<Buffer> {
  const { columns, zone, maxRows = MAX_ROWS } = sheet;
  const data: SheetData = [columns.map(({ title }) => ({ ...textCell(title), fontWeight: 'bold' }))];
  for await (const row of sheet.rows) {
    if (data.length > maxRows) throw new XlsxTooLong(maxRows);
    data.push(columns.map(({ key, type }) => cellOf(row[key], type, zone)));
  }
  const widths = columns.map(({ type, width }) => ({ width: width ?? WIDTHS[type] }));
  return writeXlsxFile(data, { sheet: sheetName(sheet.name), columns: widths, stickyRowsCount: 1 }).toBuffer();
}
