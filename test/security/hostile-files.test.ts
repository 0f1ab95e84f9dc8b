import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvError } from '../../src/lib/csv/error.ts';
import { openCsv } from '../../src/lib/csv/read.ts';
import { csvRow } from '../../src/lib/csv/write.ts';
import { encodeIso2709 } from '../../src/lib/marc/iso2709/write.ts';
import { encodeMarcJson } from '../../src/lib/marc/json/write.ts';
import { openMarc } from '../../src/lib/marc/read.ts';
import type { MarcRead } from '../../src/lib/marc/reader.ts';
import { encodeMarcXml, MARCXML_HEAD, MARCXML_TAIL } from '../../src/lib/marc/xml/write.ts';
import { SheetError } from '../../src/lib/sheet/error.ts';
import { openSheet } from '../../src/lib/sheet/open.ts';
import { SruAnswerReader } from '../../src/lib/sru/answer.ts';
import { decodeReply } from '../../src/lib/z3950/replies.ts';
import { Z3950Trouble } from '../../src/lib/z3950/trouble.ts';
import { ZipError } from '../../src/lib/zip/error.ts';
import { openZip } from '../../src/lib/zip/open.ts';
import { PHOTO_BOUNDS } from '../../src/modules/imports/photos.ts';
import { marc } from '../support/marc.ts';
import { sheetOf, type Workbook, workbook, zipOf } from '../support/zip.ts';

const MB = 1024 * 1024;
/** More than any parser may hold; a hundredth of what is sent. */
const ENDLESS = 300 * MB;
const HELD = 120 * MB;

/** What is sent, and how much of it was asked for before the reading ended. */
interface Sent {
  body: AsyncGenerator<Buffer>;
  asked(): number;
}

function sent(...parts: readonly (Buffer | string | { again: string; most?: number })[]): Sent {
  let bytes = 0;
  async function* body(): AsyncGenerator<Buffer> {
    for (const part of parts) {
      if (typeof part === 'string' || Buffer.isBuffer(part)) {
        bytes += part.length;
        yield Buffer.from(part);
        continue;
      }
      const piece = Buffer.from(part.again.repeat(Math.ceil((64 * 1024) / part.again.length)));
      for (let at = 0; at < (part.most ?? ENDLESS); at += piece.length) {
        bytes += piece.length;
        yield piece;
      }
    }
  }
  return { body: body(), asked: () => bytes };
}

/** Refusals that have a name; anything else is a bug and goes on up. */
function codeOf(error: unknown): string {
  if (error instanceof CsvError || error instanceof SheetError || error instanceof ZipError) return error.code;
  if (error instanceof Z3950Trouble) return error.code;
  throw error;
}

const GOOD = marc('Sesudahnya');
const iso = (...records: ReturnType<typeof marc>[]): Buffer => Buffer.concat(records.map((one) => encodeIso2709(one)));
const xml = (inside: string, head = MARCXML_HEAD): string => `${head}${inside}${encodeMarcXml(GOOD)}${MARCXML_TAIL}`;

/** What came of a MARC file, a word a record: its title, or why it was refused. */
async function marcWords({ body }: Sent): Promise<string[]> {
  const { records } = await openMarc(body as never);
  const words: string[] = [];
  for await (const read of records) words.push(wordOf(read));
  return words;
}

function wordOf(read: MarcRead): string {
  if (!read.ok) return read.problem.code;
  expect(JSON.stringify(read.record).isWellFormed()).toBe(true);
  expect(JSON.stringify(read.record)).not.toContain('\\u0000');
  const title = read.record.fields.find(({ tag }) => tag === '245');
  const words = [title && 'subfields' in title ? (title.subfields[0]?.value ?? '') : '-'];
  return [...words, ...read.problems.map(({ code }) => code)].join(' ');
}

async function csvWords({ body }: Sent): Promise<string[]> {
  try {
    const { rows } = await openCsv(body, { maxColumns: 200, maxCellLength: 20_000 });
    const words: string[] = [];
    for await (const { values } of rows) words.push(Object.values(values).join('|'));
    return words;
  } catch (error) {
    return [codeOf(error)];
  }
}

const directory = (fields: number): string =>
  Array.from({ length: fields }, (_, n) => `500${'0006'}${String((n * 6) % 100_000).padStart(5, '0')}`).join('');
const controlled = (title: string, from: string, to: string): Buffer =>
  Buffer.from(iso(marc(title)).toString('latin1').replace(from, to), 'latin1');

type Case = readonly [parser: string, what: string, file: () => Sent, expected: RegExp | readonly (string | RegExp)[]];

const MARC: readonly Case[] = [
  [
    'ISO 2709',
    'a length that reaches into the next record',
    () => sent(lengthened(iso(marc('Satu')), 40), iso(GOOD)),
    ['Satu marc.length_wrong', 'Sesudahnya'],
  ],
  [
    'ISO 2709',
    'a length that reaches beyond the file',
    () => sent(lengthened(iso(marc('Satu')), 90_000)),
    ['Satu marc.length_wrong'],
  ],
  [
    'ISO 2709',
    'addresses beyond its end',
    () => sent(controlled('Satu', '245', '245'), iso(GOOD)),
    ['Satu', 'Sesudahnya'],
  ],
  [
    'ISO 2709',
    '100,000 fields',
    () =>
      sent(
        `${'9'.repeat(5)}nam a22${'9'.repeat(5)} a 4500${directory(100_000)}\x1e${'  aaa\x1e'.repeat(100_000)}\x1d`,
        iso(GOOD),
      ),
    [/^marc\.too_/, 'Sesudahnya'],
  ],
  ['ISO 2709', 'a record without end', () => sent('00500nam a2200100 a 4500', { again: 'x' }), [/^marc\./]],
  ['ISO 2709', 'end marks without end', () => sent(iso(GOOD), { again: '\x1e\x1e\x1d', most: 3 * MB }), /^Sesudahnya/],
  ['ISO 2709', 'a NUL in a text', () => sent(controlled('Nol', 'Nol', 'N\0l'), iso(GOOD)), ['marc.nul', 'Sesudahnya']],
  [
    'ISO 2709',
    'half a character',
    () =>
      sent(Buffer.from(iso(marc('Setxxx')).toString('latin1').replaceAll('xxx', '\xed\xa0\x80'), 'latin1'), iso(GOOD)),
    [/^Set\ufffd+ marc\./, 'Sesudahnya'],
  ],
  [
    'MARCXML',
    'a million laughs',
    () =>
      sent(
        `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>${xml('<record>&b;</record>')}`,
      ),
    [/^marc\.xml_dtd/],
  ],
  [
    'MARCXML',
    'an entity from outside',
    () => sent(`<!DOCTYPE l [<!ENTITY a SYSTEM "${OUT}/entity">]>${xml('<record>&a;</record>')}`),
    [/^marc\.xml_dtd/],
  ],
  ['MARCXML', 'a DTD from outside', () => sent(`<!DOCTYPE l SYSTEM "${OUT}/dtd">${xml('')}`), [/^marc\.xml_dtd/]],
  ['MARCXML', 'a style sheet and a schema from outside', () => sent(xml('', abroad())), ['Sesudahnya']],
  ['MARCXML', 'an entity nobody knows', () => sent(xml('<record><leader>&xxe;</leader></record>')), /marc\.bad_xml/],
  [
    'MARCXML',
    '100,000 fields',
    () =>
      sent(
        xml(
          `<record><leader>00000nam a2200000 a 4500</leader>${'<controlfield tag="001">x</controlfield>'.repeat(100_000)}</record>`,
        ),
      ),
    [/^marc\.too_/, 'Sesudahnya'],
  ],
  [
    'MARCXML',
    '100,000 levels',
    () => sent(`${MARCXML_HEAD}<record>`, '<a>'.repeat(100_000)),
    /marc\.(?:too_deep|bad_xml)/,
  ],
  ['MARCXML', 'an attribute without end', () => sent(`${MARCXML_HEAD}<record a="`, { again: 'x' }), /marc\./],
  ['MARCXML', 'a text without end', () => sent(`${MARCXML_HEAD}<record><leader>`, { again: 'x' }), /marc\./],
  ['MARCXML', 'a comment without end', () => sent(`${MARCXML_HEAD}<!--`, { again: 'x' }), /marc\./],
  ['MARCXML', 'a NUL', () => sent(xml(encodeMarcXml(marc('Nol')).replace('Nol', 'N&#0;l'))), /marc\.(?:nul|bad_xml)/],
  [
    'MARCXML',
    'half a character',
    () => sent(xml(encodeMarcXml(marc('Set')).replace('Set', 'S&#xD800;t'))),
    /marc\.(?:lone_surrogate|bad_xml)/,
  ],
  [
    'MARC-in-JSON',
    '100,000 fields',
    () => sent(json(`{"leader":"00000nam a2200000 a 4500","fields":[${'{"001":"x"},'.repeat(99_999)}{"001":"x"}]}`)),
    [/^marc\.too_/, 'Sesudahnya'],
  ],
  ['MARC-in-JSON', '100,000 levels', () => sent(`{"leader":${'['.repeat(100_000)}`), /marc\.too_deep/],
  ['MARC-in-JSON', 'a text without end', () => sent('{"leader":"', { again: 'x' }), /marc\./],
  [
    'MARC-in-JSON',
    'a NUL',
    () => sent(json(encodeMarcJson(marc('Nol')).replace('Nol', 'N\\u0000l'))),
    ['marc.nul', 'Sesudahnya'],
  ],
  [
    'MARC-in-JSON',
    'half a character',
    () => sent(json(encodeMarcJson(marc('Set')).replace('Set', 'S\\ud800t'))),
    ['marc.lone_surrogate', 'Sesudahnya'],
  ],
  [
    'MARC-in-JSON',
    'names of objects’ own',
    () => sent(json('{"__proto__":{"x":1},"leader":"00000nam a2200000 a 4500","fields":[{"constructor":"x"}]}')),
    [/^marc\./, 'Sesudahnya'],
  ],
];

const CSV: readonly Case[] = [
  [
    'CSV',
    'a million columns',
    () => sent(`${'a,'.repeat(1_000_000)}b\n1\n`),
    [/^csv\.(?:too_many_columns|record_too_long|duplicate_column)$/],
  ],
  [
    'CSV',
    'a million cells in a row',
    () => sent(`judul\n${'x,'.repeat(1_000_000)}y\n`),
    [/^csv\.(?:too_many_columns|record_too_long)$/],
  ],
  ['CSV', 'a line without end', () => sent('judul\n', { again: 'x' }), [/^csv\.(?:record_too_long|cell_too_long)$/]],
  [
    'CSV',
    'a quote that is never closed',
    () => sent('judul\n"', { again: 'x\n' }),
    [/^csv\.(?:record_too_long|cell_too_long|unclosed_quote)$/],
  ],
  ['CSV', 'a NUL', () => sent('judul\nN\0l\n'), ['csv.not_text']],
  [
    'CSV',
    'half a character',
    () => sent(Buffer.from([0xff, 0xfe]), Buffer.from('judul\n', 'utf16le'), Buffer.from([0x00, 0xd8, 0x0a, 0x00])),
    ['csv.bad_encoding'],
  ],
  ['CSV', 'names of objects’ own', () => sent('__proto__,constructor\nx,y\n'), /y/],
];

/** As a person's file would be: nothing of it is run, and it comes out again as it is safe to. */
const FORMULAS = ['=1+1', '+SUM(A1)', '-2', '@cmd', '\t=1', '＝1', '=HYPERLINK("http://x")', "'=1"];

const SHEETS: readonly (readonly [string, () => Buffer, RegExp])[] = [
  ['a million columns', () => book('<row><c r="BDWGN1" t="str"><v>x</v></c></row>'), /csv\.too_many_columns/],
  [
    '100,000 cells in a row',
    () => book(`<row>${'<c t="str"><v>x</v></c>'.repeat(100_000)}</row>`),
    /csv\.too_many_columns/,
  ],
  [
    'a million laughs',
    () =>
      zipOf([
        {
          name: 'xl/workbook.xml',
          body: '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>',
        },
      ]),
    /sheet\.bad_xml/,
  ],
  [
    'an entity from outside',
    () =>
      zipOf([
        { name: 'xl/workbook.xml', body: `<!DOCTYPE w [<!ENTITY a SYSTEM "${OUT}/xlsx">]><workbook>&a;</workbook>` },
      ]),
    /sheet\.bad_xml/,
  ],
  ['a sheet from outside', () => elsewhere(), /sheet\.no_sheet/],
  [
    'a sheet that is a bomb',
    () => book(`<row><c t="str"><v>${'x'.repeat(200 * MB)}</v></c></row>`),
    /csv\.cell_too_long|sheet\.bad_xml/,
  ],
  [
    'texts that are a bomb',
    () => workbook({ rows: '<row><c t="s"><v>0</v></c></row>', strings: ['x'.repeat(200 * MB)] }),
    /sheet\.(?:bad_xml|too_many_texts)/,
  ],
  ['sizes that lie', () => zipOf([{ name: 'xl/workbook.xml', body: ' '.repeat(MB), size: 10 }]), /zip\.lies/],
  ['a NUL', () => book('<row><c t="str"><v>N&#0;l</v></c></row>'), /sheet\.bad_xml|csv\.not_text/],
  ['half a character', () => book('<row><c t="str"><v>S&#xD800;t</v></c></row>'), /sheet\.bad_xml|csv\.not_text/],
  ['a path out of it', () => zipOf([{ name: '../../xl/workbook.xml', body: '<workbook/>' }]), /zip\.bad_name/],
];

const ZIPS: readonly (readonly [string, () => Buffer, RegExp])[] = [
  ['a path out of it', () => zipOf([{ name: '../../LIB001.jpg', body: 'x' }]), /zip\.bad_name/],
  ['a path out of a folder of its own', () => zipOf([{ name: 'foto/../../LIB001.jpg', body: 'x' }]), /zip\.bad_name/],
  ['a path from the root', () => zipOf([{ name: '/etc/cron.d/x.jpg', body: 'x' }]), /zip\.bad_name/],
  ['a drive of Windows', () => zipOf([{ name: 'C:\\x.jpg', body: 'x' }]), /zip\.bad_name/],
  ['a path of Windows', () => zipOf([{ name: '..\\..\\x.jpg', body: 'x' }]), /zip\.bad_name/],
  ['a bomb', () => zipOf([{ name: 'LIB001.jpg', body: Buffer.alloc(60 * MB) }]), /zip\.too_large/],
  [
    'a bomb that lies about its size',
    () => zipOf([{ name: 'LIB001.jpg', body: Buffer.alloc(60 * MB), size: 100 }]),
    /zip\.lies/,
  ],
  ['more files than there are members', () => zipOf([{ name: 'LIB001.jpg', body: 'x' }], 65_000), /zip\.too_many/],
  ['a file under lock', () => zipOf([{ name: 'LIB001.jpg', body: 'x', encrypted: true }]), /zip\.encrypted/],
];

const ANSWERS: readonly (readonly [string, () => string])[] = [
  [
    'a million laughs',
    () => '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><searchRetrieveResponse>&b;</searchRetrieveResponse>',
  ],
  [
    'an entity from outside',
    () => `<!DOCTYPE l [<!ENTITY a SYSTEM "${OUT}/sru">]><searchRetrieveResponse>&a;</searchRetrieveResponse>`,
  ],
  ['100,000 levels', () => '<a>'.repeat(100_000)],
  ['a text without end', () => `<searchRetrieveResponse><a>${'x'.repeat(20 * MB)}`],
];

const abroad = (): string =>
  MARCXML_HEAD.replace('?>', `?><?xml-stylesheet href="${OUT}/xsl"?>`).replace(
    '<collection',
    `<collection xsi:schemaLocation="x ${OUT}/xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
  );
let OUT = 'http://127.0.0.1:9';

function lengthened(record: Buffer, by: number): Buffer {
  const length = Math.min(99_999, record.length + by);
  return Buffer.concat([Buffer.from(String(length).padStart(5, '0')), record.subarray(5)]);
}
const json = (bad: string): string => `${bad}\n${encodeMarcJson(GOOD)}\n`;
const HEAD = '<row><c t="str"><v>judul</v></c></row>';
const book = (rows: string, more: Partial<Workbook> = {}): Buffer => workbook({ rows: HEAD + rows, ...more });
const elsewhere = (): Buffer =>
  zipOf([
    {
      name: 'xl/workbook.xml',
      body: '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="${OUT}/sheet.xml" TargetMode="External"/></Relationships>`,
    },
  ]);

describe('files of people who wish us ill', { timeout: 120_000 }, () => {
  let folder: string;
  let outside: Server;
  const asked: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pustaka-hostile-files-'));
    outside = createServer((request, reply) => {
      asked.push(request.url ?? '');
      reply.end('<x/>');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => outside.once('listening', resolve));
    OUT = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    outside.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Whatever happens, nothing is fetched and no more is kept than a parser may. */
  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    let most = 0;
    const before = process.memoryUsage().rss;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 20);
    try {
      return await work();
    } finally {
      clearInterval(watch);
      expect(most).toBeLessThan(HELD * 2);
      expect(asked).toEqual([]);
    }
  }

  const fits = (words: readonly string[], expected: Case[3]): void => {
    if (expected instanceof RegExp) expect(words.slice(0, 50).join(' ')).toMatch(expected);
    else {
      expect(words).toHaveLength(expected.length);
      for (const [at, one] of expected.entries())
        typeof one === 'string' ? expect(words[at]).toBe(one) : expect(words[at]).toMatch(one);
    }
  };

  it.each(MARC)('%s with %s: the others of the file are read', async (_parser, _what, file, expected) => {
    fits(await bounded(() => marcWords(file())), expected);
  });

  it.each(CSV)('%s with %s', async (_parser, _what, file, expected) => {
    const given = file();
    fits(await bounded(() => csvWords(given)), expected);
    expect(given.asked()).toBeLessThan(20 * MB);
  });

  it('cells that spreadsheets would run are texts here, and leave as texts', async () => {
    const rows = FORMULAS.map((cell) => [cell]);
    const text = `judul\n${rows.map(([cell = '']) => `"${cell.replaceAll('"', '""')}"`).join('\n')}\n`;
    const read = await csvWords(sent(text));
    expect(
      read.map((cell) => csvRow([cell]).trim().replace(/^"/, '')).every((cell) => !/^\s*[=+\-@＝]/.test(cell)),
    ).toBe(true);
    const path = join(folder, 'formulas.xlsx');
    await writeFile(path, sheetOf([['judul'], ...rows]));
    const { rows: cells } = await openSheet(path);
    let count = 0;
    for await (const { values } of cells) {
      count++;
      expect(csvRow([values.judul ?? '']).replace(/^"/, '')).not.toMatch(/^\s*[=+\-@＝]/);
    }
    expect(count).toBe(FORMULAS.length);
  });

  it.each(SHEETS)('XLSX with %s', async (_what, bytes, expected) => {
    const path = join(folder, 'one.xlsx');
    await writeFile(path, bytes());
    const word = await bounded(async () => {
      try {
        const { rows } = await openSheet(path, { maxColumns: 200, maxCellLength: 20_000 });
        for await (const _row of rows);
        return 'read';
      } catch (error) {
        return codeOf(error);
      }
    });
    expect(word).toMatch(expected);
  });

  it.each(ZIPS)('a ZIP of photos with %s', async (_what, bytes, expected) => {
    const path = join(folder, 'photos.zip');
    await writeFile(path, bytes());
    const word = await bounded(async () => {
      try {
        const zip = await openZip(path, PHOTO_BOUNDS);
        for (const entry of zip.entries.values()) await zip.bytes(entry);
        return 'read';
      } catch (error) {
        return codeOf(error);
      }
    });
    expect(word).toMatch(expected);
  });

  it.each(ANSWERS)('an answer of SRU with %s brings no record', async (_what, answer) => {
    const given = Buffer.from(answer());
    const { records } = await bounded(async () => {
      const reader = new SruAnswerReader(10);
      for (let at = 0; at < given.length; at += 64 * 1024) reader.push(given.subarray(at, at + 64 * 1024));
      return reader.end();
    });
    expect(records).toEqual([]);
  });

  it.each([
    ['a length beyond its end', [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01]],
    ['a length of a million digits', [0x30, 0xff, ...Array.from({ length: 127 }, () => 0xff)]],
    ['100,000 levels', Array.from({ length: 200_000 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x80))],
    ['a tag without end', Array.from({ length: 1_000 }, () => 0xff)],
  ])('an answer of Z39.50 with %s is refused by name', async (_what, bytes) => {
    const word = await bounded(async () => {
      try {
        return `read ${JSON.stringify(decodeReply(Buffer.from(bytes)))}`;
      } catch (error) {
        return codeOf(error);
      }
    });
    expect(word).toMatch(/^z3950\./);
  });
});
