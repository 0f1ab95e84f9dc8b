import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/kernel/errors.ts';
import { flavourOf } from '../../src/lib/marc/flavour.ts';
import type { MarcField, MarcRecord } from '../../src/lib/marc/record.ts';
import { contributorsOf, NO_AUTHOR } from '../../src/modules/catalog/create-books.ts';
import { RECORD_COLUMNS } from '../../src/modules/catalog/fields.ts';
import { headingKey } from '../../src/modules/catalog/headings.ts';
import type { Draft } from '../../src/modules/catalog/import/draft.ts';
import type { BookWithMarc } from '../../src/modules/catalog/marc/book-row.ts';
import { dialectOf } from '../../src/modules/catalog/marc/dialects.ts';
import { bookOf, describe as described } from '../../src/modules/catalog/marc/draft.ts';
import { edited } from '../../src/modules/catalog/marc/edited.ts';
import { recordOf } from '../../src/modules/catalog/marc/make.ts';
import type { Column } from '../../src/modules/catalog/marc/place.ts';
import { fuzzRuns, fuzzTime } from '../support/fuzz.ts';
import { hasMarcData, marcFile, readAll, recordsOf } from '../support/marc.ts';

type Told = Draft['book'];

function toldOf(record: MarcRecord): Told | null {
  try {
    return bookOf(described(record, flavourOf(record)), 2026, []);
  } catch (error) {
    if (error instanceof Failure && error.reason === 'catalog.title_required') return null;
    throw error;
  }
}

/** As the book stands in the database right after it was brought in. */
function rowOf(told: Told): BookWithMarc {
  const names = told.flags.includes(NO_AUTHOR) ? [] : contributorsOf(told.author, told.contributors);
  const moment = new Date('2026-03-02T03:00:00Z');
  const unique = <T>(list: readonly T[], key: (one: T) => string): T[] => [
    ...new Map(list.map((one) => [key(one), one])).values(),
  ];
  return {
    ...told,
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    materialType: told.materialType ?? 'BOOK',
    isbn: told.isbn ?? null,
    language: told.language ?? null,
    publishedYear: told.publishedYear ?? null,
    publisher: told.publisher ?? null,
    place: told.place ?? null,
    edition: told.edition ?? null,
    series: told.series ?? null,
    pages: told.pages ?? null,
    classification: told.classification ?? null,
    callNumber: told.callNumber ?? null,
    description: told.description ?? null,
    createdAt: moment,
    updatedAt: moment,
    contributors: unique(names, ({ name, role }) => `${role}\n${headingKey(name)}`),
    subjects: unique(told.subjects ?? [], headingKey),
    flavour: null,
    record: null,
  };
}

const TAGS = [
  '010',
  '020',
  '041',
  '082',
  '090',
  '100',
  '110',
  '200',
  '210',
  '245',
  '250',
  '260',
  '264',
  '300',
  '490',
  '500',
  '520',
  '606',
  '650',
  '653',
  '700',
  '710',
  '852',
  '952',
  '990',
];
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((word) => word.toWellFormed().replace(/\p{Cc}/gu, ' ')),
  fc.constantFrom(
    'Toer, Pramoedya Ananta,',
    'Jakarta :',
    '[s.n.],',
    'c2001.',
    '813/.54',
    '9798659120',
    'penyunting',
    'Fiksi.',
    '. / :',
    '',
  ),
);
const field: fc.Arbitrary<MarcField> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      tag: fc.constantFrom(...TAGS),
      indicators: fc.constantFrom('  ', '10', ' 1', '##', ' 4'),
      subfields: fc.array(fc.record({ code: fc.constantFrom(...'abcdefknopqtvxyz4'), value: text }), { maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ tag: fc.constantFrom('001', '003', '006', '007', '008'), value: text }) },
);
const anyRecord: fc.Arbitrary<MarcRecord> = fc.record({
  leader: fc.constantFrom('00000nam a2200000 a 4500', '00000cas a2200000 i 4500', '                        '),
  fields: fc.array(field, { maxLength: 12 }),
});

const word = fc.constantFrom('Hutan', 'Laut Jawa', 'Harimau!', 'Sejarah 1945', 'Ayāz', '書物');
const VALUES: Readonly<Record<Column, fc.Arbitrary<string | number>>> = {
  title: word,
  isbn: fc.constantFrom('9789798659126', '9786020324784'),
  edition: word,
  place: word,
  publisher: word,
  publishedYear: fc.integer({ min: 1801, max: 2025 }),
  series: word,
  pages: word,
  classification: fc.constantFrom('899.221', '2X0', '005'),
  callNumber: fc.constantFrom('899.221 TOE b', '2X0 HAM t'),
  description: word,
};
const change = fc.tuple(
  fc.record(VALUES, { requiredKeys: [] }),
  fc.option(fc.uniqueArray(word, { maxLength: 3 })),
  fc.option(
    fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('Lane, Max', 'Sukarno', 'Wati, Sri'),
        role: fc.constantFrom('AUTHOR', 'TRANSLATOR', 'EDITOR'),
      }),
      { maxLength: 3, selector: ({ name, role }) => name + role },
    ),
  ),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const changed = (row: BookWithMarc, [columns, subjects, names]: Change): BookWithMarc => ({
  ...row,
  ...(columns as Partial<BookWithMarc>),
  subjects: subjects ?? row.subjects,
  contributors: names ?? row.contributors,
});

const namesOf = (list: readonly { name: string; role: string }[] | undefined) =>
  new Set((list ?? []).map(({ name, role }) => `${role} ${headingKey(name)}`));

/** Written and read again, the record says what the book says now; and what was not changed, it says as before. */
function requireSame(told: Told, now: BookWithMarc, written: MarcRecord): void {
  const again = toldOf(written);
  for (const column of RECORD_COLUMNS) expect([column, again?.[column] ?? null]).toEqual([column, now[column]]);
  expect(new Set(again?.subjects?.map(headingKey))).toEqual(new Set(now.subjects.map(headingKey)));
  const names = namesOf(again?.contributors);
  // Who leads a book without an author is shown as its author, and stands in the headings as one.
  const leads = `AUTHOR ${headingKey(again?.author ?? '')}`;
  const known = namesOf(now.contributors);
  if (!names.has(leads)) known.delete(leads);
  expect(names).toEqual(known);
  expect(again?.language ?? null).toBe(told.language ?? null);
}

const real = hasMarcData
  ? (
      await Promise.all(
        ['marc4j_pride-and-prejudice-fixed.mrc', 'traject_test_data.utf8.mrc', 'pymarc_marc.dat'].map(async (name) =>
          recordsOf(await readAll(marcFile(name))),
        ),
      )
    ).flat()
  : [];

describe('any MARC record as a book', () => {
  it(
    'fits into the columns or is refused for want of a title, and is its own record as long as nobody edits it',
    () => {
      const property = (record: MarcRecord) => {
        const told = toldOf(record);
        if (!told) return;
        expect(told.title.length).toBeLessThanOrEqual(500);
        expect(told.author.length).toBeGreaterThan(0);
        expect(told.author.length).toBeLessThanOrEqual(255);
        expect(JSON.stringify(told).isWellFormed()).toBe(true);
        expect(edited(record, told, rowOf(told), dialectOf(flavourOf(record)))).toBeNull();
      };
      for (const record of real) property(record);
      fc.assert(fc.property(anyRecord, property), fuzzRuns(2_000));
    },
    fuzzTime(60_000),
  );

  it.skipIf(!hasMarcData)(
    'says what was edited, in its own dialect, and all else as before',
    () => {
      fc.assert(
        fc.property(fc.constantFrom(...real), change, (record, edits) => {
          const told = toldOf(record);
          if (!told) return;
          const now = changed(rowOf(told), edits);
          requireSame(told, now, edited(record, told, now, dialectOf(flavourOf(record))) ?? record);
        }),
        fuzzRuns(1_500),
      );
    },
    fuzzTime(60_000),
  );

  it(
    'is told whole by the record that is made for a book without one',
    () => {
      const bare = rowOf({
        title: 'Tanpa',
        author: 'Anonim',
        category: 'Lainnya',
        contributors: [],
        subjects: [],
        flags: ['no_author'],
        language: 'id',
      });
      fc.assert(
        fc.property(change, (edits) => {
          const now = changed(bare, edits);
          requireSame({ ...bare, category: '' }, now, recordOf(now));
        }),
        fuzzRuns(500),
      );
    },
    fuzzTime(30_000),
  );
});
