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
import { MARC_LIMITS } from '../limits.ts';
import { MarcJsonReader } from './read.ts';
import { encodeMarcJson } from './write.ts';

const [one, two, three] = ['Satu', 'Dua', 'Tiga'].map((title) => encodeMarcJson(marc(title))) as [
  string,
  string,
  string,
];
const pretty = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);
const idsOf = (read: Awaited<ReturnType<typeof readAll>>): string[] =>
  recordsOf(read).map(({ fields: [first] }) => (first && 'value' in first ? first.value : ''));

describe('reading MARC-in-JSON', () => {
  it('reads what it writes', async () => {
    const record = marc('"Kutip" \\ {kurung}', [
      field('500', '1 ', 'abaris\nbaru\t', '1{[', 'a]}'),
      field('880', '  ', 'a書 😀'),
    ]);
    const read = await readAll(encodeMarcJson(record));
    expect(recordsOf(read)).toEqual([record]);
    expect(problemsOf(read)).toEqual([]);
  });

  it.each([
    ['one a line', `${one}\n${two}\n`],
    ['one after the other', one + two],
    ['an array', `[${one},${two}]`],
    ['an array of many lines', pretty(`[${one},${two}]`)],
    ['a collection', `{"collection": [\n${one},\n${two}\n]}`],
    ['lines with a byte order mark', `\ufeff${one}\r\n${two}`],
  ])('reads %s', async (_what, text) => {
    const file = Buffer.from(text);
    const read = await readAll(file);
    expect(idsOf(read)).toEqual(['no-Satu', 'no-Dua']);
    expect(rejected(read)).toEqual([]);
    for (const { offset, bytes, raw } of read) expect(file.subarray(offset, offset + bytes).equals(raw)).toBe(true);
  });

  it.each([
    ['a quotation mark that is lost', two.replace('"aDua"', 'aDua"').replace('"Dua"', 'Dua"'), 'marc.bad_json'],
    ['a bracket that is lost', two.replace(']}', ''), 'marc.bad_json'],
    ['half a surrogate pair', two.replace('Dua', '\\ud800'), 'marc.lone_surrogate'],
    ['a zero byte', two.replace('Dua', 'D\\u0000'), 'marc.nul'],
    ['a tag of another length', two.replace('"245"', '"24"'), 'marc.bad_tag'],
    ['a tag that is no tag', two.replace('"245"', '"__proto__"'), 'marc.bad_tag'],
    ['a field with two tags', two.replace('{"245"', '{"100":"x","245"'), 'marc.bad_shape'],
    ['a value that is no text', two.replace('"Dua"', '5'), 'marc.bad_shape'],
    ['fields that are no list', two.replace(/"fields":.*/, '"fields":{"a":1}}'), 'marc.bad_shape'],
    ['no fields', two.replace(/"fields":.*/, '"fields":[]}'), 'marc.no_fields'],
    ['a long code', two.replace('{"a":', '{"ab":'), 'marc.bad_code'],
    ['a long indicator', two.replace('"ind1":"0"', '"ind1":"00"'), 'marc.bad_indicator'],
    ['too deep a nesting', two.replace('"Dua"', `${'['.repeat(30)}\n${']'.repeat(30)}`), 'marc.too_deep'],
    ['a very deep nesting', two.replace('"Dua"', `${'['.repeat(400_000)}${']'.repeat(400_000)}`), 'marc.too_deep'],
    [
      'too many fields',
      two.replace('"fields":[', `"fields":[${'{"009":"x"},'.repeat(10_001)}`),
      'marc.too_many_fields',
    ],
    ['too much in it', two.replace('Dua', 'x'.repeat(MARC_LIMITS.maxRecordBytes)), 'marc.too_large'],
  ])('refuses a record with %s and reads on', async (_what, bad, code) => {
    for (const between of ['\n', ',\n']) {
      const file = Buffer.from([one, bad, three].join(between));
      const read = await readAll(file);
      expect(idsOf(read)).toEqual(['no-Satu', 'no-Tiga']);
      expect(rejected(read).map(({ problem }) => problem.code)).toEqual([code]);
      const [{ offset, raw } = { offset: 0, raw: file }] = rejected(read);
      expect(file.subarray(offset, offset + raw.length).equals(raw)).toBe(true);
      expect(offset).toBe(one.length + between.length);
    }
  });

  it('finds the records that a lost quotation mark swallowed', async () => {
    const read = await readAll(`[${one},${two.replace('"Dua"', '"Dua')},${three}]`);
    expect(idsOf(read)).toEqual(['no-Satu', 'no-Tiga']);
    expect(rejected(read)).toHaveLength(1);
  });

  it('says that the file ends too early', async () => {
    const read = await readAll(`${one}\n${two.slice(0, -9)}`);
    expect(idsOf(read)).toEqual(['no-Satu']);
    expect(problemsOf(read)).toEqual(['marc.truncated']);
  });

  it('never lets a mark that ends records stay inside a value', async () => {
    const read = await readAll(two.replace('"Dua', '"A\\u001eB\\u001d\\u001f'));
    expect(recordsOf(read)[0]?.fields[1]).toEqual(field('245', '00', 'aA B  '));
    expect(problemsOf(read)).toEqual(['marc.control_characters']);
  });

  it('holds a bounded part of the file, whatever comes', () => {
    for (const endless of ['{"leader":"', '[[[[', '{"fields":[', 'x', '{']) {
      const reader = new MarcJsonReader();
      const read = reader.push(Buffer.from(endless));
      for (let n = 0; n < 200; n++) read.push(...reader.push(Buffer.alloc(64 * 1024, 'x')));
      read.push(...reader.end());
      expect(accepted(read)).toEqual([]);
      expect(read.length).toBeGreaterThan(0);
    }
  });

  it('reads the same whatever the chunks', () => {
    const text = `[${one.replace('Satu', 'Sātu 書 😀 \\" \\\\')},\n${two.replace('"Dua"', 'Dua"')},\n${pretty(three)},${two.replace('Dua', '\\ud800')}]`;
    const file = Buffer.from(text);
    const whole = inChunks(new MarcJsonReader(), file, file.length);
    for (const size of [1, 3, 64, 1000]) expect(inChunks(new MarcJsonReader(), file, size)).toEqual(whole);
    expect(accepted(whole)).toHaveLength(2);
  });
});
