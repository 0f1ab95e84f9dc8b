import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvOptions, type CsvRow, openCsv } from './read.ts';
import { csvRow } from './write.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const swapped = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

const collect = <T>(items: AsyncIterable<T>): Promise<T[]> => Readable.from(items).toArray();

const read = async (text: string, options?: CsvOptions): Promise<CsvRow[]> =>
  collect((await openCsv(bytes(text), options)).rows);
const problem = async (text: string, options?: CsvOptions): Promise<unknown> =>
  read(text, options).then(
    () => 'no problem',
    ({ code, line, column }) => ({ code, line, column }),
  );

describe('openCsv', () => {
  it.each([
    ['judul,penulis\nPulang,Leila\n', ','],
    ['judul;penulis\r\n"Pulang";Leila', ';'],
    ['judul\tpenulis\rPulang\tLeila\r', '\t'],
    ['"judul,utama";penulis\nPulang;Leila', ';'],
    ['sep=;\r\njudul,x;penulis\nPulang;Leila', ';'],
    ['\n\njudul;penulis\nPulang;Leila', ';'],
  ])('finds the separator of %j', async (text, delimiter) => {
    const file = await openCsv(bytes(text));
    expect(file.delimiter).toBe(delimiter);
    expect(Object.values((await collect(file.rows))[0]?.values ?? {})).toEqual(['Pulang', 'Leila']);
  });

  it.each([
    ['utf-8', bytes('\ufeffjudul,harga\nÉmile,€5')],
    ['utf-8', bytes('judul,harga\nÉmile,€5')],
    ['utf-16le', Buffer.from('\ufeffjudul,harga\nÉmile,€5', 'utf16le')],
    ['utf-16le', Buffer.from('judul,harga\nÉmile,€5', 'utf16le')],
    ['utf-16be', swapped('\ufeffjudul,harga\nÉmile,€5')],
    ['utf-16be', swapped('judul,harga\nÉmile,€5')],
    ['windows-1252', Buffer.from('judul,harga\n\xc9mile,\x805', 'latin1')],
  ])('reads %s', async (encoding, file) => {
    const opened = await openCsv(Readable.from([file.subarray(0, 13), file.subarray(13)]));
    expect(opened.encoding).toBe(encoding);
    expect(opened.columns).toEqual(['judul', 'harga']);
    expect((await collect(opened.rows))[0]?.values).toEqual({ judul: 'Émile', harga: '€5' });
  });

  it('trims column names and leaves out columns without one', async () => {
    const file = await openCsv(bytes(' Judul   buku ,,Penulis,\nPulang,x,Leila,\n'));
    expect(file.columns).toEqual(['Judul buku', 'Penulis']);
    expect((await collect(file.rows))[0]?.values).toEqual({ 'Judul buku': 'Pulang', Penulis: 'Leila' });
  });

  it('gives each row the line where it begins in an editor, passing over empty ones', async () => {
    const rows = await read('a,b\r\n\r\n1,"x\r\ny"\r\n,\r\n2,z\r\n');
    expect(rows.map(({ line, values }) => [line, values.a, values.b])).toEqual([
      [3, '1', 'x\ny'],
      [6, '2', 'z'],
    ]);
  });

  it('fills missing cells and marks rows with cells too many', async () => {
    const rows = await read('a,b\n1\n1,2,3\n1,2,,\n');
    expect(rows.map(({ values, extraCells }) => [values.b, extraCells])).toEqual([
      ['', false],
      ['2', true],
      ['2', false],
    ]);
  });

  it('takes stray quotes as they are and undoes the escape of our own exports', async () => {
    const [row] = await read(`a,b,c\nKabel 5" baru,"kata ""ini""","'+62812"\n`);
    expect(row?.values).toEqual({ a: 'Kabel 5" baru', b: 'kata "ini"', c: '+62812' });
  });

  it('does not let a column called __proto__ reach a prototype', async () => {
    const [row] = await read('__proto__,a\nx,y\n');
    expect(Object.entries(row?.values ?? {})).toEqual([
      ['__proto__', 'x'],
      ['a', 'y'],
    ]);
  });

  it.each<[string, string, CsvOptions, object]>([
    ['an empty file', '', {}, { code: 'csv.empty', line: 1 }],
    ['a blank file', ' \n,,\n', {}, { code: 'csv.empty', line: 1 }],
    ['a zip', 'PK\x03\x04\0\0', {}, { code: 'csv.not_text', line: 1 }],
    ['a column named twice', 'a, b,b \n', {}, { code: 'csv.duplicate_column', line: 1, column: 'b' }],
    ['too many columns', 'a\n1\n1,2,3,4\n', { maxColumns: 3 }, { code: 'csv.too_many_columns', line: 3 }],
    ['201 columns', `${'a,'.repeat(200)}a\n`, {}, { code: 'csv.too_many_columns', line: 1 }],
    [
      'too long a cell',
      `a,b\n1,${'x'.repeat(11)}\n`,
      { maxCellLength: 10 },
      { code: 'csv.cell_too_long', line: 2, column: '2' },
    ],
    ['100,001 characters', `a\n${'x'.repeat(100_001)}\n`, {}, { code: 'csv.cell_too_long', line: 2, column: '1' }],
    [
      'a line without end',
      `a\n1\n${'x'.repeat(200)}\n`,
      { maxCellLength: 10 },
      { code: 'csv.record_too_long', line: 3 },
    ],
    ['too many rows', 'a\n1\n2\n3\n', { maxRows: 2 }, { code: 'csv.too_many_rows', line: 4 }],
    ['a quote left open', 'a,b\n1,2\n3,"x\n4,5\n', {}, { code: 'csv.unclosed_quote', line: 3 }],
  ])('refuses %s, naming the line', async (_what, text, options, expected) => {
    expect(await problem(text, options)).toMatchObject(expected);
  });

  it('names the line where the encoding breaks after the sample', async () => {
    const file = Readable.from([bytes(`a\n${'1\n'.repeat(40_000)}`), Buffer.from('\xe9\n', 'latin1')]);
    const { rows, encoding } = await openCsv(file);
    expect(encoding).toBe('utf-8');
    await expect(collect(rows)).rejects.toMatchObject({ code: 'csv.bad_encoding', line: 40_002 });
  });

  it('passes a failing source on and closes a source it leaves early', async () => {
    const failing = async function* () {
      yield bytes('a\n1\n');
      throw new Error('disk gone');
    };
    await expect(openCsv(failing()).then(({ rows }) => collect(rows))).rejects.toThrow('disk gone');

    let closed = false;
    const endless = async function* () {
      try {
        for (;;) yield bytes('a\n1\n'.repeat(10_000));
      } finally {
        closed = true;
      }
    };
    for await (const row of (await openCsv(endless())).rows) if (row.line > 3) break;
    await expect.poll(() => closed).toBe(true);
  });

  it('reads back whatever was written', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\0\r]/g, ''));
    const table = fc.array(fc.tuple(cell, cell, fc.constant('x')), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), async (rows, delimiter) => {
        const text = [['a', 'b', 'c'], ...rows].map((row) => csvRow(row, delimiter)).join('');
        const back = (await read(text)).map(({ values }) => [values.a, values.b, values.c]);
        expect(back).toEqual(rows);
      }),
    );
  });
});
