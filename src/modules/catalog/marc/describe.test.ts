import { describe, expect, it } from 'vitest';
import { accepted, field, hasMarcData, marcFile, readAll } from '../../../../test/support/marc.ts';
import { flavourOf } from '../../../lib/marc/flavour.ts';
import { fromMarcLanguage, toMarcLanguage } from '../../../lib/marc/languages.ts';
import type { MarcField, MarcRecord } from '../../../lib/marc/record.ts';
import { bookOf, describe as described } from './draft.ts';
import { itemsOf } from './items.ts';

const record = (fields: readonly MarcField[], leader = '00000nam a2200000 a 4500'): MarcRecord => ({ leader, fields });
const book = (made: MarcRecord) => bookOf(described(made, flavourOf(made)), 2026, []);
const coded = (year: string, language: string, form = ' '): MarcField => ({
  tag: '008',
  value: `140513s${year}    io     ${form}     000 0 ${language} d`.replace(/^(.{35}).*$/, `$1${language} d`),
});

const ABUNAWAS = record([
  { tag: '001', value: 'INLIS000000000606729' },
  { tag: '008', value: `140513s2014####jki${'#'.repeat(17)}ind##` },
  field('020', '##', 'a979-407-096-3'),
  field('035', '##', 'a0010-0514000291'),
  field('040', '##', 'aJKPNPNA', 'b##i'),
  field('082', '04', 'a808.87', '2[23]'),
  field('084', '##', 'a808.87 ISK a'),
  field('100', '1#', 'aIskandar, N.St.', 'q(Nur Sutan),', 'd1893-1975,', 'epengarang'),
  field('245', '00', 'aAbunawas /', 'cN. St. Iskandar ; penyunting, Tim Penyunting Balai Pustaka'),
  field('250', '##', 'aCet.35'),
  field('264', '##', 'aJakarta :', 'bBalai Pustaka,', 'c[2014].'),
  field('300', '##', 'aviii, 152 hlm. :', 'bilus. ;', 'c21 cm.'),
  field('650', '#4', 'aCERITA RAKYAT', 'zINDONESIA'),
  field('700', '1#', 'aBalai Pustaka, Tim Penyunting', 'epenyunting'),
  field('990', '##', 'a4588/PN/2014'),
]);

describe('a MARC record as a book', () => {
  it('tells all that the columns hold, without the punctuation of ISBD', () => {
    expect(book(ABUNAWAS)).toEqual({
      title: 'Abunawas',
      author: 'Iskandar, N.St.',
      contributors: [
        { name: 'Iskandar, N.St.', role: 'AUTHOR' },
        { name: 'Balai Pustaka, Tim Penyunting', role: 'EDITOR' },
      ],
      category: 'Kesusastraan',
      isbn: '9789794070963',
      publishedYear: 2014,
      publisher: 'Balai Pustaka',
      place: 'Jakarta',
      edition: 'Cet.35',
      series: null,
      pages: 'viii, 152 hlm.',
      classification: '808.87',
      callNumber: '808.87 ISK a',
      description: null,
      location: null,
      language: 'id',
      materialType: 'BOOK',
      subjects: ['CERITA RAKYAT -- INDONESIA'],
      flags: [],
    });
  });

  it.each([
    ['INDOMARC', ABUNAWAS],
    ['MARC21', record([{ tag: '001', value: '123' }, field('245', '10', 'aX')])],
    ['UNIMARC', record([field('100', '  ', 'a20110101d2011    u  y0fray50      ba'), field('200', '1 ', 'aX')])],
  ])('is known as %s', (flavour, made) => {
    expect(flavourOf(made)).toBe(flavour);
  });

  it('joins subtitle and parts to the title', () => {
    const made = record([
      field('245', '10', 'aSejarah Islam :', 'bsebuah pengantar.', 'nJilid 2,', 'pMasa Abbasiyah /', 'cA.'),
    ]);
    expect(book(made).title).toBe('Sejarah Islam : sebuah pengantar. Jilid 2. Masa Abbasiyah');
  });

  it('takes the first ISBN that is one, however it is written, and flags when none is', () => {
    expect(
      book(
        record([
          field('245', '00', 'aX'),
          field('020', '  ', 'aabc'),
          field('020', '  ', 'a0-8044-2957-X (pbk.) : Rp 50.000'),
        ]),
      ).isbn,
    ).toBe('9780804429573');
    expect(book(record([field('245', '00', 'aX'), field('020', '  ', 'a123')])).flags).toContain('bad_isbn:123');
  });

  it('prefers the year of 008 to one that may be of another calendar', () => {
    const made = record([
      coded('2001', 'ara'),
      field('245', '00', 'aX'),
      field('260', '  ', 'aal-Qāhirah :', 'bDār,', 'c1422 [2001]'),
    ]);
    expect(book(made)).toMatchObject({ publishedYear: 2001, language: 'ar', place: 'al-Qāhirah', publisher: 'Dār' });
    expect(book(record([field('245', '00', 'aX'), field('260', '  ', 'a[S.l. :', 'bs.n.],', 'cc1998')]))).toMatchObject(
      {
        publishedYear: 1998,
        place: null,
        publisher: null,
      },
    );
  });

  it.each([
    ['BOOK', 'am', []],
    ['SERIAL', 'as', []],
    ['NEWSPAPER', 'as', [{ tag: '008', value: ''.padEnd(21).padEnd(22, 'n') }]],
    ['THESIS', 'am', [field('502', '  ', 'aSkripsi')]],
    ['THESIS', 'tm', [field('502', '  ', 'aTesis')]],
    ['EBOOK', 'am', [{ tag: '007', value: 'cr' }]],
    ['EBOOK', 'mm', [{ tag: '006', value: 'a' }]],
    ['COMPUTER_FILE', 'mm', []],
    ['MAP', 'em', []],
    ['AUDIO', 'jm', []],
    ['VIDEO', 'gm', []],
    ['MUSIC', 'cm', []],
  ] as const)('is %s by its leader %s', (type, kind, fields) => {
    const made = record([...fields, field('245', '00', 'aX')], `00000n${kind} a2200000 a 4500`);
    expect(book(made).materialType).toBe(type);
  });

  it('names everybody with what they did, in the words of both languages', () => {
    const made = record([
      field('245', '00', 'aX'),
      field('700', '1 ', 'aA, B.,', 'eeditor.'),
      field('700', '1 ', 'aC, D.', '4trl'),
      field('700', '1 ', 'aE', 'ealih bahasa'),
      field('700', '1 ', 'aF', '4http://id.loc.gov/vocabulary/relators/ill'),
      field('700', '12', 'aShakespeare', 'tHamlet'),
      field('710', '2 ', 'aUniversitas Indonesia.', 'bFakultas Hukum'),
      field('700', '1 ', 'aG', 'ependana'),
    ]);
    expect(book(made).contributors).toEqual([
      { name: 'A, B.', role: 'EDITOR' },
      { name: 'C, D.', role: 'TRANSLATOR' },
      { name: 'E', role: 'TRANSLATOR' },
      { name: 'F', role: 'ILLUSTRATOR' },
      { name: 'Universitas Indonesia. Fakultas Hukum', role: 'CONTRIBUTOR' },
      { name: 'G', role: 'OTHER' },
    ]);
    expect(book(made).author).toBe('A, B.');
    expect(book(record([field('245', '00', 'aX')]))).toMatchObject({
      author: 'Anonim',
      flags: ['no_author', 'no_category'],
    });
  });

  it('cuts what is too long, and says so', () => {
    const made = record([field('245', '00', `a${'x'.repeat(600)}`), field('520', '  ', `a${'y'.repeat(6000)}`)]);
    const { title, description, flags } = book(made);
    expect([title.length, description?.length]).toEqual([500, 5000]);
    expect(flags).toEqual(['no_author', 'no_category', 'title_cut', 'description_cut']);
    expect(() => book(record([field('500', '  ', 'aX')]))).toThrow('catalog.title_required');
  });

  it('reads UNIMARC', () => {
    const made = record([
      { tag: '001', value: 'frBN1' },
      field('010', '  ', 'a2-07-036822-X', 'bbr.'),
      field('100', '  ', 'a20110101d1986    u  y0fray50      ba'),
      field('101', '0 ', 'afre'),
      field('200', '1 ', 'a\u0088L\u0089étranger', 'eroman', 'fAlbert Camus'),
      field('210', '  ', 'aParis', 'cGallimard', 'd1986'),
      field('215', '  ', 'a185 p.'),
      field('225', '| ', 'aFolio', 'v2'),
      field('606', '  ', 'aRoman', 'yFrance'),
      field('676', '  ', 'a843'),
      field('700', ' 1', 'aCamus', 'bAlbert', '4070'),
      field('702', ' 1', 'aX', '4730'),
    ]);
    expect(book(made)).toMatchObject({
      title: 'Létranger : roman',
      author: 'Camus, Albert',
      contributors: [
        { name: 'Camus, Albert', role: 'AUTHOR' },
        { name: 'X', role: 'TRANSLATOR' },
      ],
      isbn: '9782070368228',
      publishedYear: 1986,
      publisher: 'Gallimard',
      series: 'Folio ; 2',
      language: 'fr',
      category: 'Kesusastraan',
      subjects: ['Roman -- France'],
    });
  });

  it('finds copies as Koha, holdings and INDOMARC write them', () => {
    const flags: string[] = [];
    const flag = (name: string, value: string) => void flags.push(`${name}:${value}`);
    expect(itemsOf(ABUNAWAS, flag)).toEqual([{ barcodes: ['4588/PN/2014'], branch: undefined, price: null }]);
    const koha = record([
      field('952', '  ', 'pB-1', 'aPUSAT', 'g75000.00'),
      field('952', '  ', 'pB-2', 'aPUSAT', 'g75000.00'),
      field('952', '  ', 'pB-2', 'aPUSAT'),
      field('952', '  ', 'pa b', 'aPUSAT'),
      field('952', '  ', 'pB-3', 'aJYP'),
    ]);
    expect(itemsOf(koha, flag)).toEqual([
      { barcodes: ['B-1', 'B-2'], branch: 'PUSAT', price: 75_000 },
      { barcodes: ['B-3'], branch: 'JYP', price: null },
    ]);
    expect(flags).toEqual(['bad_barcode:a b']);
  });

  it('knows the codes of languages both ways', () => {
    for (const [two, three] of [
      ['id', 'ind'],
      ['ms', 'may'],
      ['jv', 'jav'],
      ['su', 'sun'],
      ['zh', 'chi'],
      ['nl', 'dut'],
    ] as const) {
      expect(fromMarcLanguage(three)).toBe(two);
      expect(toMarcLanguage(two)).toBe(three);
    }
    expect(['nld', 'ban', 'und', '   ', '###'].map(fromMarcLanguage)).toEqual(['nl', 'ban', null, null, null]);
  });

  it.skipIf(!hasMarcData)('keeps every real record that has a title, within the limits of the columns', async () => {
    let count = 0;
    for (const name of [
      'marc4j_pride-and-prejudice-fixed.mrc',
      'marc4j_065001035.mrc',
      'pymarc_marc.dat',
      'traject_test_data.utf8.mrc',
      'marc4j_brkrtest.mrc',
    ]) {
      for (const { record: each } of accepted(await readAll(marcFile(name)))) {
        const made = book(each);
        count += 1;
        expect(made.title).not.toBe('');
        expect(made.title).not.toMatch(/\s[/:;]$/);
        expect(made.author.length).toBeLessThanOrEqual(255);
      }
    }
    expect(count).toBe(481);
  });
});
