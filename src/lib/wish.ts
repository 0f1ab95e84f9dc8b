import { parseIsbn } from './isbn.ts';

/** What somebody looks for in other catalogues: a number, or words. */
export interface Wish {
  /** The same ISBN in each form it may be kept in. */
  readonly isbns?: readonly string[] | undefined;
  readonly issn?: string | undefined;
  readonly title?: string | undefined;
  readonly author?: string | undefined;
}

const MOST_WORDS = 10;
const LONGEST_WORD = 60;

/** Words as catalogues index them, without anything a query language could take for its own. */
export const wordsIn = (text: string | undefined): string[] =>
  (text ?? '')
    .toWellFormed()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, MOST_WORDS)
    .map((word) => [...word].slice(0, LONGEST_WORD).join(''));

/** Old records have ten digits, new ones thirteen. */
export function isbnForms(text: string): string[] {
  const isbn = parseIsbn(text)?.isbn13;
  if (!isbn) return [];
  if (!isbn.startsWith('978')) return [isbn];
  const first9 = isbn.slice(3, 12);
  const sum = [...first9].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return [isbn, first9 + (check === 10 ? 'X' : String(check))];
}

/** '0126-4222' with its check digit, or null. */
export function issnIn(text: string): string | null {
  const digits = /^(?:ISSN[\s:]*)?(\d{4})-?(\d{3}[\dX])$/i.exec(text.trim());
  if (!digits) return null;
  const plain = `${digits[1]}${digits[2]}`.toUpperCase();
  const sum = [...plain].reduce((total, digit, at) => total + (digit === 'X' ? 10 : Number(digit)) * (8 - at), 0);
  return sum % 11 === 0 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : null;
}
