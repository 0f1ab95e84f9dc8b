import { fromMarcLanguage } from '../../../lib/marc/languages.ts';
import { type DataField, dataField, dataFields, type MarcRecord, value, values } from '../../../lib/marc/record.ts';
import { type Described, dewey, isbnIn } from './described.ts';
import { materialOf } from './material.ts';
import { type Column, type ColumnPlace, firstSaid, placeIn } from './place.ts';
import { roleOf } from './roles.ts';
import { bare, bracketed, firstYear, plain, withoutStop } from './text.ts';

export const UNIMARC_PLACES: Readonly<Record<Column, ColumnPlace>> = {
  title: placeIn('200', '1 ', 'a', 'ehi'),
  isbn: placeIn('010', '  ', 'a', 'b', (record) =>
    dataFields(record, '010').find((field) => isbnIn(values(field, 'a'))),
  ),
  edition: placeIn('205', '  ', 'a'),
  place: placeIn('210 214', '  ', 'a'),
  publisher: placeIn('210 214', '  ', 'c'),
  publishedYear: placeIn('210 214', '  ', 'd'),
  series: placeIn('225', '2 ', 'a', 'v'),
  pages: placeIn('215', '  ', 'a'),
  classification: placeIn('676', '  ', 'a'),
  callNumber: firstSaid('995', ['995', 'k'], ['930', 'k'], ['930', 'a']),
  description: placeIn('330', '  ', 'a'),
};

export function describeUnimarc(record: MarcRecord): Described {
  const { place, callNumber } = UNIMARC_PLACES;
  const publication = place.find(record);
  const series = dataField(record, '225');
  const called = callNumber.find(record);
  return {
    title: titleOf(dataField(record, '200')),
    contributors: dataFields(record, ...NAMES)
      .map(unimarcContributor)
      .filter(({ name }) => name !== ''),
    isbns: dataFields(record, '010')
      .flatMap((field) => values(field, 'a'))
      .map(plain),
    publisher: bracketed(value(publication, 'c')),
    place: bracketed(value(publication, 'a')),
    year: codedYear(record) ?? firstYear(value(publication, 'd')),
    edition: bare(value(dataField(record, '205'), 'a') ?? '') || null,
    series:
      [value(series, 'a'), value(series, 'v')]
        .map((part) => bare(part ?? ''))
        .filter(Boolean)
        .join(' ; ') || null,
    pages: bare(value(dataField(record, '215'), 'a') ?? '') || null,
    language: fromMarcLanguage(value(dataField(record, '101'), 'a') ?? ''),
    classification: dewey(value(dataField(record, '676'), 'a')),
    callNumber: plain(value(called, callNumber.codeIn(called)) ?? '') || null,
    subjects: dataFields(record, ...UNIMARC_SUBJECTS)
      .map(unimarcSubject)
      .filter(Boolean),
    description: values(dataField(record, '330'), 'a').map(plain).join('\n') || null,
    materialType: materialOfUnimarc(record),
  };
}

/** $a : $e. $h, $i */
function titleOf(field: DataField | undefined): string {
  let title = '';
  for (const { code, value: text } of field?.subfields ?? []) {
    const part = bare(text);
    if (part === '' || !'aehi'.includes(code) || (code === 'a' && title !== '')) continue;
    title += title === '' ? part : `${code === 'e' ? ' : ' : '. '}${part}`;
  }
  return withoutStop(title);
}

const codedYear = (record: MarcRecord): string | undefined =>
  /^\d{8}[a-ek](\d{4})/.exec(value(dataField(record, '100'), 'a') ?? '')?.[1];

const NAMES = ['700', '701', '702', '710', '711', '712'];

export function unimarcContributor(field: DataField): { name: string; role: string } {
  const [entry = '', rest = ''] = [value(field, 'a'), value(field, 'b')].map((part) => bare(part ?? ''));
  const usual = field.tag.endsWith('2') ? 'CONTRIBUTOR' : 'AUTHOR';
  return { name: withoutStop(rest === '' ? entry : `${entry}, ${rest}`), role: roleOf(values(field, '4'), usual) };
}

export const UNIMARC_SUBJECTS: readonly string[] = ['600', '601', '602', '604', '605', '606', '607', '608', '610'];

export const unimarcSubject = (field: DataField): string =>
  values(field, 'abxyz').map(withoutStop).filter(Boolean).join(' -- ');

/** UNIMARC's leader/06 names printed text a and manuscripts b, and has l where MARC 21 has m. */
function materialOfUnimarc(record: MarcRecord): string {
  const kind = { b: 't', l: 'm', k: 'k' }[record.leader[6] ?? ''] ?? record.leader[6];
  const serial = record.leader[7] === 's' && dataField(record, '011') ? 's' : record.leader[7];
  const material = materialOf({
    ...record,
    leader: `${record.leader.slice(0, 6)}${kind}${serial}${record.leader.slice(8)}`,
  });
  return material === 'BOOK' && dataField(record, '328') ? 'THESIS' : material;
}
