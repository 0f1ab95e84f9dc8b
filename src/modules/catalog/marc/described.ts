import { isbn13Of } from '../../../lib/isbn.ts';

/** What a record says of a book, in the words of books, before any limit is looked at. */
export interface Described {
  readonly title: string;
  readonly contributors: readonly { readonly name: string; readonly role: string }[];
  readonly isbns: readonly string[];
  readonly publisher: string | null;
  readonly place: string | null;
  readonly year: string | undefined;
  readonly edition: string | null;
  readonly series: string | null;
  readonly pages: string | null;
  readonly language: string | null;
  readonly classification: string | null;
  readonly callNumber: string | null;
  readonly subjects: readonly string[];
  readonly description: string | null;
  readonly materialType: string;
}

/** The first that is one, as 13 digits: "0-19-852663-6 (pbk.) : Rp 50.000" is, too. */
export function isbnIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const isbn = isbn13Of(text) ?? isbn13Of(/^\s*[\d\s-]{9,20}[\dXx]/.exec(text)?.[0] ?? '');
    if (isbn) return isbn;
  }
  return null;
}

/** By the first digit of the Dewey number, as the shelves are labelled here. */
const CLASSES = [
  'Karya Umum',
  'Filsafat',
  'Agama',
  'Ilmu Sosial',
  'Bahasa',
  'Ilmu Murni',
  'Ilmu Terapan',
  'Kesenian',
  'Kesusastraan',
  'Sejarah dan Geografi',
];

export const categoryOf = (classification: string | null): string | undefined =>
  /^\d{3}(?:\D|$)/.test(classification ?? '') ? CLASSES[Number(classification?.[0])] : undefined;

/** "813/.54" and "813'.54" are marks of where to shorten; "2X0" is of the Indonesian classes of Islam. */
export const dewey = (text: string | undefined): string | null =>
  (/[/'′\s]/.test(text ?? '') ? text?.replace(/[/'′\s]+(?=[.\d])/g, '').trim() : text) || null;
