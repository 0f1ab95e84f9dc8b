import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { blankForm, type FormState, numberIn } from '../../../../ui/form.ts';
import type { Book } from '../../book.ts';
import type { BookChange } from '../../fields.ts';

/** Fields of a book's form, in the order they stand there. */
export const BOOK_FIELDS = [
  'title',
  'author',
  'contributors',
  'category',
  'materialType',
  'language',
  'isbn',
  'publisher',
  'place',
  'publishedYear',
  'edition',
  'series',
  'pages',
  'classification',
  'callNumber',
  'location',
  'subjects',
  'description',
  'status',
] as const;
export type BookField = (typeof BOOK_FIELDS)[number];
export type BookTexts = Readonly<Record<BookField, string>>;

type Contributor = { name: string; role: string };
type Input = Omit<z.input<typeof BookChange>, 'id' | 'confirmed'>;

const lines = (text: string | null): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Rows of name and role; a row without a name is none. */
export function contributorsIn(form: URLSearchParams): Contributor[] {
  const roles = form.getAll('contributorRole');
  return form
    .getAll('contributorName')
    .map((name, at) => ({ name: name.trim(), role: roles[at] ?? 'CONTRIBUTOR' }))
    .filter(({ name }) => name !== '');
}

/** Everybody but the first author, who has a field of his own. */
export const othersOf = (book: Book): Contributor[] =>
  book.contributors
    .filter(({ name, role }) => !(role === 'AUTHOR' && name === book.author))
    .map(({ name, role }) => ({ name, role }));

const contributorText = (list: readonly Contributor[]): string =>
  list.map(({ name, role }) => `${name} (${role})`).join('\n');

export function textsOf(book: Book): BookTexts {
  const plain = BOOK_FIELDS.filter((field) => field !== 'contributors' && field !== 'subjects');
  const values = Object.fromEntries(plain.map((field) => [field, book[field] === null ? '' : String(book[field])]));
  const subjects = book.subjects.map(({ name }) => name).join('\n');
  return { ...values, subjects, contributors: contributorText(othersOf(book)) } as BookTexts;
}

export function textsIn(form: URLSearchParams): BookTexts {
  const texts = Object.fromEntries(
    BOOK_FIELDS.map((field) => [field, (form.get(field) ?? '').trim().replaceAll('\r\n', '\n')]),
  );
  const subjects = lines(form.get('subjects')).join('\n');
  return { ...texts, subjects, contributors: contributorText(contributorsIn(form)) } as BookTexts;
}

/** What the verb is told of a field that was written in. */
export function inputOf(form: URLSearchParams, fields: readonly BookField[]): Input {
  const texts = textsIn(form);
  const value = (field: BookField): unknown => {
    if (field === 'contributors') return contributorsIn(form);
    if (field === 'subjects') return lines(form.get('subjects'));
    if (field === 'publishedYear') return numberIn(form, 'publishedYear') ?? null;
    return texts[field];
  };
  return Object.fromEntries(fields.map((field) => [field, value(field)])) as Input;
}

export function bookForm(book: Book): FormState {
  const others = othersOf(book);
  const lists: Readonly<Record<string, readonly string[]>> = {
    contributorName: others.map(({ name }) => name),
    contributorRole: others.map(({ role }) => role),
  };
  return { ...blankForm(textsOf(book)), all: (name) => lists[name] ?? [] };
}

const mark = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8);

/** Marks of what stood in the form when it was shown: what was changed, here or elsewhere, is told by them. */
export const marksOf = (texts: BookTexts): string => BOOK_FIELDS.map((field) => mark(texts[field])).join('.');

export function fieldsUnlike(marks: string | null, texts: BookTexts): BookField[] {
  const known = (marks ?? '').split('.');
  return BOOK_FIELDS.filter((field, at) => known[at] !== mark(texts[field]));
}
