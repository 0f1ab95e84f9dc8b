import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Iso2709Reader } from '../../src/lib/marc/iso2709/read.ts';
import { encodeIso2709 } from '../../src/lib/marc/iso2709/write.ts';
import { MarcJsonReader } from '../../src/lib/marc/json/read.ts';
import { encodeMarcJson } from '../../src/lib/marc/json/write.ts';
import { decodeMarc8 } from '../../src/lib/marc/marc8/decode.ts';
import { encodeMarc8 } from '../../src/lib/marc/marc8/encode.ts';
import type { MarcRead, MarcReader, ReaderOptions } from '../../src/lib/marc/reader.ts';
import type { MarcField, MarcRecord } from '../../src/lib/marc/record.ts';
import { sniffMarc } from '../../src/lib/marc/sniff.ts';
import { MarcXmlReader } from '../../src/lib/marc/xml/read.ts';
import { encodeMarcXml, MARCXML_HEAD, MARCXML_TAIL } from '../../src/lib/marc/xml/write.ts';
import { changed, changes, fuzzRuns, fuzzTime } from '../support/fuzz.ts';
import { field, hasMarcData, inChunks, marc, marcFile, recordsOf } from '../support/marc.ts';

const FORMATS = {
  iso2709: {
    reader: (options?: ReaderOptions): MarcReader => new Iso2709Reader(options),
    file: (records: readonly MarcRecord[]) => Buffer.concat(records.map((record) => encodeIso2709(record))),
    real: [
      'marc4j_brkrtest.mrc',
      'pymarc_bad_records.mrc',
      'debian_idzebra_sample-marc.mrc',
      'traject_test_data.utf8.mrc',
    ],
    marks: ['\x1d', '\x1e', '\x1f', '\x1b', '\0', '00100', '99999', '4500', '\xc3'],
  },
  marcxml: {
    reader: (options?: ReaderOptions): MarcReader => new MarcXmlReader(options),
    file: (records: readonly MarcRecord[]) =>
      Buffer.from(MARCXML_HEAD + records.map(encodeMarcXml).join('') + MARCXML_TAIL),
    real: ['rubymarc_three-records-second-bad.xml', 'traject_test_data.utf8.marc.xml', 'traject_sample-oai-pmh.xml'],
    marks: [
      '<record>',
      '</record>',
      '<!--',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE x [',
      '&',
      '<',
      '"',
      '\xff',
      '\x07',
      'xmlns:x="y" ',
    ],
  },
  json: {
    reader: (options?: ReaderOptions): MarcReader => new MarcJsonReader(options),
    file: (records: readonly MarcRecord[]) => Buffer.from(records.map(encodeMarcJson).join('\n')),
    real: ['traject_test_data.utf8.json'],
    marks: ['{"leader":', '"', '\\', '\\ud800', '{', '}', '[', ']', '\n', '\xff', '"fields":[', ',', '\0'],
  },
} as const;

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    'Laskar Pelangi',
    'Ayāz',
    'Книга',
    '書物',
    'كتاب',
    'ספר',
    'x²',
    '',
    ' ',
    '&<>"\'',
    '\t\n\r',
    '\ufffd',
  ),
);
// What every one of the formats can say: no control characters, and nothing that XML forbids.
const text = words.map((word) => word.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, ' '));
const code = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789$@');
const dataField: fc.Arbitrary<MarcField> = fc.record({
  tag: fc.constantFrom('020', '100', '245', '500', '650', '880', '9AB'),
  indicators: fc.tuple(fc.constantFrom(...' 0129#'), fc.constantFrom(...' 0129#')).map((pair) => pair.join('')),
  subfields: fc.array(fc.record({ code, value: text }), { minLength: 1, maxLength: 5 }),
});
const controlField: fc.Arbitrary<MarcField> = fc.record({ tag: fc.constantFrom('001', '005', '008'), value: text });
const record: fc.Arbitrary<MarcRecord> = fc.record({
  leader: fc.constantFrom('00000nam a2200000 a 4500', '00000cas a2200000   4500'),
  fields: fc.array(fc.oneof({ weight: 3, arbitrary: dataField }, controlField), { minLength: 1, maxLength: 8 }),
});

/** A reading in few words, for comparing. */
const told = ({ raw, ...one }: MarcRead): string => `${JSON.stringify(one)} ${raw.toString('latin1')}`;

/** What holds of every reading of whatever bytes. */
function requireSound(file: Buffer, read: readonly MarcRead[]): void {
  let end = 0;
  read.forEach((one, index) => {
    expect(one.index).toBe(index);
    expect(one.offset).toBeGreaterThanOrEqual(end);
    end = one.offset + one.bytes;
    expect(one.raw.equals(file.subarray(one.offset, one.offset + one.raw.length))).toBe(true);
    if (one.ok) expect(one.raw.length).toBe(one.bytes);
  });
  expect(end).toBeLessThanOrEqual(file.length);
}

/** Whatever was read can be written in every format, and is then the same again. */
function requireWritable(read: readonly MarcRead[]): void {
  const records = recordsOf(read).slice(0, 3);
  const iso = inChunks(new Iso2709Reader(), FORMATS.iso2709.file(records), 1 << 20);
  expect(iso.filter(({ ok }) => ok)).toHaveLength(records.length);
  for (const encoded of records.map((one) => encodeIso2709(one, 'marc-8')))
    expect(inChunks(new Iso2709Reader(), encoded, 1 << 20).map(({ ok }) => ok)).toEqual([true]);
  for (const format of ['marcxml', 'json'] as const) {
    const again = inChunks(FORMATS[format].reader(), FORMATS[format].file(records), 1 << 20);
    expect(again.filter(({ ok }) => ok)).toHaveLength(records.length);
  }
}

const FIRST = marc('Pertama', [field('500', '  ', 'aā 書')]);
const LAST = marc('Terakhir', [field('500', '  ', 'aā 書')]);

describe.each(Object.entries(FORMATS))('any %s file', (name, { reader, file, real, marks }) => {
  it(
    'gives the records that were written, whatever the chunks',
    () => {
      fc.assert(
        fc.property(
          fc.array(record, { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 1, max: 200 }),
          (records, size) => {
            const bytes = file(records);
            const read = inChunks(reader(), bytes, size);
            expect(recordsOf(read).map(({ fields }) => fields)).toEqual(records.map(({ fields }) => fields));
            expect(sniffMarc(bytes)?.format).toBe(name);
            requireSound(bytes, read);
          },
        ),
        fuzzRuns(700),
      );
    },
    fuzzTime(30_000),
  );

  it(
    'that is damaged is read to its end, and what is refused is told by place and bytes',
    () => {
      const sources = [
        file([FIRST, marc('Dua'), LAST]),
        ...(hasMarcData ? real.map((each) => marcFile(each).subarray(0, 6_000)) : []),
      ];
      fc.assert(
        fc.property(
          fc.constantFrom(...sources),
          changes(marks, 300),
          fc.constantFrom(37, 1000, 1 << 20),
          (source, list, size) => {
            const bytes = changed(source, list);
            const read = inChunks(reader(), bytes, size);
            requireSound(bytes, read);
            requireWritable(read);
            if (size < 1000) expect(read.map(told)).toEqual(inChunks(reader(), bytes, bytes.length).map(told));
          },
        ),
        fuzzRuns(900),
      );
    },
    fuzzTime(60_000),
  );

  it(
    'keeps its good records when the one between them is damaged',
    () => {
      const [first, middle, last] = [FIRST, marc('Tengah', [field('650', ' 0', 'aX')]), LAST].map((each) =>
        file([each]),
      );
      const [head, tail] = name === 'marcxml' ? [MARCXML_HEAD, MARCXML_TAIL] : ['', ''];
      const parts = [first, middle, last].map((part) =>
        (part ?? Buffer.alloc(0)).subarray(head.length, (part?.length ?? 0) - tail.length),
      );
      fc.assert(
        fc.property(
          changes(
            marks.filter((mark) => !/DOCTYPE/.test(mark)),
            300,
          ),
          (list) => {
            const damaged = changed(parts[1] ?? Buffer.alloc(0), list);
            const line = Buffer.from(name === 'json' ? '\n' : '');
            const bytes = Buffer.concat([
              Buffer.from(head),
              parts[0] ?? line,
              line,
              damaged,
              line,
              parts[2] ?? line,
              Buffer.from(tail),
            ]);
            const read = recordsOf(inChunks(reader(), bytes, 1 << 20)).map(({ fields }) => fields);
            expect(read[0]).toEqual(FIRST.fields);
            expect(read.at(-1)).toEqual(LAST.fields);
          },
        ),
        fuzzRuns(700),
      );
    },
    fuzzTime(30_000),
  );
});

describe('MARC-8', () => {
  it(
    'reads any bytes, and writes any text so that it reads it again',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
          const { text } = decodeMarc8(Buffer.from(bytes).toString('latin1'));
          expect(text.isWellFormed()).toBe(true);
        }),
        fuzzRuns(1_000),
      );
      fc.assert(
        fc.property(fc.array(words, { maxLength: 4 }), (list) => {
          const given = list.join('').toWellFormed().replaceAll('\x1b', '').normalize('NFC');
          const bytes = encodeMarc8(given);
          expect([...bytes].every((byte) => byte.charCodeAt(0) <= 0xff)).toBe(true);
          if (!/&#x|[\x80-\xa0\u02be]|[\ufe20-\ufe23]/.test(given))
            expect(decodeMarc8(bytes).text.normalize('NFC')).toBe(given);
        }),
        fuzzRuns(1_000),
      );
    },
    fuzzTime(30_000),
  );
});
