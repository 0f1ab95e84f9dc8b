import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvError } from '../../src/lib/csv/error.ts';
import { type CsvRow, openCsv } from '../../src/lib/csv/read.ts';
import { csvRow } from '../../src/lib/csv/write.ts';
import { SheetError } from '../../src/lib/sheet/error.ts';
import { openSheet } from '../../src/lib/sheet/open.ts';
import { ZipError } from '../../src/lib/zip/error.ts';
import { fuzzRuns, fuzzTime } from '../support/fuzz.ts';
import { sheetOf, workbook } from '../support/zip.ts';

const BOUNDS = { maxColumns: 200, maxCellLength: 20_000 };
async function all(rows: AsyncIterable<CsvRow>): Promise<CsvRow[]> {
  const read: CsvRow[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pustaka-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Rows, or a refusal that the import knows how to tell; anything else is a bug. */
async function told(read: () => Promise<CsvRow[]>): Promise<CsvRow[] | string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CsvError || error instanceof SheetError || error instanceof ZipError) return error.code;
    throw error;
  }
}
const csv = (bytes: Uint8Array): Promise<CsvRow[] | string> =>
  told(async () => all((await openCsv(bytes, BOUNDS)).rows));
async function sheet(bytes: Uint8Array): Promise<CsvRow[] | string> {
  const path = join(folder, 'one.xlsx');
  await writeFile(path, bytes);
  return told(async () => all((await openSheet(path, BOUNDS)).rows));
}

interface Damage {
  at: number;
  kind: 'flip' | 'cut' | 'double' | 'insert';
  byte: number;
}
const damages = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    kind: fc.constantFrom<Damage['kind']>('flip', 'cut', 'double', 'insert'),
    byte: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 6 },
);

function damaged(bytes: Buffer, list: readonly Damage[]): Buffer {
  let now = Buffer.from(bytes);
  for (const { at, kind, byte } of list) {
    const place = Math.floor(at * now.length);
    const [before, after] = [now.subarray(0, place), now.subarray(place)];
    if (kind === 'flip') now[place] = byte;
    else if (kind === 'cut') now = Buffer.concat([before, after.subarray(1 + (byte % 40))]);
    else if (kind === 'double') now = Buffer.concat([before, after.subarray(0, byte), after]);
    else now = Buffer.concat([before, Buffer.from([byte, 0x22, byte]), after]);
    if (now.length === 0) now = Buffer.from([byte]);
  }
  return now;
}

const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\p{Cc}\ufffe\uffff]/gu, ''));
const table = fc.array(fc.tuple(cell, cell, fc.constant('x')), { minLength: 1, maxLength: 8 });
const HEADS = ['judul', 'penulis', 'isbn'];

describe('tables as anybody may send them', () => {
  it(
    'CSV: damaged files in any encoding end in rows or in a refusal that is told',
    async () => {
      const encodings = fc.constantFrom<BufferEncoding>('utf8', 'utf16le', 'latin1');
      await fc.assert(
        fc.asyncProperty(
          table,
          fc.constantFrom(',', ';', '\t'),
          encodings,
          damages,
          async (rows, by, encoding, list) => {
            const text = [HEADS, ...rows].map((row) => csvRow(row, by)).join('');
            const read = await csv(damaged(Buffer.from(`\ufeff${text}`, encoding), list));
            if (typeof read === 'string') expect(read).toMatch(/^csv\./);
            else
              for (const { values } of read)
                for (const value of Object.values(values)) expect(value).not.toContain('\0');
          },
        ),
        fuzzRuns(2_500),
      );
    },
    fuzzTime(120_000),
  );

  it(
    'CSV: any bytes at all',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
          const read = await csv(bytes);
          if (typeof read === 'string') expect(read).toMatch(/^csv\./);
        }),
        fuzzRuns(2_500),
      );
    },
    fuzzTime(60_000),
  );

  it(
    'XLSX: what was written is read back',
    async () => {
      await fc.assert(
        fc.asyncProperty(table, async (rows) => {
          const read = await sheet(sheetOf([HEADS, ...rows]));
          const back =
            typeof read === 'string' ? read : read.map(({ values }) => HEADS.map((head) => values[head] ?? ''));
          expect(back).toEqual(rows);
        }),
        fuzzRuns(1_000),
      );
    },
    fuzzTime(120_000),
  );

  it(
    'XLSX: damaged archives end in rows or in a refusal that is told',
    async () => {
      const whole = sheetOf([HEADS, ['Pulang', 'Leila', '9786020633176'], ['Saman', 'Ayu', '']]);
      await fc.assert(
        fc.asyncProperty(damages, async (list) => {
          const read = await sheet(damaged(whole, list));
          if (typeof read === 'string') expect(read).toMatch(/^(csv|sheet|zip)\./);
        }),
        fuzzRuns(1_500),
      );
    },
    fuzzTime(120_000),
  );

  it(
    'XLSX: damaged sheets inside a whole archive do, too',
    async () => {
      const rows = Buffer.from(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>x&amp;y</t></is></c><c><f>1+1</f></c></row>',
      );
      await fc.assert(
        fc.asyncProperty(damages, async (list) => {
          const read = await sheet(workbook({ strings: ['judul'], rows: damaged(rows, list).toString('latin1') }));
          if (typeof read === 'string') expect(read).toMatch(/^(csv|sheet|zip)\./);
        }),
        fuzzRuns(1_500),
      );
    },
    fuzzTime(120_000),
  );
});
