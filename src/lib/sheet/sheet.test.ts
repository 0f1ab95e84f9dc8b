import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sheetOf, workbook, zipOf } from '../../../test/support/zip.ts';
import type { CsvRow } from '../csv/read.ts';
import { xlsxBuffer } from '../xlsx.ts';
import { openSheet, type SheetOptions } from './open.ts';
import { UNRECKONED } from './rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pustaka-sheet-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function read(
  bytes: Buffer,
  options: SheetOptions = {},
): Promise<{ columns: readonly string[]; rows: CsvRow[] }> {
  const path = join(folder, `${files++}.xlsx`);
  await writeFile(path, bytes);
  const { columns, rows } = await openSheet(path, options);
  const all: CsvRow[] = [];
  for await (const row of rows) all.push(row);
  return { columns, rows: all };
}
const problem = (bytes: Buffer, options?: SheetOptions): Promise<unknown> =>
  read(bytes, options).then(
    () => 'read',
    ({ code }) => code,
  );

describe('a workbook', () => {
  it('is read as our own exports write it, dates and numbers as people write them', async () => {
    const bytes = await xlsxBuffer({
      name: 'Anggota',
      zone: 'Asia/Jakarta',
      columns: [
        { key: 'name', title: 'Nama', type: 'text' },
        { key: 'born', title: 'Tanggal', type: 'date' },
        { key: 'fine', title: 'Denda', type: 'rupiah' },
      ],
      rows: [
        { name: '=Sari & <Andi>', born: '2012-02-29', fine: 12_000 },
        { name: 'constructor', born: '1931-01-02', fine: 0 },
      ],
    });
    const { columns, rows } = await read(bytes);
    expect(columns).toEqual(['Nama', 'Tanggal', 'Denda']);
    expect(rows.map(({ values }) => ({ ...values, Nama: values.Nama?.replace('\u0001', '') }))).toEqual([
      { Nama: '=Sari & <Andi>', Tanggal: '2012-02-29', Denda: '12000' },
      { Nama: 'constructor', Tanggal: '1931-01-02', Denda: '0' },
    ]);
  });

  it('gives the lines of the sheet, cells by their column, and the shown sheet, not the hidden one', async () => {
    const { rows } = await read(
      workbook({
        strings: ['judul', 'isbn', 'Pulang'],
        rows: `<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c></row><row r="4"/>
          <row r="7"><c r="D7"><v>9.786020633176E12</v></c><c r="B7" t="s"><v>2</v></c></row>`,
      }),
    );
    expect(rows.map(({ line, values }) => [line, values])).toEqual([[7, { judul: 'Pulang', isbn: '9786020633176' }]]);
  });

  it('takes the answer a formula has, and marks one that has none; nothing is reckoned', async () => {
    const { rows } = await read(
      workbook({
        rows: `<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c t="str"><v>c</v></c></row>
          <row r="2"><c><f>1+1</f><v>2</v></c><c t="str"><f>WEBSERVICE("http://x")</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`,
      }),
    );
    expect(rows[0]?.values).toEqual({ a: '2', b: UNRECKONED, c: '' });
  });
});

const HEAD = '<row><c t="str"><v>judul</v></c></row>';
const cells = (n: number): string => '<c t="str"><v>x</v></c>'.repeat(n);

describe('a workbook is refused, in bounded memory, when it', () => {
  it.each<[string, () => Buffer, SheetOptions, string]>([
    ['is no ZIP', () => Buffer.from('PK\x03\x04 nothing'), {}, 'zip.broken'],
    ['is a ZIP of something else', () => zipOf([{ name: 'a.txt', body: 'x' }]), {}, 'sheet.not_xlsx'],
    ['is cut off', () => sheetOf([['judul'], ['x']]).subarray(0, 400), {}, 'zip.broken'],
    ['has macros', () => workbook({ rows: HEAD, more: [{ name: 'xl/vbaProject.bin', body: 'x' }] }), {}, 'sheet.macro'],
    ['has no rows', () => workbook({ rows: '' }), {}, 'csv.empty'],
    [
      'has a million columns',
      () => workbook({ rows: `${HEAD}<row><c r="XFD1000" t="str"><v>x</v></c></row>` }),
      {},
      'csv.too_many_columns',
    ],
    [
      'has a column beyond every letter',
      () => workbook({ rows: `${HEAD}<row><c r="ZZZZZZZZZ1" t="str"><v>x</v></c></row>` }),
      {},
      'csv.too_many_columns',
    ],
    [
      'has very many cells in a row',
      () => workbook({ rows: `${HEAD}<row>${cells(5_000)}</row>` }),
      {},
      'csv.too_many_columns',
    ],
    [
      'has too long a cell',
      () => workbook({ rows: `${HEAD}<row><c t="str"><v>${'x'.repeat(30_000)}</v></c></row>` }),
      { maxCellLength: 20_000 },
      'csv.cell_too_long',
    ],
    ['has too many rows', () => sheetOf([['judul'], ['a'], ['b'], ['c']]), { maxRows: 2 }, 'csv.too_many_rows'],
    [
      'names a column twice',
      () =>
        sheetOf([
          ['judul', 'judul'],
          ['a', 'b'],
        ]),
      {},
      'csv.duplicate_column',
    ],
    [
      'has a DTD',
      () => zipOf([{ name: 'xl/workbook.xml', body: '<!DOCTYPE w [<!ENTITY a "b">]><workbook>&a;</workbook>' }]),
      {},
      'sheet.bad_xml',
    ],
    [
      'has an entity nobody knows',
      () => workbook({ rows: `${HEAD}<row><c t="str"><v>&xxe;</v></c></row>` }),
      {},
      'sheet.bad_xml',
    ],
    ['is broken XML', () => workbook({ rows: `${HEAD}<row><c></row>` }), {}, 'sheet.bad_xml'],
    ['is nested without end', () => workbook({ rows: `${HEAD}${'<a>'.repeat(100)}` }), {}, 'sheet.bad_xml'],
    [
      'has bytes that are no text',
      () =>
        workbook({ rows: '', more: [] }).length > 0
          ? zipOf([{ name: 'xl/workbook.xml', body: Buffer.from([0x3c, 0xff, 0xfe]) }])
          : Buffer.alloc(0),
      {},
      'sheet.bad_xml',
    ],
    [
      'says it is smaller than it is',
      () => zipOf([{ name: 'xl/workbook.xml', body: `<workbook>${' '.repeat(9_000)}</workbook>`, size: 20 }]),
      {},
      'zip.lies',
    ],
    ['is larger than it may be', () => workbook({ rows: HEAD }), { maxTotalBytes: 100 }, 'zip.too_large'],
    ['is locked', () => zipOf([{ name: 'xl/workbook.xml', body: 'x', encrypted: true }]), {}, 'zip.encrypted'],
    ['points elsewhere', () => zipOf([{ name: '../../etc/passwd', body: 'x' }]), {}, 'zip.bad_name'],
    ['has an absolute name', () => zipOf([{ name: '/etc/passwd', body: 'x' }]), {}, 'zip.bad_name'],
    ['has more entries than anybody needs', () => zipOf([{ name: 'a', body: 'x' }], 60_000), {}, 'zip.too_many'],
  ])('%s', async (_what, bytes, options, expected) => {
    expect(await problem(bytes(), options)).toBe(expected);
  });

  it('is a bomb: a hundred megabytes of one text are never kept', async () => {
    const bomb = workbook({ rows: `${HEAD}<row><c t="str"><v>${'x'.repeat(100_000_000)}</v></c></row>` });
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    expect(await problem(bomb)).toMatch(/csv.cell_too_long|sheet.bad_xml/);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });
});
