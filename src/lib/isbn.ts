import { hyphenate } from 'isbn3';
import { checkDigitOf } from './check-digit.ts';

export interface Isbn {
  readonly isbn13: string;
  /** Ungrouped where the registration range is newer than the table. */
  readonly hyphenated: string;
}

const LABEL = /^ISBN(?:-?1[03](?=[\s:]))?[\s:]*/i;
const QUALIFIER = /\s*\([^()]*\)\s*$/; // "(pbk.)" after a number taken from a MARC field

function checkDigit13(first12: string): string {
  const sum = [...first12].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

function toIsbn13(digits: string): string | undefined {
  if (/^97[89]\d{10}$/.test(digits)) return checkDigit13(digits.slice(0, 12)) === digits[12] ? digits : undefined;
  if (!/^\d{9}[\dX]$/.test(digits) || checkDigitOf(digits.slice(0, 9), 'MOD11') !== digits[9]) return undefined;
  const first12 = `978${digits.slice(0, 9)}`;
  return first12 + checkDigit13(first12);
}

/** The 13 digits alone; how they are grouped takes ten times as long to find out. */
export function isbn13Of(text: string): string | null {
  const plain = text.normalize('NFKC').trim().replace(LABEL, '').replace(QUALIFIER, '');
  return toIsbn13(plain.replace(/[\s\p{Pd}]/gu, '').toUpperCase()) ?? null;
}

export function parseIsbn(text: string): Isbn | null {
  const isbn13 = isbn13Of(text);
  return isbn13 === null ? null : { isbn13, hyphenated: hyphenate(isbn13) ?? isbn13 };
}
