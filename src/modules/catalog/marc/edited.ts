import { isControl, type MarcField, type MarcRecord, type Subfield } from '../../../lib/marc/record.ts';
import { contributorsOf, NO_AUTHOR } from '../create-books.ts';
import { RECORD_COLUMNS } from '../fields.ts';
import { headingKey } from '../headings.ts';
import { cut, type Draft } from '../import/draft.ts';
import type { BookWithMarc } from './book-row.ts';
import type { Coded, Dialect } from './dialects.ts';
import { dataFieldOf } from './make.ts';
import type { Column, ColumnPlace } from './place.ts';

type Told = Draft['book'];
type Fields = readonly MarcField[];

/** The record with what was changed in the book since; null: nothing was, so what came is still the record. */
export function edited(record: MarcRecord, told: Told, book: BookWithMarc, dialect: Dialect): MarcRecord | null {
  let { fields } = record;
  for (const column of RECORD_COLUMNS)
    if (!same(told[column], book[column])) fields = withColumn(fields, dialect.places[column], textOf(book[column]));
  fields = withNames(fields, told, book, dialect);
  fields = withSubjects(fields, told, book, dialect);
  if (!same(told.publishedYear, book.publishedYear))
    fields = withCoded(fields, dialect.codedYear(textOf(book.publishedYear) ?? ''));
  if (!same(told.language, book.language)) fields = withCoded(fields, dialect.codedLanguage(book.language));
  return fields === record.fields ? null : { leader: record.leader, fields };
}

type Value = Told[Column] | string | null;
const textOf = (value: Value): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);
const same = (told: Value, now: Value): boolean => textOf(told) === textOf(now);

function withColumn(fields: Fields, place: ColumnPlace, text: string | null): Fields {
  const found = place.find({ leader: '', fields });
  const field = found && place.shared?.includes(found.tag) ? undefined : found;
  const code = place.codeIn(field);
  if (!field) return inOrder(fields, dataFieldOf(place.tag, place.indicators, [code, text]));
  const subfields = changed(field.subfields, code, place.others, text);
  const at = fields.indexOf(field);
  return subfields.length === 0 ? fields.toSpliced(at, 1) : fields.with(at, { ...field, subfields });
}

/** In the place of the first that goes, else before the next letter. */
function changed(subfields: readonly Subfield[], code: string, others: string, text: string | null): Subfield[] {
  const goes = (one: Subfield): boolean => one.code === code || others.includes(one.code);
  const rest = subfields.filter((one) => !goes(one));
  if (text === null) return rest;
  const first = subfields.findIndex((one) => one.code === code);
  const index =
    first < 0 ? rest.findIndex((one) => one.code > code) : subfields.slice(0, first).filter((one) => !goes(one)).length;
  return rest.toSpliced(index < 0 ? rest.length : index, 0, { code, value: text });
}

/** Each behind the last field of its tag, else of a lower one. */
export const inOrder = (fields: Fields, added: Fields): Fields =>
  added.reduce<Fields>((list, field) => {
    const same = list.findLastIndex(({ tag }) => tag === field.tag);
    const at = same < 0 ? list.findLastIndex(({ tag }) => tag < field.tag) : same;
    return list.toSpliced(at + 1, 0, field);
  }, fields);

/** Without looking at how headings are compared: most books were never touched. */
function sameList(before: readonly string[], now: readonly string[]): boolean {
  const there = new Set(before);
  return there.size === now.length && now.every((each) => there.has(each));
}

const textKey = ({ name, role }: { name: string; role: string }): string => `${role}\n${name}`;
const keyOf = ({ name, role }: { name: string; role: string }): string => `${role}\n${headingKey(cut(name, 255))}`;
const subjectKey = (name: string): string => headingKey(cut(name, 255));

function withNames(fields: Fields, told: Told, book: BookWithMarc, dialect: Dialect): Fields {
  const before = told.flags.includes(NO_AUTHOR) ? [] : contributorsOf(told.author, told.contributors);
  if (sameList(before.map(textKey), book.contributors.map(textKey))) return fields;
  const isGone = notIn(book.contributors.map(keyOf));
  const isNew = notIn(before.map(keyOf));
  const added = book.contributors.filter((each) => isNew(keyOf(each)));
  if (added.length === 0 && !before.some((each) => isGone(keyOf(each)))) return fields;
  const kept = fields.filter(
    (field) => isControl(field) || !dialect.isName(field) || !isGone(keyOf(dialect.nameIn(field))),
  );
  const hasMain = kept.some((field) => !isControl(field) && dialect.isName(field) && dialect.isMainName(field));
  const main = hasMain ? undefined : added.find(({ role }) => role === 'AUTHOR');
  return inOrder(
    kept,
    added.flatMap((each) => dialect.nameField(each, each === main)),
  );
}

function withSubjects(fields: Fields, told: Told, book: BookWithMarc, dialect: Dialect): Fields {
  const before = told.subjects ?? [];
  if (new Set(before).symmetricDifference(new Set(book.subjects)).size === 0) return fields;
  const isGone = notIn(book.subjects.map(subjectKey));
  const isNew = notIn(before.map(subjectKey));
  const added = book.subjects.filter((name) => isNew(subjectKey(name)));
  if (added.length === 0 && !before.some((name) => isGone(subjectKey(name)))) return fields;
  const isLeft = (field: MarcField): boolean =>
    isControl(field) || !dialect.subjects.includes(field.tag) || !isGone(subjectKey(dialect.subjectIn(field)));
  return inOrder(fields.filter(isLeft), added.flatMap(dialect.subjectField));
}

function notIn(keys: readonly string[]): (key: string) => boolean {
  const there = new Set(keys);
  return (key) => !there.has(key);
}

function withCoded(fields: Fields, { tag, code, at, text }: Coded): Fields {
  const index = fields.findIndex((field) => field.tag === tag);
  const put = (old: string): string => old.padEnd(at).slice(0, at) + text + old.slice(at + text.length);
  const field = fields[index];
  if (!field)
    return code === null
      ? inOrder(fields, [{ tag, value: put(''.padEnd(40)) }])
      : inOrder(fields, dataFieldOf(tag, '  ', [code, put('')]));
  if (isControl(field)) return fields.with(index, { tag, value: put(field.value) });
  const subfields = field.subfields.map((each) => (each.code === code ? { code, value: put(each.value) } : each));
  return fields.with(index, { ...field, subfields });
}
