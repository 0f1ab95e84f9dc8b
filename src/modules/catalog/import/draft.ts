import { type Failure, failure } from '../../../kernel/errors.ts';
import { type Locale, translate } from '../../../kernel/i18n.ts';
import { parseIsbn } from '../../../lib/isbn.ts';
import { type BookItem, NO_AUTHOR } from '../create-books.ts';
import { Barcode } from '../fields.ts';
import type { MarcKept } from '../marc/kept.ts';
import { type Cells, listOf } from './columns.ts';

export interface RowError {
  line: number;
  field: string;
  code: string;
  message: string;
}

/** One line of the file as a book; `flags` name what S1's limits would have refused. */
export interface Draft {
  readonly line: number;
  readonly book: Omit<BookItem, 'copies'> & { readonly flags: readonly string[] };
  readonly stock: number;
  readonly barcodes: readonly string[];
  readonly branch: string | undefined;
  readonly price: number | null;
  /** The whole record, when the file had more than the columns hold. */
  readonly marc?: MarcKept | undefined;
  /** The fields a row names: an overlay leaves the others as they are. */
  readonly said?: ReadonlySet<string> | undefined;
}

export const ANONYMOUS = 'Anonim';
export const NO_CATEGORY = 'Lainnya';
const MAX_STOCK = 1000;

const LANGUAGES: Readonly<Record<string, string>> = {
  indonesia: 'id',
  'bahasa indonesia': 'id',
  indonesian: 'id',
  inggris: 'en',
  'bahasa inggris': 'en',
  english: 'en',
  arab: 'ar',
  arabic: 'ar',
  jawa: 'jv',
  javanese: 'jv',
  sunda: 'su',
  melayu: 'ms',
  malay: 'ms',
  belanda: 'nl',
  dutch: 'nl',
};
const MATERIALS: Readonly<Record<string, string>> = {
  text: 'BOOK',
  teks: 'BOOK',
  buku: 'BOOK',
  book: 'BOOK',
  majalah: 'JOURNAL',
  jurnal: 'JOURNAL',
  serial: 'JOURNAL',
  journal: 'JOURNAL',
  skripsi: 'THESIS',
  tesis: 'THESIS',
  thesis: 'THESIS',
  peta: 'MAP',
  cd: 'DISC',
  dvd: 'DISC',
};

const bad = (field: string, reason: string): Failure => failure('VALIDATION_ERROR', reason, { field });

/** Keeps what can be kept; only a line without a title, or with copies that cannot be made, is refused. */
export function draftOf(line: number, cells: Cells, now: { year: number }): Draft {
  if (!cells.title) throw bad('title', 'catalog.title_required');
  const flags: string[] = [];
  const flag = (name: string, value = ''): void => void flags.push(value ? `${name}:${value.slice(0, 100)}` : name);
  const authors = listOf(cells.author, /\s*[;|]\s*/);
  if (authors.length === 0) flag(NO_AUTHOR);
  if (!cells.category) flag('no_category');
  const fitted = (text: string | undefined, max: number, name: string): string | null => {
    if (text === undefined) return null;
    if (text.length > max) flag(name);
    return cut(text, max);
  };
  const [first = ANONYMOUS, ...others] = authors.map((name) => fitted(name, 255, 'author_cut') ?? '');
  const book = {
    title: fitted(cells.title, 500, 'title_cut') ?? '',
    author: first,
    contributors: others.map((name) => ({ name, role: 'AUTHOR' })),
    category: fitted(cells.category, 100, 'category_cut') ?? NO_CATEGORY,
    isbn: isbnOf(cells.isbn, flag),
    publishedYear: yearOf(cells.publishedYear, now.year, flag),
    publisher: fitted(cells.publisher, 255, 'publisher_cut'),
    place: fitted(cells.place, 255, 'place_cut'),
    edition: fitted(cells.edition, 255, 'edition_cut'),
    series: fitted(cells.series, 500, 'series_cut'),
    pages: fitted(cells.pages, 100, 'pages_cut'),
    classification: fitted(cells.classification, 50, 'classification_cut'),
    callNumber: fitted(cells.callNumber, 100, 'call_number_cut'),
    description: fitted(cells.description, 5000, 'description_cut'),
    location: fitted(cells.location, 100, 'location_cut'),
    language: languageOf(cells.language, flag),
    materialType: MATERIALS[cells.materialType?.toLowerCase() ?? 'book'] ?? 'BOOK',
    subjects: listOf(cells.subjects, /\s*;\s*/).map((name) => cut(name, 255)),
    flags,
  };
  const said = new Set(Object.keys(cells));
  return { line, book, said, ...copiesOf(cells), branch: cells.branch, price: priceOf(cells.price) };
}

/** Never half of a letter. */
export const cut = (text: string, max: number): string =>
  text.length <= max ? text : [...text].slice(0, max).join('').slice(0, max).trimEnd().toWellFormed();

export type Flag = (name: string, value?: string) => void;

function isbnOf(text: string | undefined, flag: Flag): string | null {
  if (text === undefined) return null;
  const isbn = parseIsbn(text);
  if (!isbn) flag('bad_isbn', text);
  return isbn?.isbn13 ?? null;
}

export function yearOf(text: string | undefined, thisYear: number, flag: Flag): number | null {
  if (text === undefined) return null;
  const year = Number(/(?<!\d)(\d{4})(?!\d)/.exec(text)?.[1]);
  if (!(year >= 1000 && year <= 2200)) {
    flag('bad_year', text);
    return null;
  }
  if (year < 1800 || year > thisYear) flag('bad_year', text);
  return year;
}

function languageOf(text: string | undefined, flag: Flag): string | null {
  if (text === undefined) return null;
  const known = LANGUAGES[text.toLowerCase()] ?? text.toLowerCase();
  if (/^[a-z]{2,3}$/.test(known)) return known;
  flag('bad_language', text);
  return null;
}

function copiesOf(cells: Cells): { stock: number; barcodes: string[] } {
  const barcodes = listOf(cells.barcode, /\s*[|;]\s*/);
  const wrong = barcodes.find((barcode) => !Barcode.safeParse(barcode).success);
  if (wrong !== undefined) throw bad('barcode', 'catalog.bad_barcode');
  if (cells.stock === undefined) return { stock: barcodes.length, barcodes };
  const stock = Number(cells.stock);
  if (!Number.isInteger(stock)) throw bad('stock', 'catalog.stock_whole');
  if (stock < 0) throw bad('stock', 'catalog.stock_negative');
  if (stock > MAX_STOCK) throw bad('stock', 'catalog.stock_too_large');
  return { stock: Math.max(stock, barcodes.length), barcodes };
}

/** 'Rp 75.000,00' and '75000' alike. */
function priceOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const digits = text
    .replace(/^Rp\.?\s*/i, '')
    .replace(/,\d{1,2}$/, '')
    .replace(/[.\s]/g, '');
  if (!/^\d{1,12}$/.test(digits)) throw bad('price', 'catalog.bad_price');
  return Number(digits);
}

export const rowError = (locale: Locale, line: number, { reason, options }: Failure): RowError => ({
  line,
  field: options.field ?? '',
  code: reason,
  message: translate(locale, reason, options.params),
});
