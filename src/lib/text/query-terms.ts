import { stopWords } from './stop-words.ts';
import { compoundsOf, joinArticle, joined, withoutRepeats } from './words.ts';

export const MAX_QUERY_LENGTH = 200;
export const MAX_QUERY_WORDS = 16;

/** Words that follow each other; `prefix`: the last one may go on. Only letters, marks and digits. */
export interface QueryTerm {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** Every group of `all` must match by one of its terms, and no term of `none` may match. */
export interface SearchQuery {
  readonly all: readonly (readonly QueryTerm[])[];
  readonly none: readonly QueryTerm[];
  /** Nothing but "dan", "yang" was asked: only short titles keep such words. */
  readonly onlyStopWords: boolean;
}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly last: boolean;
}

interface Parsed {
  readonly wanted: QueryTerm[][];
  readonly unwanted: QueryTerm[];
}

const QUOTES = /[“”„‟«»″]/gu;
const PIECE = /(?<minus>-?)"(?<phrase>[^"]*)"?|(?<plain>[^\s"]+)/gu;

function* piecesOf(text: string): Generator<Piece> {
  for (const { 0: whole, index, groups } of text.matchAll(PIECE)) {
    if (groups?.phrase === undefined) yield { text: whole, quoted: false, last: index + whole.length === text.length };
    else {
      if (groups.minus) yield { text: 'NOT', quoted: false, last: false };
      yield { text: groups.phrase, quoted: true, last: false };
    }
  }
}

/** While "buku-bu" is being typed, or for "anak-anaknya", one word says it all. */
function singleForm(parts: readonly string[]): readonly string[] {
  const [first, second, ...more] = parts;
  if (first === undefined || second === undefined || more.length > 0) return parts;
  if (first.startsWith(second) || first.endsWith(second)) return [first];
  return second.startsWith(first) && first.length > 2 ? [second] : parts;
}

function plainTerms(piece: Piece): QueryTerm[][] {
  return compoundsOf(piece.text).map((parts, at, all) => {
    const prefix = piece.last && at === all.length - 1;
    const together = joined(parts);
    const term = { words: singleForm(withoutRepeats(parts)), prefix };
    return together === undefined ? [term] : [term, { words: [together], prefix }];
  });
}

function termsOf(piece: Piece): QueryTerm[][] {
  if (!piece.quoted) return plainTerms(piece);
  const words = withoutRepeats(compoundsOf(piece.text).flat());
  return words.length > 0 ? [[{ words, prefix: false }]] : [];
}

function parse(text: string): Parsed {
  const parsed: Parsed = { wanted: [], unwanted: [] };
  let operator: 'and' | 'or' | 'not' = 'and';
  for (const piece of piecesOf(text)) {
    if (!piece.quoted && !piece.last && /^(OR|\||NOT|AND|&)$/.test(piece.text)) {
      operator = piece.text === 'NOT' ? 'not' : piece.text === 'OR' || piece.text === '|' ? 'or' : 'and';
      continue;
    }
    const minus = !piece.quoted && /^-[\p{L}\p{N}]/u.test(piece.text);
    const groups = termsOf(piece);
    const before = parsed.wanted.at(-1);
    if (operator === 'not' || minus) parsed.unwanted.push(...groups.flat().map((term) => ({ ...term, prefix: false })));
    else if (operator === 'or' && before) before.push(...groups.flat());
    else parsed.wanted.push(...groups);
    if (groups.length > 0) operator = 'and';
  }
  return parsed;
}

const contentOf = (words: readonly string[]): string[] => withoutRepeats(words.filter((word) => !stopWords.has(word)));

function withoutStopWords(terms: readonly QueryTerm[]): QueryTerm[] {
  return terms
    .map(({ words, prefix }) => ({ words: contentOf(words), prefix }))
    .filter(({ words }) => words.length > 0);
}

function withinBudget(groups: readonly (readonly QueryTerm[])[]): QueryTerm[][] {
  let left = MAX_QUERY_WORDS;
  const take = ({ words, prefix }: QueryTerm): QueryTerm => {
    const kept = words.slice(0, left);
    left -= kept.length;
    return { words: kept, prefix: prefix && kept.length === words.length };
  };
  return groups
    .map((group) => group.map(take).filter(({ words }) => words.length > 0))
    .filter((group) => group.length > 0);
}

const distinct = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/** What a reader typed: words, "a phrase", -word or NOT word, OR; the word still being typed is a prefix. */
export function queryTerms(text: string): SearchQuery {
  const typed = joinArticle(text.slice(0, MAX_QUERY_LENGTH).toWellFormed().replace(QUOTES, '"'));
  const { wanted, unwanted } = parse(typed);
  const meaningful = wanted.map(withoutStopWords).filter((group) => group.length > 0);
  const onlyStopWords = meaningful.length === 0 && wanted.length > 0;
  const all = withinBudget(distinct(onlyStopWords ? wanted : meaningful));
  const none = withinBudget([distinct(withoutStopWords(unwanted))]).flat();
  return { all, none, onlyStopWords };
}
