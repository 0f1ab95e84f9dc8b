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
import { type Described, dewey } from './described.ts';
import { materialOf } from './material.ts';
import { roleOf } from './roles.ts';
import { bare, bracketed, firstYear, plain, withoutStop } from './text.ts';

/** MARC 21 and INDOMARC, which differ in where the local call number stands. */
export function describeMarc21(record: MarcRecord): Described {
  const publication = publicationOf(record);
  const coded = controlValue(record, '008') ?? '';
  return {
    title: titleOf(record),
    contributors: contributorsOf(record),
    isbns: dataFields(record, '020')
      .flatMap((field) => values(field, 'a'))
      .map(plain),
    publisher: bracketed(value(publication, 'b')),
    place: bracketed(value(publication, 'a')),
    year: codedYear(coded) ?? firstYear(value(publication, 'c')),
    edition: joined(values(dataField(record, '250'), 'ab'), ' '),
    series: seriesOf(record),
    pages: joined(values(dataField(record, '300'), 'a'), ' '),
    language:
      fromMarcLanguage(coded.slice(35, 38)) ??
      fromMarcLanguage((value(dataField(record, '041'), 'a') ?? '').slice(0, 3)),
    classification: dewey(value(dataField(record, '082', '092'), 'a')),
    callNumber: callNumberOf(record),
    subjects: dataFields(record, ...SUBJECTS)
      .map(subjectName)
      .filter(Boolean),
    description: joined(
      dataFields(record, '520').flatMap((field) => values(field, 'ab')),
      '\n',
    ),
    materialType: materialOf(record),
  };
}

const joined = (parts: readonly string[], by: string): string | null =>
  parts.map(bare).filter(Boolean).join(by) || null;

/** $a : $b. $n, $p as a title page reads. */
function titleOf(record: MarcRecord): string {
  const field = dataField(record, '245');
  if (!field) return plain(record.fields.filter(isControl).find(({ tag }) => tag === '245')?.value ?? '');
  let title = '';
  for (const { code, value: text } of field.subfields) {
    const part = bare(text);
    if (part === '' || !'abnp'.includes(code)) continue;
    title += title === '' ? part : `${code === 'b' ? ' : ' : title.endsWith('.') ? ' ' : '. '}${part}`;
  }
  return withoutStop(title);
}

const publicationOf = (record: MarcRecord): DataField | undefined => {
  const fields = dataFields(record, '264');
  return (
    fields.find(({ indicators }) => indicators[1] === '1') ??
    fields.find(({ indicators }) => indicators[1] !== '4') ??
    dataField(record, '260')
  );
};

/** Of one date, or of the first of two; not where the date is unknown or has blanks. */
const codedYear = (coded: string): string | undefined =>
  /^[a-mo-z]\d{4}/.test(coded.slice(6, 11)) ? coded.slice(7, 11) : undefined;

const NAMES = ['100', '110', '111', '700', '710', '711'];

function contributorsOf(record: MarcRecord): { name: string; role: string }[] {
  // With a title in $t it is a work that is named, not somebody who made this book.
  const named = dataFields(record, ...NAMES).filter((field) => value(field, 't') === undefined);
  return named.map(contributorOf).filter(({ name }) => name !== '');
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
  const field = dataField(record, '490', '440', '830');
  const title = bare(values(field, 'a').join(' '));
  const volume = bare(value(field, 'v') ?? '');
  return title === '' ? null : volume === '' ? title : `${title} ; ${volume}`;
}

/** Only what the library itself wrote on the spine; 050 is where the Library of Congress keeps its own copy. */
function callNumberOf(record: MarcRecord): string | null {
  const parts = (field: DataField, codes: string): string => plain(values(field, codes).join(' '));
  for (const [tag, codes] of [
    ['852', 'khim'],
    ['952', 'o'],
    ['099', 'a'],
    ['090', 'ab'],
    ['092', 'ab'],
    ['084', 'ab'],
  ] as const) {
    const found = dataFields(record, tag)
      .map((field) => parts(field, codes))
      .find((text) => text !== '' && (tag !== '084' || /\s/.test(text)));
    if (found) return found;
  }
  return null;
}
