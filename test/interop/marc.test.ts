import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeIso2709 } from '../../src/lib/marc/iso2709/write.ts';
import { decodeMarc8 } from '../../src/lib/marc/marc8/decode.ts';
import { encodeMarc8 } from '../../src/lib/marc/marc8/encode.ts';
import { tables } from '../../src/lib/marc/marc8/tables.ts';
import { NotMarc } from '../../src/lib/marc/read.ts';
import type { MarcRecord } from '../../src/lib/marc/record.ts';
import { encodeMarcXml, MARCXML_HEAD, MARCXML_TAIL } from '../../src/lib/marc/xml/write.ts';
import {
  accepted,
  field,
  hasMarcData,
  hasYaz,
  marc,
  marcFile,
  marcPath,
  problemsOf,
  readAll,
  recordsOf,
  rejected,
  yazXml,
} from '../support/marc.ts';

// docs/operations/import-export.md tells the same in words.
const FILES: readonly [
  file: string,
  records: number,
  rejected: readonly string[],
  repaired: Record<string, number>,
  yaz?: string,
][] = [
  ['debian_idzebra_sample-marc.mrc', 24, [], { 'marc.encoding_lies': 1 }, 'iso-8859-1'],
  ['marc4j_065001035.mrc', 40, [], {}, 'utf-8'],
  ['marc4j_brkrtest.mrc', 8, [], {}, 'marc-8'],
  ['marc4j_brkrtest_UTF8.mrc', 8, [], {}, 'utf-8'],
  ['marc4j_chabon.mrc', 2, [], {}, 'utf-8'],
  ['marc4j_pride-and-prejudice-fixed.mrc', 383, [], {}, 'utf-8'],
  [
    'pymarc_bad_records.mrc',
    5,
    ['marc.directory_broken', 'marc.directory_broken', 'marc.no_fields'],
    { 'marc.base_wrong': 3 },
  ],
  ['pymarc_marc.dat', 20, [], {}, 'marc-8'],
  ['pymarc_test.dat', 10, [], {}, 'marc-8'],
  ['pymarc_utf8_without_leader_flag.dat', 1, [], { 'marc.encoding_lies': 1 }, 'utf-8'],
  ['rubymarc_three-records-second-bad.xml', 2, ['marc.bad_xml'], {}],
  ['traject_sample-oai-pmh.xml', 0, [], {}],
  ['traject_test_data.utf8.json', 30, [], {}],
  ['traject_test_data.utf8.marc.xml', 30, [], {}, 'utf-8'],
  ['traject_test_data.utf8.mrc', 30, [], {}, 'utf-8'],
];

const comparable = (records: readonly MarcRecord[]): string[] =>
  records.map(({ fields }) => JSON.stringify(fields).normalize('NFC'));
const counted = (codes: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((each) => each === code).length]));

describe.skipIf(!hasMarcData)('MARC files of other programs (../shared/data/marc)', () => {
  it.each(FILES)('%s: %i records', async (name, records, refused, repaired) => {
    const file = marcFile(name);
    const read = await readAll(file);
    expect(accepted(read)).toHaveLength(records);
    expect(problemsOf(rejected(read))).toEqual(refused);
    expect(counted(problemsOf(accepted(read)))).toEqual(repaired);
    for (const { offset, bytes, raw } of read) expect(file.subarray(offset, offset + bytes).equals(raw)).toBe(true);
  });

  it.each(FILES.filter(([name]) => !/xml|json|bad/.test(name)))('%s is written again byte by byte', async (name) => {
    const file = marcFile(name);
    const read = accepted(await readAll(file));
    expect(
      Buffer.concat(read.map(({ raw }) => raw)).equals(
        file.subarray(
          0,
          read.reduce((sum, { bytes }) => sum + bytes, 0),
        ),
      ),
    ).toBe(true);
    for (const { record, raw, problems } of read) {
      const made = encodeIso2709(record, record.leader[9] === 'a' ? 'utf-8' : 'marc-8');
      // Where fields lie in another order than the directory has them, the bytes as they came are the only way.
      if (problems.length === 0 && name !== 'debian_idzebra_sample-marc.mrc') expect(made.equals(raw)).toBe(true);
      const again = recordsOf(await readAll(made));
      if (problems.length === 0) expect(again.map(({ fields }) => fields)).toEqual([record.fields]);
    }
  });

  it('reads the same records from ISO 2709, MARCXML and JSON', async () => {
    const [iso = [], ...others] = await Promise.all(
      ['mrc', 'marc.xml', 'json'].map(async (kind) =>
        comparable(recordsOf(await readAll(marcFile(`traject_test_data.utf8.${kind}`)))),
      ),
    );
    expect(iso).toHaveLength(30);
    for (const other of others) expect(other).toEqual(iso);
  });

  it('reads the same records in MARC-8 and UTF-8', async () => {
    const [marc8, utf8] = await Promise.all(
      ['marc4j_brkrtest.mrc', 'marc4j_brkrtest_UTF8.mrc'].map(async (name) =>
        comparable(recordsOf(await readAll(marcFile(name)))),
      ),
    );
    expect(marc8).toEqual(utf8);
  });

  it('reads 1,516 lines of MARC-8 as their UTF-8, and back to lines that mean the same', () => {
    const utf8 = marcFile('pymarc_test_utf8.txt').toString().split('\n');
    const lines = marcFile('pymarc_test_marc8.txt').toString('latin1').split('\n');
    expect(lines).toHaveLength(1_516);
    for (const [at, line] of lines.entries()) {
      const { text, bad } = decodeMarc8(line);
      expect({ text, bad }).toEqual({ text: utf8[at], bad: 0 });
      expect(decodeMarc8(encodeMarc8(text)).text.normalize('NFC')).toBe(text.normalize('NFC'));
    }
  });

  it('takes no other file for MARC', async () => {
    for (const name of ['ORIGIN.tsv', 'pymarc_test_utf8.txt'])
      await expect(readAll(marcFile(name))).rejects.toThrow(NotMarc);
  });

  it.skipIf(!hasYaz).each(FILES.filter(([, , , , yaz]) => yaz))(
    '%s: yaz-marcdump reads the same',
    async (name, _records, _refused, _repaired, encoding = '') => {
      const theirs = await readAll(yazXml(marcPath(name), encoding, name.endsWith('.xml') ? 'marcxml' : 'marc'));
      const ours = recordsOf(await readAll(marcFile(name)));
      expect(comparable(recordsOf(theirs))).toEqual(comparable(ours));
    },
  );
});

describe.skipIf(!hasYaz)('what yaz-marcdump (Debian: yaz) makes of our files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pustaka-yaz-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const yaz = async (bytes: Buffer | string, from: string, format = 'marc'): Promise<MarcRecord[]> => {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    return recordsOf(await readAll(yazXml(path, from, format)));
  };

  it('every code of MARC-8 is the character it is for us', async () => {
    const sets = [...tables().sets.values()].map((set) => ({
      set,
      chars: [...set.chars].filter(([code, char]) => char.charCodeAt(0) > 0x20 && !set.secondHalves.has(code)),
    }));
    const fields = sets.flatMap(({ set, chars }) =>
      Array.from({ length: Math.ceil(chars.length / 50) }, (_, part) =>
        field(
          '500',
          '  ',
          ...chars.slice(part * 50, part * 50 + 50).map(([code, char]) => `a${set.marks.has(code) ? 'x' : ''}${char}`),
        ),
      ),
    );
    const records = Array.from({ length: Math.ceil(fields.length / 20) }, (_, part) =>
      marc(`${part}`, fields.slice(part * 20, part * 20 + 20)),
    );
    const theirs = await yaz(Buffer.concat(records.map((record) => encodeIso2709(record, 'marc-8'))), 'marc-8');
    expect(comparable(theirs)).toEqual(comparable(records));
  });

  it('what we write it reads', async () => {
    const records = [marc('Sejarah Islām', [field('500', '1 ', 'aКнига < & "書"', 'b😀')]), marc('Dua')];
    expect(comparable(await yaz(Buffer.concat(records.map((record) => encodeIso2709(record))), 'utf-8'))).toEqual(
      comparable(records),
    );
    const xml = MARCXML_HEAD + records.map(encodeMarcXml).join('') + MARCXML_TAIL;
    expect(comparable(await yaz(xml, 'utf-8', 'marcxml'))).toEqual(comparable(records));
  });
});
