import { type Wish, wordsIn } from '../wish.ts';

/** How a target calls its indexes; null: it has none of that kind. */
export interface Indexes {
  readonly isbn: string | null;
  readonly issn: string | null;
  readonly title: string | null;
  readonly author: string | null;
}

/** A name with at most one prefix: nothing in it can be more than a name. */
export const INDEX_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,30}(?:\.[A-Za-z][A-Za-z0-9_-]{0,30})?$/;

/** A CQL string: its own quotes, escapes and wildcards mean themselves. */
export const cqlTerm = (text: string): string =>
  `"${text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/["\\*?^]/g, '\\$&')}"`;

const clause = (index: string, term: string): string => `${index}=${cqlTerm(term)}`;

/** null when the target has no index for what is asked. */
export function cqlOf(wish: Wish, indexes: Indexes): string | null {
  const numbers = [
    ...(indexes.isbn ? (wish.isbns ?? []).map((isbn) => clause(indexes.isbn ?? '', isbn)) : []),
    ...(indexes.issn && wish.issn ? [clause(indexes.issn, wish.issn)] : []),
  ];
  if ((wish.isbns?.length ?? 0) > 0 || wish.issn) return numbers.length > 0 ? numbers.join(' or ') : null;
  const parts = [wordClauses(indexes.title, wish.title), wordClauses(indexes.author, wish.author)];
  if (parts.some((part) => part === null)) return null;
  return parts.flatMap((part) => part ?? []).join(' and ') || null;
}

/** Word by word, which servers of all kinds understand alike. */
function wordClauses(index: string | null, text: string | undefined): string[] | null {
  const words = wordsIn(text);
  if (words.length === 0) return [];
  return index === null ? null : words.map((word) => clause(index, word));
}
