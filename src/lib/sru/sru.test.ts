import { describe, expect, it } from 'vitest';
import { field, marc } from '../../../test/support/marc.ts';
import { encodeMarcXml } from '../marc/xml/write.ts';
import { searchAddress } from './address.ts';
import { type SruAnswer, SruAnswerReader } from './answer.ts';
import { cqlOf, cqlTerm, INDEX_NAME } from './query.ts';

const SRW = 'http://www.loc.gov/zing/srw/';
const V2 = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';
const INDEXES = { isbn: 'bath.isbn', issn: 'bath.issn', title: 'dc.title', author: 'dc.creator' };

const slim = (title: string): string =>
  encodeMarcXml(marc(title, [field('020', '  ', 'a9789793062792')])).replace(
    '<record',
    '<record xmlns="http://www.loc.gov/MARC21/slim"',
  );
const wrapped = (data: string): string =>
  `<zs:record><zs:recordSchema>x</zs:recordSchema><zs:recordData>${data}</zs:recordData></zs:record>`;
const answer = (records: readonly string[], more = '', ns = SRW): string =>
  `<?xml version="1.0"?>\n<zs:searchRetrieveResponse xmlns:zs="${ns}"><zs:version>1.2</zs:version><zs:numberOfRecords>${records.length}</zs:numberOfRecords><zs:records>${records.map(wrapped).join('')}</zs:records>${more}</zs:searchRetrieveResponse>`;

function read(xml: string | Buffer, size = 1 << 20, most = 20): SruAnswer {
  const reader = new SruAnswerReader(most);
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return reader.end();
}
const titles = (xml: string): string[] =>
  read(xml).records.map(({ fields }) => {
    const title = fields.find(({ tag }) => tag === '245');
    return title && 'subfields' in title ? title.subfields.map(({ value }) => value).join(' ') : '';
  });

describe('CQL', () => {
  it('keeps what people write as a term, whatever is in it', () => {
    expect(cqlTerm('a" or dc.title=*')).toBe('"a\\" or dc.title=\\*"');
    expect(cqlTerm('\\\n^?\u0000')).toBe('"\\\\ \\^\\?"');
    expect(cqlTerm('\ud800')).toBe('"\ufffd"');
  });

  it('asks for an ISBN in both forms, and for each word of title and author', () => {
    expect(cqlOf({ isbns: ['9789793062792', '9793062797'] }, INDEXES)).toBe(
      'bath.isbn="9789793062792" or bath.isbn="9793062797"',
    );
    expect(cqlOf({ title: 'Laskar "Pelangi', author: 'Hirata' }, INDEXES)).toBe(
      'dc.title="Laskar" and dc.title="Pelangi" and dc.creator="Hirata"',
    );
  });

  it('is not made for what a target has no index of', () => {
    expect(cqlOf({ isbns: ['9789793062792'] }, { ...INDEXES, isbn: null })).toBeNull();
    expect(cqlOf({ title: 'x', author: 'y' }, { ...INDEXES, author: null })).toBeNull();
    expect(cqlOf({ title: '***' }, INDEXES)).toBeNull();
  });

  it('takes as an index only a name', () => {
    for (const name of ['isbn', 'pica.isb', 'dc.title']) expect(INDEX_NAME.test(name)).toBe(true);
    for (const name of ['', 'a b', 'a=b', 'a.b.c', '"x"', '1a', 'x or y']) expect(INDEX_NAME.test(name)).toBe(false);
  });
});

describe('the address of a search', () => {
  const target = { url: 'http://lx2.loc.gov:210/lcdb', version: '1.1', schema: 'marcxml', indexes: INDEXES } as const;

  it('says operation, version and schema, and keeps what the target has in its address', () => {
    expect(searchAddress(target, { title: 'a&b' }, 5)?.toString()).toBe(
      'http://lx2.loc.gov:210/lcdb?version=1.1&query=dc.title%3D%22a%22+and+dc.title%3D%22b%22&recordSchema=marcxml&recordPacking=xml&operation=searchRetrieve&startRecord=1&maximumRecords=5',
    );
    const keyed = searchAddress({ ...target, url: 'https://x.example/sru?accessToken=abc' }, { title: 'a' }, 5);
    expect(keyed?.searchParams.get('accessToken')).toBe('abc');
  });

  it('has no operation in SRU 2.0, and no CQL where each index is a parameter', () => {
    const two = searchAddress({ ...target, version: '2.0' }, { title: 'a' }, 5);
    expect([two?.searchParams.has('operation'), two?.searchParams.get('queryType')]).toEqual([false, 'cql']);
    const plain = { ...target, version: 'PARAMETERS', indexes: { ...INDEXES, isbn: null, title: 'title' } } as const;
    expect(searchAddress(plain, { title: 'Laskar "Pelangi"' }, 5)?.search).toBe(
      '?title=Laskar+Pelangi&operation=searchRetrieve&startRecord=1&maximumRecords=5',
    );
    expect(searchAddress(plain, { isbns: ['9789793062792'] }, 5)).toBeNull();
  });
});

describe('an answer of SRU', () => {
  it.each([
    ['1.1 and 1.2', answer([slim('Satu'), slim('Dua')])],
    ['2.0', answer([slim('Satu'), slim('Dua')], '', V2)],
    [
      'records as strings',
      answer([slim('Satu'), slim('Dua')].map((xml) => xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))),
    ],
    ['records in CDATA', answer([slim('Satu'), slim('Dua')].map((xml) => `<![CDATA[${xml}]]>`))],
    [
      'no namespaces at all',
      answer([slim('Satu'), slim('Dua')])
        .replaceAll('zs:', '')
        .replaceAll(/ xmlns(:zs)?="[^"]*"/g, ''),
    ],
    ['a bare collection', `<collection>${encodeMarcXml(marc('Satu'))}${encodeMarcXml(marc('Dua'))}</collection>`],
  ])('is read: %s', (_what, xml) => {
    expect(titles(xml)).toEqual(['Satu', 'Dua']);
    for (const size of [1, 100]) expect(read(xml, size)).toEqual(read(xml));
  });

  it('tells hits, and takes no more records than asked for', () => {
    const xml = answer([slim('Satu'), slim('Dua'), slim('Tiga')]).replace('Records>3<', 'Records>1234<');
    expect(read(xml, 1 << 20, 2)).toMatchObject({
      isAnswer: true,
      total: 1234,
      records: [{}, {}],
      unread: 0,
      fault: null,
    });
  });

  it('tells what the server says is wrong, of the search and of one record', () => {
    const diagnostic = (n: number): string =>
      `<diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>info:srw/diagnostic/1/${n}</uri><details>foo</details><message>Unsupported index</message></diagnostic>`;
    const all = read(answer([diagnostic(65), slim('Dua')], `<zs:diagnostics>${diagnostic(16)}</zs:diagnostics>`));
    expect(all.diagnostics.map(({ uri }) => uri)).toEqual(['info:srw/diagnostic/1/65', 'info:srw/diagnostic/1/16']);
    expect(all.diagnostics[0]).toMatchObject({ message: 'Unsupported index', details: 'foo' });
    expect([all.records.length, all.unread]).toEqual([1, 1]);
  });

  it('reads MODS and Dublin Core where there is no MARC', () => {
    const mods = `<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo type="alternative"><title>Lain</title></titleInfo>
      <titleInfo><nonSort>The </nonSort><title>Rainbow Troops</title><subTitle>a novel</subTitle></titleInfo>
      <name><namePart type="family">Hirata</namePart><namePart type="given">Andrea</namePart><namePart type="date">1967-</namePart></name>
      <originInfo><place><placeTerm type="code">io</placeTerm><placeTerm type="text">Yogyakarta</placeTerm></place><publisher>Bentang</publisher><dateIssued>c2005.</dateIssued></originInfo>
      <language><languageTerm>ind</languageTerm></language><subject><topic>Pendidikan</topic><geographic>Belitung</geographic></subject>
      <classification authority="ddc">899.221</classification><identifier type="isbn">9789793062792</identifier>
      <recordInfo><recordIdentifier source="DLC">123</recordIdentifier></recordInfo></mods>`;
    const [record] = read(answer([mods])).records;
    expect(record?.fields).toEqual([
      { tag: '001', value: '123' },
      { tag: '003', value: 'DLC' },
      field('020', '  ', 'a9789793062792'),
      field('041', '  ', 'aind'),
      field('082', '04', 'a899.221'),
      field('100', '1 ', 'aHirata, Andrea'),
      field('245', '00', 'aThe Rainbow Troops', 'ba novel'),
      field('264', ' 1', 'aYogyakarta', 'bBentang', 'c2005'),
      field('650', ' 4', 'aPendidikan', 'xBelitung'),
    ]);
    const dc = `<srw_dc:dc xmlns:srw_dc="info:srw/schema/1/dc-schema" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Laskar Pelangi</dc:title><dc:creator>Andrea Hirata</dc:creator><dc:identifier>ISBN: 979-3062-79-7 (pbk.)</dc:identifier><dc:date>2005</dc:date></srw_dc:dc>`;
    expect(read(answer([dc])).records[0]?.fields).toEqual([
      field('020', '  ', 'a979-3062-79-7'),
      field('100', '0 ', 'aAndrea Hirata'),
      field('245', '00', 'aLaskar Pelangi'),
      field('264', ' 1', 'c2005'),
    ]);
  });

  it('keeps the good records beside one that is none', () => {
    const bad = slim('Dua').replace('tag="245"', 'tag="24"');
    const all = read(answer([slim('Satu'), bad, '<x>?</x>', '', slim('Tiga')]));
    expect([all.records.length, all.unread, all.fault]).toEqual([2, 3, null]);
  });

  it('keeps what was read before a fault in the XML', () => {
    const all = read(answer([slim('Satu'), slim('Dua').replace('Dua', 'D\u0007ua'), slim('Tiga')]));
    expect([all.records.length, all.fault]).toEqual([1, 'marc.bad_xml']);
  });

  it.each([
    [
      'a DTD',
      answer([slim('Satu')]).replace('<zs:search', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><zs:search'),
      'marc.xml_dtd',
    ],
    ['an entity of its own', answer([slim('Satu').replace('Satu', '&a;')]), 'marc.bad_xml'],
    ['a page of HTML', '<!DOCTYPE html><html><body>Not found</body></html>', 'marc.xml_dtd'],
    ['plain words', 'Service unavailable', 'marc.bad_xml'],
    ['nothing', '', 'marc.bad_xml'],
    ['endless depth', answer(['<a>'.repeat(100)]), 'marc.too_deep'],
  ])('is refused with %s, and nothing is fetched', (_what, xml, fault) => {
    expect(read(xml)).toMatchObject({ records: [], fault });
  });

  it('holds a bounded tree of what is no MARC', () => {
    const all = read(answer([`<mods>${'<a/>'.repeat(20_000)}</mods>`, slim('Dua')]));
    expect([all.records.length, all.unread]).toEqual([1, 1]);
  });
});
