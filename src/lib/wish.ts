import { checkDigitOf } from './check-digit.ts';
import { isbn13Of } from './isbn.ts';

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
  const isbn = isbn13Of(text);
  if (!isbn) return [];
  const first9 = isbn.slice(3, 12);
  return isbn.startsWith('978') ? [isbn, first9 + checkDigitOf(first9, 'MOD11')] : [isbn];
}

/** '0126-4222' with its check digit, or null. */
export function issnIn(text: string): string | null {
  const digits = /^(?:ISSN[\s:]*)?(\d{4})-?(\d{3}[\dX])$/i.exec(text.trim());
  if (!digits) return null;
  const [first, last] = [digits[1] ?? '', (digits[2] ?? '').toUpperCase()];
  return checkDigitOf(first + last.slice(0, 3), 'MOD11') === last[3] ? `${first}-${last}` : null;
}
