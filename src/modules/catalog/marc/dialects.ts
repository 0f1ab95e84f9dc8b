import type { MarcFlavour } from '../../../lib/marc/flavour.ts';
import { toMarcLanguage } from '../../../lib/marc/languages.ts';
import type { DataField } from '../../../lib/marc/record.ts';
import { dataFieldOf, nameField, subjectField } from './make.ts';
import { contributorOf, isName, MARC21_PLACES, SUBJECTS, subjectName } from './marc21.ts';
import type { Column, ColumnPlace } from './place.ts';
import { unimarcNumber } from './roles.ts';
import { UNIMARC_PLACES, UNIMARC_SUBJECTS, unimarcContributor, unimarcSubject } from './unimarc.ts';

interface Named {
  readonly name: string;
  readonly role: string;
}

export interface Dialect {
  readonly places: Readonly<Record<Column, ColumnPlace>>;
  isName(field: DataField): boolean;
  /** The one that leads. */
  isMainName(field: DataField): boolean;
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

const MARC21: Dialect = {
  places: MARC21_PLACES,
  isName,
  isMainName: ({ tag }) => tag.startsWith('1'),
  nameIn: contributorOf,
  nameField: (name, isMain) => nameField(isMain ? '100' : '700', name),
  subjects: SUBJECTS,
  subjectIn: subjectName,
  subjectField,
  codedYear: (year) => ({ tag: '008', code: null, at: 6, text: `s${year.padEnd(4)}    ` }),
  codedLanguage: (language) => ({ tag: '008', code: null, at: 35, text: toMarcLanguage(language) }),
};

const UNIMARC: Dialect = {
  places: UNIMARC_PLACES,
  isName: ({ tag }) => /^7[01][012]$/.test(tag),
  isMainName: ({ tag }) => tag === '700' || tag === '710',
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
