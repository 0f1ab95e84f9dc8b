import { fromMarcLanguage } from '../../../lib/marc/languages.ts';
import {
  controlValue,
  type DataField,
  dataField,
  dataFields,
  isControl,
  type MarcRecord,
  value,
  values,
} from '../../../lib/marc/record.ts';
import { type Described, dewey, isbnIn } from './described.ts';
import { materialOf } from './material.ts';
import { type Column, type ColumnPlace, firstSaid, placeIn } from './place.ts';
import { roleOf } from './roles.ts';
import { bare, bracketed, firstYear, plain, withoutStop } from './text.ts';

const publicationOf = (record: MarcRecord): DataField | undefined => {
  const fields = dataFields(record, '264');
  return (
    fields.find(({ indicators }) => indicators[1] === '1') ??
    fields.find(({ indicators }) => indicators[1] !== '4') ??
    dataField(record, '260')
  );
};
const inPublication = (code: string): ColumnPlace => placeIn('264 260', ' 1', code, '', publicationOf);

/** Only what the library itself wrote on the spine; 050 is where the Library of Congress keeps its own copy. */
const CALL_NUMBERS = [
  ['852', 'h', 'kim'],
  ['952', 'o', ''],
  ['099', 'a', ''],
  ['090', 'a', 'b'],
  ['092', 'a', 'b'],
  ['084', 'a', 'b'],
] as const;
const callNumberOf = (field: DataField): string => {
  const [, code = 'a', others = ''] = CALL_NUMBERS.find(([tag]) => tag === field.tag) ?? [];
  return plain(values(field, code + others).join(' '));
};

export const MARC21_PLACES: Readonly<Record<Column, ColumnPlace>> = {
  title: placeIn('245', '00', 'a', 'bnp'),
  isbn: placeIn('020', '  ', 'a', 'q', (record) =>
    dataFields(record, '020').find((field) => isbnIn(values(field, 'a'))),
  ),
  edition: placeIn('250', '  ', 'a', 'b'),
  place: inPublication('a'),
  publisher: inPublication('b'),
  publishedYear: inPublication('c'),
  series: placeIn('490 440 830', '0 ', 'a', 'v'),
  pages: placeIn('300', '  ', 'a'),
  classification: { ...firstSaid('082', ['082', 'a'], ['092', 'a']), indicators: '04', shared: ['092'] },
  callNumber: {
    ...placeIn('090', '  ', 'a', 'bkim'),
    // 084 is the local call number of INDOMARC, and a bare class of others.
    find: (record) =>
      CALL_NUMBERS.flatMap(([tag]) => dataFields(record, tag)).find((field) =>
        (field.tag === '084' ? /\S\s/ : /\S/).test(callNumberOf(field)),
      ),
    shared: ['092', '084'],
    codeIn: (field) => CALL_NUMBERS.find(([tag]) => tag === field?.tag)?.[1] ?? 'a',
  },
  description: placeIn('520', '  ', 'a', 'b'),
};

/** MARC 21 and INDOMARC, which differ in where the local call number stands. */
export function describeMarc21(record: MarcRecord): Described {
  const { edition, pages, classification, callNumber, description } = MARC21_PLACES;
  const publication = publicationOf(record);
  const coded = controlValue(record, '008') ?? '';
  const called = callNumber.find(record);
  return {
    title: titleOf(record),
    contributors: contributorsOf(record),
    isbns: dataFields(record, '020')
      .flatMap((field) => values(field, 'a'))
      .map(plain),
    publisher: bracketed(value(publication, 'b')),
    place: bracketed(value(publication, 'a')),
    year: codedYear(coded) ?? firstYear(value(publication, 'c')),
    edition: joined(values(edition.find(record), 'ab'), ' '),
    series: seriesOf(record),
    pages: joined(values(pages.find(record), 'a'), ' '),
    language:
      fromMarcLanguage(coded.slice(35, 38)) ??
      fromMarcLanguage((value(dataField(record, '041'), 'a') ?? '').slice(0, 3)),
    classification: dewey(value(classification.find(record), 'a')),
    callNumber: called ? callNumberOf(called) : null,
    subjects: dataFields(record, ...SUBJECTS)
      .map(subjectName)
      .filter(Boolean),
    description: joined(values(description.find(record), 'ab'), '\n'),
    materialType: materialOf(record),
  };
}

const joined = (parts: readonly string[], by: string): string | null =>
  parts.map(bare).filter(Boolean).join(by) || null;

/** $a : $b. $n, $p as a title page reads. */
function titleOf(record: MarcRecord): string {
  const field = MARC21_PLACES.title.find(record);
  if (!field) return plain(record.fields.filter(isControl).find(({ tag }) => tag === '245')?.value ?? '');
  let title = '';
  for (const { code, value: text } of field.subfields) {
    const part = bare(text);
    if (part === '' || !'abnp'.includes(code)) continue;
    title += title === '' ? part : `${code === 'b' ? ' : ' : title.endsWith('.') ? ' ' : '. '}${part}`;
  }
  return withoutStop(title);
}

/** Of one date, or of the first of two; not where the date is unknown or has blanks. */
const codedYear = (coded: string): string | undefined =>
  /^[a-mo-z]\d{4}/.test(coded.slice(6, 11)) ? coded.slice(7, 11) : undefined;

const NAMES = ['100', '110', '111', '700', '710', '711'];

/** With a title in $t it is a work that is named, not somebody who made this book. */
export const isName = (field: DataField): boolean => NAMES.includes(field.tag) && value(field, 't') === undefined;

function contributorsOf(record: MarcRecord): { name: string; role: string }[] {
  return dataFields(record, ...NAMES)
    .filter(isName)
    .map(contributorOf)
    .filter(({ name }) => name !== '');
}

/** The name with number and title of honour; without dates, which most catalogues leave out. */
export function contributorOf(field: DataField): { name: string; role: string } {
  const codes = field.tag.endsWith('00') ? 'abc' : 'ab';
  const name = withoutStop(
    values(field, codes)
      .map((part) => plain(part))
      .join(' ')
      .replace(/\.? \./g, '.'),
  );
  return { name, role: roleOf(values(field, 'e4j'), field.tag.startsWith('1') ? 'AUTHOR' : 'CONTRIBUTOR') };
}

export const SUBJECTS: readonly string[] = ['600', '610', '611', '630', '650', '651', '653', '655'];

export const subjectName = (field: DataField): string => {
  const head = withoutStop(values(field, 'abct').map(plain).join(' '));
  return [head, ...values(field, 'vxyz').map(withoutStop)].filter(Boolean).join(' -- ');
};

function seriesOf(record: MarcRecord): string | null {
  const field = MARC21_PLACES.series.find(record);
  const title = bare(values(field, 'a').join(' '));
  const volume = bare(value(field, 'v') ?? '');
  return title === '' ? null : volume === '' ? title : `${title} ; ${volume}`;
}
