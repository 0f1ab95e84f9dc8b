import type { MarcFlavour } from '../../../lib/marc/flavour.ts';
import { toMarcLanguage } from '../../../lib/marc/languages.ts';
import type { DataField } from '../../../lib/marc/record.ts';
import { dataFieldOf, nameField, subjectField } from './make.ts';
import { contributorOf, SUBJECTS, subjectName } from './marc21.ts';
import { unimarcNumber } from './roles.ts';
import { UNIMARC_SUBJECTS, unimarcContributor, unimarcSubject } from './unimarc.ts';

/** Where a column stands: field, indicators of a new one, subfield, and subfields that go with the old value. */
export interface ColumnPlace {
  readonly tags: readonly string[];
  readonly indicators: string;
  readonly code: string;
  readonly with: string;
}

export const COLUMNS = [
  'title',
  'isbn',
  'edition',
  'place',
  'publisher',
  'publishedYear',
  'series',
  'pages',
  'classification',
  'callNumber',
  'description',
] as const;
export type Column = (typeof COLUMNS)[number];

interface Named {
  readonly name: string;
  readonly role: string;
}

export interface Dialect {
  readonly places: Readonly<Record<Column, ColumnPlace>>;
  readonly names: RegExp;
  readonly mainName: RegExp;
  nameIn(field: DataField): Named;
  nameField(name: Named, isMain: boolean): DataField[];
  readonly subjects: readonly string[];
  subjectIn(field: DataField): string;
  subjectField(name: string): DataField[];
  /** Language and year, which stand in coded fields too: tag, subfield (none of a control field), place, text of so many characters. */
  codedYear(year: string): Coded;
  codedLanguage(language: string | null): Coded;
}

export interface Coded {
  readonly tag: string;
  readonly code: string | null;
  readonly at: number;
  readonly text: string;
}

const at = (tags: string, indicators: string, code: string, others = ''): ColumnPlace => ({
  tags: tags.split(' '),
  indicators,
  code,
  with: others,
});

const MARC21: Dialect = {
  places: {
    title: at('245', '00', 'a', 'bnp'),
    isbn: at('020', '  ', 'a', 'q'),
    edition: at('250', '  ', 'a', 'b'),
    place: at('264 260', ' 1', 'a'),
    publisher: at('264 260', ' 1', 'b'),
    publishedYear: at('264 260', ' 1', 'c'),
    series: at('490 440 830', '0 ', 'a', 'v'),
    pages: at('300', '  ', 'a'),
    classification: at('082 092', '04', 'a'),
    callNumber: at('099 090 092 084', '  ', 'a', 'b'),
    description: at('520', '  ', 'a', 'b'),
  },
  names: /^[17](?:00|10|11)$/,
  mainName: /^1/,
  nameIn: contributorOf,
  nameField: (name, isMain) => nameField(isMain ? '100' : '700', name),
  subjects: SUBJECTS,
  subjectIn: subjectName,
  subjectField,
  codedYear: (year) => ({ tag: '008', code: null, at: 6, text: `s${year.padEnd(4)}    ` }),
  codedLanguage: (language) => ({ tag: '008', code: null, at: 35, text: toMarcLanguage(language) }),
};

const UNIMARC: Dialect = {
  places: {
    title: at('200', '1 ', 'a', 'ehi'),
    isbn: at('010', '  ', 'a', 'b'),
    edition: at('205', '  ', 'a'),
    place: at('214 210', ' 0', 'a'),
    publisher: at('214 210', ' 0', 'c'),
    publishedYear: at('214 210', ' 0', 'd'),
    series: at('225', '2 ', 'a', 'v'),
    pages: at('215', '  ', 'a'),
    classification: at('676', '  ', 'a'),
    callNumber: at('995 930', '  ', 'k'),
    description: at('330', '  ', 'a'),
  },
  names: /^7[01][012]$/,
  mainName: /^70[01]|^71[01]/,
  nameIn: unimarcContributor,
  nameField: ({ name, role }, isMain) => {
    const [entry, ...rest] = name.split(', ');
    const parts = [
      ['a', entry],
      ['b', rest.join(', ')],
      ['4', unimarcNumber(role)],
    ] as const;
    return dataFieldOf(isMain ? '700' : role === 'AUTHOR' ? '701' : '702', rest.length > 0 ? ' 1' : ' 0', ...parts);
  },
  subjects: UNIMARC_SUBJECTS,
  subjectIn: unimarcSubject,
  subjectField: (name) => {
    const [head, ...parts] = name.split(' -- ');
    return dataFieldOf('606', '  ', ['a', head], ...parts.map((part) => ['x', part] as const));
  },
  codedYear: (year) => ({ tag: '100', code: 'a', at: 9, text: year.padEnd(4) }),
  codedLanguage: (language) => ({ tag: '101', code: 'a', at: 0, text: toMarcLanguage(language) }),
};

export const dialectOf = (flavour: MarcFlavour): Dialect => (flavour === 'UNIMARC' ? UNIMARC : MARC21);
