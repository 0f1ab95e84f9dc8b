import { describe, expect, it } from 'vitest';
import {
  accepted,
  field,
  inChunks,
  marc,
  problemsOf,
  readAll,
  recordsOf,
  rejected,
} from '../../../../test/support/marc.ts';
import { MarcJsonReader } from '../json/read.ts';
import { encodeMarcJson } from '../json/write.ts';
import { MARC_LIMITS } from '../limits.ts';
import type { MarcRecord } from '../record.ts';
import { MarcXmlReader } from '../xml/read.ts';
import { encodeMarcXml, MARCXML_HEAD, MARCXML_TAIL } from '../xml/write.ts';
import { Iso2709Reader } from './read.ts';
import { encodeIso2709 } from './write.ts';

const written = (record: MarcRecord): Buffer => encodeIso2709(record);
const [one, two, three] = ['Satu', 'Dua', 'Tiga'].map((title) => written(marc(title))) as [Buffer, Buffer, Buffer];
const titles = (read: Awaited<ReturnType<typeof readAll>>): string[] =>
  recordsOf(read).map(({ fields }) => {
    const title = fields.find(({ tag }) => tag === '245');
    return title && 'subfields' in title ? (title.subfields[0]?.value ?? '') : '';
  });
const changed = (bytes: Buffer, at: number, text: string): Buffer => {
  const copy = Buffer.from(bytes);
  copy.write(text, at, 'latin1');
  return copy;
};
const isoOf = (leader: string, directory: string, data: string): Buffer =>
  Buffer.from(`${leader}${directory}\x1e${data}\x1d`, 'latin1');

describe('reading ISO 2709', () => {
  it('gives records with their place and their very bytes', async () => {
    const read = await readAll(Buffer.concat([one, two]));
    expect(titles(read)).toEqual(['Satu', 'Dua']);
    expect(read.map(({ index, offset, bytes }) => [index, offset, bytes])).toEqual([
      [0, 0, one.length],
      [1, one.length, two.length],
    ]);
    expect(accepted(read)[1]?.raw.equals(two)).toBe(true);
    expect(problemsOf(read)).toEqual([]);
  });

  it('passes over line ends, zero bytes, a byte order mark and lone end marks between records', async () => {
    const file = Buffer.concat([
      Buffer.from('\ufeff'),
      one,
      Buffer.from('\r\n\0\0 \x1d\x1a'),
      two,
      Buffer.from('\x1d\n'),
    ]);
    const read = await readAll(file);
    expect(titles(read)).toEqual(['Satu', 'Dua']);
    expect(rejected(read)).toEqual([]);
  });

  it.each([
    ['too long', '00999'],
    ['too short', '00030'],
    ['of no digits', 'abcde'],
    ['that reaches over the next record', String(one.length + two.length).padStart(5, '0')],
  ])('reads a record whose length is %s by its end mark, and says so', async (_what, length) => {
    const read = await readAll(Buffer.concat([changed(one, 0, length), two]));
    expect(titles(read)).toEqual(['Satu', 'Dua']);
    expect(problemsOf(read)).toEqual(['marc.length_wrong']);
  });

  it('reads a record whose data address lies: the directory ends where it ends', async () => {
    const read = await readAll(Buffer.concat([changed(one, 12, '99999'), two]));
    expect(titles(read)).toEqual(['Satu', 'Dua']);
    expect(problemsOf(read)).toEqual(['marc.base_wrong']);
  });

  it('reads fields by their end marks where the directory lies, if there are as many', async () => {
    const read = await readAll(Buffer.concat([changed(one, 24 + 3, '9999'), two]));
    expect(titles(read)).toEqual(['Satu', 'Dua']);
    expect(problemsOf(read)).toEqual(['marc.directory_wrong']);
  });

  it.each([
    [
      'a directory of odd length',
      isoOf('00060nam a2200037 a 4500', '2450004000000', '00\x1faX\x1e'),
      'marc.directory_broken',
    ],
    [
      'a directory with more fields than there are',
      isoOf('00074nam a2200061 a 4500', `${'245000700000'.repeat(3)}`, '00\x1faX\x1e'),
      'marc.directory_broken',
    ],
    ['no fields', isoOf('00026nam a2200025 a 4500', '', ''), 'marc.no_fields'],
    ['zero bytes inside', changed(one, one.length - 4, '\0'), 'marc.nul'],
    ['something else', Buffer.from('12345 this is no record at all, but a text\x1d'), 'marc.not_a_record'],
  ])('refuses %s with place, reason and bytes, and reads on', async (_what, bad, code) => {
    const read = await readAll(Buffer.concat([one, bad, two]));
    expect(titles(read)).toEqual(['Satu', 'Dua']);
    expect(rejected(read)).toEqual([
      { ok: false, index: 1, offset: one.length, bytes: bad.length, raw: bad, problem: { code } },
    ]);
  });

  it('finds the next record when one was cut in its middle', async () => {
    const half = one.subarray(0, one.length - 7);
    const read = await readAll(Buffer.concat([half, two, three]));
    expect(titles(read)).toEqual(['Dua', 'Tiga']);
    expect(rejected(read)[0]).toMatchObject({ offset: 0, bytes: half.length, problem: { code: 'marc.truncated' } });
    expect(rejected(read)[0]?.raw.equals(half)).toBe(true);
  });

  it('does not swallow the next record when only an end mark is lost', async () => {
    const read = await readAll(Buffer.concat([one.subarray(0, -1), two]));
    expect(titles(read)).toEqual(['Dua']);
    expect(problemsOf(read)).toEqual(['marc.truncated']);
  });

  it('says that a file ends in the middle of a record', async () => {
    const read = await readAll(Buffer.concat([one, two.subarray(0, 40)]));
    expect(titles(read)).toEqual(['Satu']);
    expect(rejected(read)[0]).toMatchObject({ offset: one.length, bytes: 40, problem: { code: 'marc.truncated' } });
  });

  it('reads what is longer than the format can tell', async () => {
    const long = marc('Panjang', [
      field('520', '  ', `a${'x'.repeat(20_000)}`),
      field('500', '  ', `a${'y'.repeat(90_000)}`),
    ]);
    const read = await readAll(Buffer.concat([written(long), two]));
    expect(titles(read)).toEqual(['Panjang', 'Dua']);
    expect(recordsOf(read)[0]?.fields).toEqual(long.fields);
    expect(problemsOf(read)).toEqual(['marc.oversize']);
  });

  it('drops a record without end, keeps memory flat and finds the next one', () => {
    const reader = new Iso2709Reader();
    const garbage = Buffer.concat([Buffer.from('00999nam'), Buffer.alloc(4 * 1024 * 1024, 'x')]);
    const read = inChunks(reader, Buffer.concat([one, garbage, two]), 64 * 1024);
    expect(titles(read)).toEqual(['Satu', 'Dua']);
    const [bad] = rejected(read);
    expect(bad).toMatchObject({ offset: one.length, bytes: garbage.length, problem: { code: 'marc.too_large' } });
    expect(bad?.raw.equals(garbage.subarray(0, MARC_LIMITS.maxRejectBytes))).toBe(true);
  });

  it('refuses a hundred thousand fields', async () => {
    const directory = '500000300000'.repeat(80_000);
    const read = await readAll(Buffer.concat([isoOf('99999nam a2299999 a 4500', directory, '  \x1e'), two]));
    expect(titles(read)).toEqual(['Dua']);
    expect(problemsOf(read)).toEqual(['marc.too_many_fields']);
  });

  it('reads the same whatever the chunks', () => {
    const bad = changed(two, 24, '24\xe9');
    const file = Buffer.concat([one, Buffer.from('\r\n'), bad, three.subarray(0, 50), two, Buffer.from('   '), three]);
    const whole = inChunks(new Iso2709Reader(), file, file.length);
    for (const size of [1, 2, 7, 24, 100]) expect(inChunks(new Iso2709Reader(), file, size)).toEqual(whole);
  });

  it('reads a file whose first record is damaged', async () => {
    const read = await readAll(Buffer.concat([one.subarray(30), two]));
    expect(titles(read)).toEqual(['Dua']);
    expect(problemsOf(read)).toEqual(['marc.not_a_record']);
  });

  it('is taken up again where it was left', () => {
    const rest = Buffer.concat([two, three]);
    const read = new Iso2709Reader({ from: { offset: one.length, index: 1 } }).push(rest);
    expect(read.map(({ index, offset }) => [index, offset])).toEqual([
      [1, one.length],
      [2, one.length + two.length],
    ]);
  });

  it('never lets a mark that ends records stay inside a value', async () => {
    const forged = isoOf('00057nam a2200037 a 4500', '500001900000', '  \x1faA\x1dB\x1eC\x1d00026nam\x1e');
    const read = await readAll(changed(forged, 0, String(forged.length).padStart(5, '0')));
    expect(recordsOf(read)[0]?.fields).toEqual([field('500', '  ', 'aA B C 00026nam')]);
    expect(problemsOf(read)).toEqual(['marc.control_characters']);
  });

  it('keeps fields as they are built, not as their tags say', async () => {
    const record = {
      leader: '00000nam a2200000 a 4500',
      fields: [field('001', '00', 'aD1'), { tag: 'FMT', value: 'BK' }, field('500', '1 ')],
    };
    const read = await readAll(written(record));
    expect(recordsOf(read)[0]?.fields).toEqual(record.fields);
  });

  it('mends indicators and subfields without a code, and says so', async () => {
    const bad = isoOf('00000nam a2200049 a 4500', '245000700000246000800007', '\x1faJudul\x1e1 \x1f\x1fbX\x1e');
    const read = await readAll(bad);
    expect(recordsOf(read)[0]?.fields).toEqual([field('245', '  ', 'aJudul'), field('246', '1 ', 'bX')]);
    expect(problemsOf(read)).toContain('marc.indicators_wrong');
    expect(problemsOf(read)).toContain('marc.empty_subfield');
  });

  it('keeps odd codes and indicators in every format it is written in', async () => {
    const odd: MarcRecord = {
      leader: '00000nam a2200000 a 4500',
      fields: [
        { tag: '245', indicators: '\u00010', subfields: [{ code: '\u0002', value: 'x' }] },
        { tag: '500', indicators: '  ', subfields: [{ code: '😀', value: 'y' }] },
      ],
    };
    const kept = recordsOf(await readAll(written(odd)));
    expect(kept.map(({ fields }) => fields)).toEqual([odd.fields]);
    const json = recordsOf(inChunks(new MarcJsonReader(), Buffer.from(encodeMarcJson(odd)), 1 << 20));
    expect(json.map(({ fields }) => fields)).toEqual([odd.fields]);
    const xml = inChunks(new MarcXmlReader(), Buffer.from(MARCXML_HEAD + encodeMarcXml(odd) + MARCXML_TAIL), 1 << 20);
    expect(recordsOf(xml)).toHaveLength(1);
  });
});

describe('the encoding of a record', () => {
  const text = (title: string, leader9: string, encoding: BufferEncoding): Buffer => {
    const bytes = Buffer.from(title, encoding);
    const data = Buffer.concat([Buffer.from('00\x1fa'), bytes, Buffer.from('\x1e\x1d')]);
    const entry = `245${String(data.length - 1).padStart(4, '0')}00000`;
    const length = String(37 + data.length).padStart(5, '0');
    return Buffer.concat([Buffer.from(`${length}nam ${leader9}2200037 a 4500${entry}\x1e`), data]);
  };
  it.each([
    ['UTF-8', 'Ayāz 書', 'a', 'utf8', 'utf-8', 'Ayāz 書', []],
    ['UTF-8 that is said to be MARC-8', 'Ayāz', ' ', 'utf8', 'utf-8', 'Ayāz', ['marc.encoding_lies']],
    ['MARC-8', 'Ay\xe5az caf\xe2e', ' ', 'latin1', 'marc-8', 'Aya\u0304z cafe\u0301', []],
    [
      'MARC-8 that is said to be UTF-8',
      'Ay\xe5az caf\xe2e',
      'a',
      'latin1',
      'marc-8',
      'Aya\u0304z cafe\u0301',
      ['marc.encoding_lies'],
    ],
    [
      'Latin 1 that is said to be MARC-8',
      'Str\xe6k\xf8velser',
      ' ',
      'latin1',
      'windows-1252',
      'Strækøvelser',
      ['marc.encoding_lies'],
    ],
    [
      'Windows that is said to be UTF-8',
      'caf\xe9 \x93x\x94',
      'a',
      'latin1',
      'windows-1252',
      'café “x”',
      ['marc.encoding_lies'],
    ],
    ['UTF-8 with a damaged letter', 'Ayāz kar\u00e9n', 'a', 'utf8', 'utf-8', 'Ayāz karén', []],
    ['ASCII with escapes to Arabic', '\x1b(3G\x1b(B', 'a', 'latin1', 'marc-8', '\u0627', ['marc.encoding_lies']],
    ['plain ASCII', 'Laskar Pelangi', ' ', 'latin1', 'ascii', 'Laskar Pelangi', []],
  ] as const)('is found: %s', async (_what, title, leader9, bytes, encoding, shown, problems) => {
    const read = await readAll(text(title, leader9, bytes));
    expect(accepted(read)[0]?.encoding).toBe(encoding);
    expect(titles(read)).toEqual([shown]);
    expect(problemsOf(read)).toEqual(problems);
  });

  it('shows a byte that means nothing, keeps the bytes, and says in which field', async () => {
    const damaged = text('Ayāz Ayāz X', 'a', 'utf8');
    damaged[damaged.indexOf('X')] = 0xff;
    const [read] = accepted(await readAll(damaged));
    expect(read?.problems).toEqual([{ code: 'marc.bad_bytes', detail: '245' }]);
    expect(titles(await readAll(damaged))).toEqual(['Ayāz Ayāz \ufffd']);
    expect(read?.raw.equals(damaged)).toBe(true);
  });
});

describe('writing ISO 2709', () => {
  it('writes what it reads, in both encodings', async () => {
    const record = marc('Sejarah Islām', [field('500', '  ', 'aКнига 書', 'b', 'cx²')]);
    for (const encoding of ['utf-8', 'marc-8'] as const) {
      const bytes = encodeIso2709(record, encoding);
      const [read] = accepted(await readAll(bytes));
      expect(read?.problems).toEqual([]);
      expect(JSON.stringify(read?.record.fields).normalize('NFC')).toBe(JSON.stringify(record.fields));
      expect(encodeIso2709(read?.record ?? record, encoding).equals(bytes)).toBe(true);
      expect(read?.record.leader[9]).toBe(encoding === 'utf-8' ? 'a' : ' ');
    }
  });

  it('forges no record from a value', async () => {
    const read = await readAll(written(marc('Satu\x1e\x1d', [field('500', '  ', 'aX\x1fbY')])));
    expect(titles(read)).toEqual(['Satu  ']);
    expect(recordsOf(read)[0]?.fields[2]).toEqual(field('500', '  ', 'aX bY'));
  });
});
