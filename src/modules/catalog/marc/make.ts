import { toMarcLanguage } from '../../../lib/marc/languages.ts';
import type { DataField, MarcField, MarcRecord } from '../../../lib/marc/record.ts';
import { NO_AUTHOR } from '../create-books.ts';
import type { BookWithMarc, CopyOfBook } from './book-row.ts';
import { OWN_SOURCE } from './kept.ts';
import { leaderKind } from './material.ts';
import { relatorOf } from './roles.ts';

export const dataFieldOf = (
  tag: string,
  indicators: string,
  ...parts: readonly (readonly [string, string | null | undefined])[]
): DataField[] => {
  const subfields = parts.flatMap(([code, value]) => (value ? [{ code, value }] : []));
  return subfields.length > 0 ? [{ tag, indicators, subfields }] : [];
};

const stamp = (at: Date): string => at.toISOString().replace(/[-:T]/g, '').slice(0, 14);

/** A MARC 21 record of a book that came without one. */
export function recordOf(book: BookWithMarc): MarcRecord {
  const [first, ...others] = contributorsOf(book);
  const isAuthor = first?.role === 'AUTHOR';
  const fields: MarcField[] = [
    { tag: '001', value: book.id },
    { tag: '003', value: OWN_SOURCE },
    { tag: '005', value: `${stamp(book.updatedAt)}.0` },
    { tag: '008', value: codedField(book) },
    ...dataFieldOf('020', '  ', ['a', book.isbn]),
    ...dataFieldOf('040', '  ', ['a', OWN_SOURCE]),
    ...dataFieldOf('082', '04', ['a', book.classification]),
    ...dataFieldOf('090', '  ', ['a', book.callNumber]),
    ...(isAuthor && first ? nameField('100', first) : []),
    ...dataFieldOf('245', isAuthor ? '10' : '00', ['a', book.title]),
    ...dataFieldOf('250', '  ', ['a', book.edition]),
    ...dataFieldOf('264', ' 1', ['a', book.place], ['b', book.publisher], ['c', book.publishedYear?.toString()]),
    ...dataFieldOf('300', '  ', ['a', book.pages]),
    ...dataFieldOf('490', '0 ', ['a', book.series]),
    ...dataFieldOf('520', '  ', ['a', book.description]),
    ...book.subjects.flatMap((name) => subjectField(name)),
    ...(isAuthor || !first ? others : [first, ...others]).flatMap((each) => nameField('700', each)),
  ];
  return { leader: `00000n${leaderKind(book.materialType)} a2200000 i 4500`, fields };
}

/** Without the name that stands in for an author. */
export const contributorsOf = (book: BookWithMarc): BookWithMarc['contributors'] =>
  book.flags.includes(NO_AUTHOR) ? book.contributors.filter(({ name }) => name !== book.author) : book.contributors;

/** With a comma the surname stands first. */
export function nameField(tag: string, { name, role }: { name: string; role: string }): DataField[] {
  return dataFieldOf(
    tag,
    name.includes(',') ? '1 ' : '0 ',
    ['a', name],
    ['4', tag === '100' && role === 'AUTHOR' ? null : relatorOf(role)],
  );
}

export const subjectField = (name: string): DataField[] => {
  const [head, ...parts] = name.split(' -- ');
  return dataFieldOf('650', ' 4', ['a', head], ...parts.map((part) => ['x', part] as const));
};

/** As Koha and others read items. */
export const itemField = ({ barcode, branch, location, price }: CopyOfBook, callNumber: string | null): DataField[] =>
  dataFieldOf(
    '952',
    '  ',
    ['a', branch],
    ['b', branch],
    ['c', location],
    ['g', price === null ? null : String(price)],
    ['o', callNumber],
    ['p', barcode],
  );

/** 40 characters: when made, the year, the language; what is not known is said to be so. */
function codedField({ createdAt, publishedYear, language }: BookWithMarc): string {
  const date = publishedYear === null ? 'n        ' : `s${publishedYear}    `;
  return `${stamp(createdAt).slice(2, 8)}${date}xx ${' |||||||||||||| '.padEnd(17, ' ')}${toMarcLanguage(language)} d`;
}
