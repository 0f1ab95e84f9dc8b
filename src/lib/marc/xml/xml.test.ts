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
import { NotMarc } from '../read.ts';
import { MarcXmlReader } from './read.ts';
import { encodeMarcXml, MARCXML_HEAD, MARCXML_TAIL } from './write.ts';

const [one, two, three] = ['Satu', 'Dua', 'Tiga'].map((title) => encodeMarcXml(marc(title))) as [
  string,
  string,
  string,
];
const collection = (...records: readonly string[]): string => MARCXML_HEAD + records.join('') + MARCXML_TAIL;
const idsOf = (read: Awaited<ReturnType<typeof readAll>>): string[] =>
  recordsOf(read).map(({ fields: [first] }) => (first && 'value' in first ? first.value : ''));

describe('reading MARCXML', () => {
  it('reads what it writes, with the place and the bytes of each record', async () => {
    const record = marc('Harga < 5 & "murah"', [
      field('500', '1\t', 'a  dua  baris\r\nlagi\t', '$$'),
      field('880', '  ', 'a書 \u0301'),
    ]);
    const file = Buffer.from(collection(encodeMarcXml(record), two));
    const read = await readAll(file);
    expect(recordsOf(read)[0]).toEqual(record);
    for (const { offset, bytes, raw } of read) expect(file.subarray(offset, offset + bytes).equals(raw)).toBe(true);
    expect(problemsOf(read)).toEqual([]);
  });

  it.each([
    [
      'with a prefix',
      collection(one)
        .replaceAll('<', '<m:')
        .replaceAll('<m:/', '</m:')
        .replace('xmlns=', 'xmlns:m=')
        .replace('<m:?xml', '<?xml'),
    ],
    ['without a namespace', collection(one).replace(/ xmlns="[^"]*"/, '')],
    ['alone', one],
    ['as MarcXchange', collection(one).replace('http://www.loc.gov/MARC21/slim', 'info:lc/xmlns/marcxchange-v1')],
    ['in UTF-16', `\ufeff${collection(one).replace('UTF-8', 'UTF-16')}`],
    ['in Latin 1', collection(one).replace('UTF-8', 'ISO-8859-1')],
    [
      'in an answer of OAI-PMH',
      `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header/><metadata>${one.replace('<record', '<record xmlns="http://www.loc.gov/MARC21/slim"')}</metadata></record></ListRecords></OAI-PMH>`,
    ],
    [
      'with other elements around and inside',
      collection(one.replace('<leader>', '<extra><leader>no</leader></extra><leader>')),
    ],
  ])('reads a record %s', async (what, xml) => {
    const bytes = Buffer.from(xml, what === 'in UTF-16' ? 'utf16le' : what === 'in Latin 1' ? 'latin1' : 'utf8');
    const read = await readAll(bytes);
    expect(recordsOf(read)).toEqual([marc('Satu')]);
    expect(rejected(read)).toEqual([]);
    expect(
      bytes.subarray(read[0]?.offset, (read[0]?.offset ?? 0) + (read[0]?.bytes ?? 0)).equals(read[0]?.raw ?? bytes),
    ).toBe(true);
  });

  it.each([
    ['a character that XML forbids', two.replace('Dua', 'D\x07ua'), 'marc.bad_xml'],
    ['an end that does not fit', two.replace('</datafield>', '</datafeld>'), 'marc.bad_xml'],
    ['an entity of its own', two.replace('Dua', '&dua;'), 'marc.bad_xml'],
    ['half a surrogate pair', two.replace('Dua', '&#xD800;'), 'marc.bad_xml'],
    ['a tag of another length', two.replace('tag="245"', 'tag="2450"'), 'marc.bad_tag'],
    ['a subfield without a code', two.replace('code="a"', ''), 'marc.bad_code'],
    ['a long indicator', two.replace('ind1="0"', 'ind1="00"'), 'marc.bad_indicator'],
    ['an element in a subfield', two.replace('Dua', 'D<b>u</b>a'), 'marc.bad_xml'],
    ['no fields', '<record><leader>00000nam a2200000 a 4500</leader></record>', 'marc.no_fields'],
    ['too deep a nesting', two.replace('Dua', ''.padEnd(50 * 3, '<x>')), 'marc.bad_xml'],
    ['foreign elements too deep', two.replace('<leader>', `${''.padEnd(50 * 3, '<x>')}<leader>`), 'marc.too_deep'],
    ['another record inside', two.replace('</record>', ''), 'marc.bad_xml'],
    [
      'too many subfields',
      two.replace('</subfield>', `</subfield>${'<subfield code="x"/>'.repeat(51_000)}`),
      'marc.too_many_fields',
    ],
    [
      'too many fields',
      two.replace('</record>', `${'<controlfield tag="009"/>'.repeat(10_001)}</record>`),
      'marc.too_many_fields',
    ],
    ['too much in it', two.replace('Dua', 'x'.repeat(MARC_LIMITS.maxRecordBytes)), 'marc.too_large'],
    ['an attribute without end', two.replace('ind1="0"', 'ind1="0'), 'marc.bad_xml'],
  ])('refuses a record with %s and reads on', async (_what, bad, code) => {
    const file = Buffer.from(collection(one, bad, three));
    const read = await readAll(file);
    expect(idsOf(read)).toEqual(['no-Satu', 'no-Tiga']);
    const [refused] = rejected(read);
    expect(refused?.problem.code).toBe(code);
    expect(refused?.offset).toBe(file.indexOf(bad.slice(0, 40), MARCXML_HEAD.length + one.length));
    const end = (refused?.offset ?? 0) + (refused?.raw.length ?? 0);
    expect(file.subarray(refused?.offset, end).equals(refused?.raw ?? file)).toBe(true);
    expect(read.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('goes on behind a comment or CDATA that swallows the rest', async () => {
    for (const opener of ['<!-- ', '<![CDATA[', '<?x ']) {
      const read = await readAll(collection(one, two.replace('Dua', opener), three));
      expect(idsOf(read)).toEqual(['no-Satu', 'no-Tiga']);
      expect(rejected(read)).toHaveLength(1);
    }
  });

  it('says that the file ends too early', async () => {
    const read = await readAll(collection(one, two).slice(0, -60));
    expect(idsOf(read)).toEqual(['no-Satu']);
    expect(problemsOf(read)).toEqual(['marc.truncated']);
    expect(problemsOf(await readAll(collection(one, two).replace(MARCXML_TAIL, '')))).toEqual(['marc.truncated']);
  });

  it('refuses a file with a DTD as a whole, and asks nobody for anything', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
    const file = collection(one).replace('<collection', `${bomb}<collection`);
    const read = await readAll(file);
    expect(recordsOf(read)).toEqual([]);
    expect(problemsOf(read)).toEqual(['marc.xml_dtd']);
    expect(read[0]?.raw.length).toBeLessThanOrEqual(MARC_LIMITS.maxRejectBytes);
  });

  it('holds a bounded part of the file, whatever comes', () => {
    for (const endless of [
      '<collection><record><leader>',
      '<collection><!-- ',
      '<collection a="',
      '<!DOCTYPE x [',
      '<x>',
      '<',
    ]) {
      const reader = new MarcXmlReader();
      reader.push(Buffer.from(endless));
      for (let n = 0; n < 200; n++) reader.push(Buffer.alloc(64 * 1024, endless === '<x>' ? '<x>' : 'x'));
      const read = reader.end();
      expect(recordsOf(read)).toEqual([]);
    }
  });

  it('shows bytes that are no UTF-8, and keeps places and bytes exact', async () => {
    const damaged = Buffer.from(collection(one.replace('>Satu', '>S?tu'), two));
    damaged[damaged.indexOf('?tu')] = 0xff;
    const read = await readAll(damaged);
    expect(problemsOf(read)).toEqual(['marc.bad_bytes']);
    expect(recordsOf(read)[0]?.fields[1]).toEqual(field('245', '00', 'aS\ufffdtu'));
    for (const { offset, bytes, raw } of read) expect(damaged.subarray(offset, offset + bytes).equals(raw)).toBe(true);
  });

  it('takes a private letter of the file for itself, not for a byte that could not be read', async () => {
    const [sound, damaged] = ['>S\uf780tu', '>S\uf780?u'].map((name) =>
      Buffer.from(collection(one.replace('>Satu', name))),
    );
    if (!sound || !damaged) throw new Error('two files are needed');
    expect(recordsOf(await readAll(sound))[0]?.fields[1]).toEqual(field('245', '00', 'aS\uf780tu'));
    expect(problemsOf(await readAll(sound))).toEqual([]);
    damaged[damaged.indexOf('?u')] = 0x80;
    for (const read of [await readAll(damaged), inChunks(new MarcXmlReader(), damaged, 7)]) {
      expect(problemsOf(read)).toEqual(['marc.bad_bytes']);
      expect(recordsOf(read)[0]?.fields[1]).toEqual(field('245', '00', 'aS\uf780\ufffdu'));
      for (const { offset, bytes, raw } of read)
        expect(damaged.subarray(offset, offset + bytes).equals(raw)).toBe(true);
    }
  });

  it('fills in a leader that is missing or trimmed', async () => {
    const read = await readAll(
      collection(one.replace(/<leader>.*<\/leader>/, ''), two.replace('a2200000 a 4500', 'a22')),
    );
    expect(recordsOf(read).map(({ leader }) => leader.length)).toEqual([24, 24]);
    expect(problemsOf(read)).toEqual(['marc.leader_wrong', 'marc.leader_wrong']);
  });

  it('reads the same whatever the chunks', () => {
    const file = Buffer.from(
      collection(
        one.replace('Satu', 'Sātu 書 😀'),
        two.replace('Dua', '\x07'),
        three,
        two.replace('</record>', ''),
        three,
      ),
    );
    const whole = inChunks(new MarcXmlReader(), file, file.length);
    for (const size of [1, 3, 64, 1000]) expect(inChunks(new MarcXmlReader(), file, size)).toEqual(whole);
    expect(accepted(whole)).toHaveLength(3);
  });

  it('is taken up again in the middle of a file', () => {
    const rest = Buffer.from(
      collection(one, two)
        .slice(MARCXML_HEAD.length + one.length)
        .replaceAll('<record', '<m:record')
        .replaceAll('</record', '</m:record')
        .replace(MARCXML_TAIL, `</m:collection>`),
    );
    const reader = new MarcXmlReader({ from: { offset: 500, index: 1 } });
    const read = [...reader.push(rest), ...reader.end()];
    expect(read.map(({ ok, index, offset }) => [ok, index, offset])).toEqual([[true, 1, 500]]);
  });

  it('refuses a file in an encoding it does not know', async () => {
    await expect(readAll(collection(one).replace('UTF-8', 'EBCDIC-US'))).rejects.toThrow(NotMarc);
  });
});

describe('writing MARCXML', () => {
  it('puts the replacement mark where XML has no way to say a character', () => {
    const text = encodeMarcXml(marc('a\x00b\x1fc\ufffe\ud800'));
    expect(text).toContain('>a\ufffdb\ufffdc\ufffd\ufffd<');
  });
});
