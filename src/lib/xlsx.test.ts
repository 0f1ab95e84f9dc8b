import fc from 'fast-check';
import readXlsxFile, { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { sheetName, type XlsxColumn, XlsxTooLong, xlsxBuffer } from './xlsx.ts';

interface Loan {
  title: string | null;
  copies?: number | bigint;
  fine?: number;
  due?: string;
  at?: Date | string;
}

const columns: XlsxColumn<Loan>[] = [
  { key: 'title', title: 'Judul', type: 'text', width: 40 },
  { key: 'copies', title: 'Eksemplar', type: 'number' },
  { key: 'fine', title: 'Denda', type: 'rupiah' },
  { key: 'due', title: 'Jatuh tempo', type: 'date' },
  { key: 'at', title: 'Dipinjam', type: 'datetime' },
];
const sheet = { name: 'Peminjaman', zone: 'Asia/Jakarta', columns };

// A date in a sheet is a fraction of days: the reader may lose a millisecond.
const toSecond = (value: unknown): unknown =>
  value instanceof Date ? new Date(Math.round(value.getTime() / 1000) * 1000) : value;

describe('xlsxBuffer', () => {
  it('writes each type so that a spreadsheet knows it', async () => {
    const rows: Loan[] = [
      { title: 'Pulang', copies: 2, fine: 12000, due: '2026-08-17', at: new Date('2026-08-16T17:30:00Z') },
      { title: null, copies: 3n, fine: -500, due: '2026-02-30', at: '2026-08-16T17:30:00Z' },
      { title: '9786028519939', copies: Number.NaN, due: '1899-01-01', at: 'kemarin' },
    ];
    const read = await readSheet(await xlsxBuffer({ ...sheet, rows }));
    expect(read.map((row) => row.map(toSecond))).toEqual([
      ['Judul', 'Eksemplar', 'Denda', 'Jatuh tempo', 'Dipinjam'],
      ['Pulang', 2, 12000, new Date('2026-08-17T00:00:00Z'), new Date('2026-08-17T00:30:00Z')],
      [null, 3, -500, '2026-02-30', new Date('2026-08-17T00:30:00Z')],
      ['9786028519939', null, null, '1899-01-01', 'kemarin'],
    ]);
  });

  it('names the sheet and takes rows as they come', async () => {
    const rows = async function* () {
      yield { title: 'Pulang' };
      yield { title: 'Laut Bercerita' };
    };
    const [read] = await readXlsxFile(await xlsxBuffer({ ...sheet, name: 'Denda: 2026/08', rows: rows() }));
    expect(read?.sheet).toBe('Denda 2026 08');
    expect(read?.data.map(([title]) => title)).toEqual(['Judul', 'Pulang', 'Laut Bercerita']);
  });

  it('keeps formulas text, whatever the column says', async () => {
    const titled = [{ key: 'title' as const, title: '=1+1', type: 'text' as const }, ...columns.slice(1)];
    const rows = [{ title: '=HYPERLINK("http://x")', fine: '=2+2' as unknown as number, due: '+1', at: '@SUM(A1)' }];
    expect(await readSheet(await xlsxBuffer({ ...sheet, columns: titled, rows }))).toEqual([
      ["'=1+1", 'Eksemplar', 'Denda', 'Jatuh tempo', 'Dipinjam'],
      [`'=HYPERLINK("http://x")`, null, "'=2+2", "'+1", "'@SUM(A1)"],
    ]);
  });

  it('refuses more rows than it was allowed and cuts a text no cell can hold', async () => {
    const rows = [{ title: 'x'.repeat(40_000) }, { title: 'b' }];
    await expect(xlsxBuffer({ ...sheet, rows, maxRows: 1 })).rejects.toBeInstanceOf(XlsxTooLong);
    const [, row] = await readSheet(await xlsxBuffer({ ...sheet, rows, maxRows: 2 }));
    expect(row?.[0]).toHaveLength(32_767);
  });

  it('writes words that every object knows', async () => {
    const words = ['constructor', '__proto__', 'toString'];
    const read = await readSheet(await xlsxBuffer({ ...sheet, rows: words.map((title) => ({ title })) }));
    expect(read.slice(1).map(([title]) => title)).toEqual(words);
  });

  it('writes a file for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (title) => {
        const read = await readSheet(await xlsxBuffer({ ...sheet, rows: [{ title }, { title: 'akhir' }] }));
        expect(read.at(-1)?.[0]).toBe('akhir');
      }),
      { numRuns: 50 },
    );
  });
});

describe('sheetName', () => {
  it('gives a name every spreadsheet takes', () => {
    expect(sheetName("'Denda'")).toBe('Denda');
    expect(sheetName('[]:*?/\\')).toBe('Data');
    expect(sheetName('Laporan peminjaman perpustakaan daerah')).toBe('Laporan peminjaman perpustakaan');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(sheetName(name)).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/s);
      }),
    );
  });
});
