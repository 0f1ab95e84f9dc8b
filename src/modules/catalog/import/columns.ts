import type { CsvRow } from '../../../lib/csv/read.ts';

/** Headers as libraries write them (SLiMS too), letters and digits only. The first column of a field that says something counts. */
const HEADERS = {
  title: 'judul judulbuku judulutama title booktitle',
  author: 'pengarang penulis namapengarang namapenulis author authors authorname sor',
  isbn: 'isbn isbnissn issn isbn13 isbn10 nomorisbn noisbn',
  category: 'kategori jenisbuku category genre',
  stock: 'eksemplar jumlah jumlaheksemplar jmleksemplar stok stock copies quantity qty',
  publishedYear: 'tahun tahunterbit thnterbit year publishyear publishedyear publicationyear',
  publisher: 'penerbit namapenerbit publisher publishername',
  place: 'kota kotaterbit tempat tempatterbit place placename publishplace city',
  classification: 'klasifikasi nomorklasifikasi noklas ddc kelas classification',
  callNumber: 'nopanggil nomorpanggil callnumber callno',
  subjects: 'subjek subyek topik subject subjects topic topics',
  language: 'bahasa kodebahasa language languagename lang',
  barcode: 'barcode barcodes kodeeksemplar kodebarcode nomorbarcode itemcode itemcodes',
  description: 'deskripsi abstrak ringkasan sinopsis catatan description abstract summary notes',
  edition: 'edisi edition',
  series: 'seri judulseri series seriestitle',
  pages: 'halaman jumlahhalaman kolasi deskripsifisik pages collation',
  location: 'lokasi rak lokasirak location shelf',
  materialType: 'jenisbahan jenismaterial gmd gmdname tipebahan materialtype type',
  branch: 'cabang kodecabang perpustakaan branch branchcode library',
  price: 'harga price',
} as const;
export type Field = keyof typeof HEADERS;
export type BookField = Field;
export const BOOK_FIELDS = Object.keys(HEADERS) as readonly Field[];

const FIELD_OF = new Map<string, Field>(
  (Object.keys(HEADERS) as Field[]).flatMap((field) => HEADERS[field].split(' ').map((header) => [header, field])),
);
const bare = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export const guessBookField = (header: string): Field | undefined => FIELD_OF.get(bare(header));

export interface Layout {
  readonly columns: readonly { readonly header: string; readonly field: Field }[];
  readonly ignored: readonly string[];
}

export function layoutOf(headers: readonly string[]): Layout {
  const columns = headers.flatMap((header) => {
    const field = FIELD_OF.get(bare(header));
    return field ? [{ header, field }] : [];
  });
  return { columns, ignored: headers.filter((header) => !columns.some((column) => column.header === header)) };
}

export type Cells = Partial<Record<Field, string>>;

/** What the row says; an empty cell or a lone dash says nothing. */
export const cellsOf = (row: CsvRow, { columns }: Layout): Cells =>
  cellsIn(
    row.values,
    columns.map(({ header, field }) => [header, field] as const),
  );

export function cellsIn(
  values: Readonly<Record<string, string>>,
  columns: Iterable<readonly [header: string, field: Field]>,
): Cells {
  const cells: Cells = {};
  for (const [header, field] of columns) {
    const text = (values[header] ?? '').trim();
    if (text !== '' && text !== '-') cells[field] ??= text;
  }
  return cells;
}

const BRACKETED = /<([^<>]*)>/g; // SLiMS writes lists as <one><two>

/** Several names or words in one cell. */
export function listOf(text: string | undefined, separator: RegExp): string[] {
  if (text === undefined) return [];
  const parts = text.startsWith('<')
    ? [...text.matchAll(BRACKETED)].map((match) => match[1] ?? '')
    : text.split(separator);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== '' && part !== '-'))];
}
