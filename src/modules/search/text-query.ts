import type { Sql } from '../../kernel/context.ts';
import { parseIsbn } from '../../lib/isbn.ts';
import { normalise } from '../../lib/text/normalise.ts';
import { type QueryTerm, queryTerms } from '../../lib/text/query-terms.ts';
import { cut, quoted, stemsOf } from './stems.ts';
import { completions, type Known, knownWords, recordsBeginning } from './words.ts';

export interface TextQuery {
  /** A tsquery literal made of stems alone: nothing a reader types reaches PostgreSQL's query language. */
  readonly tsquery: string;
  /** The text as titles are sorted: a title that is or begins like it comes first. */
  readonly plain: string;
  /** Whole words asked for, with the number of records that hold each as written. */
  readonly words: readonly Known[];
  /** The commonest word of a query that is one word alone: at least so many records match. */
  readonly surely: number;
}

/** A beginning this common stands for its commonest words; GIN would read every word that begins so. */
const BROAD = 10_000;
const CONTINUATIONS = 5;

/** null: the text holds no word, so nothing can match. */
export async function textQuery(sql: Sql, kinds: readonly string[], text: string): Promise<TextQuery | null> {
  const asked = queryTerms(parseIsbn(text)?.isbn13 ?? text);
  const terms = [...asked.all.flat(), ...asked.none];
  if (terms.length === 0) return null;
  const words = [...new Set(terms.flatMap((term) => term.words.map(cut)))];
  const known = await knownWords(sql, kinds, words);
  const endings = await endingsOf(sql, kinds, asked.all.flat());
  const stems = await stemsOf(sql, [...words, ...[...endings.values()].flat().map(({ word }) => word)]);
  const write = (term: QueryTerm): string => termText(term, stems, endings);
  const groups = asked.all.map((group) => `(${group.map(write).join(' | ')})`);
  const single =
    asked.all.length === 1 && asked.none.length === 0 ? asked.all.flat().filter((t) => t.words.length === 1) : [];
  const alternatives = single.flatMap((term) => [...term.words, ...(endings.get(term) ?? []).map(({ word }) => word)]);
  const counted = [...known, ...[...endings.values()].flat()].filter(({ word }) => alternatives.includes(word));
  return {
    tsquery: [...groups, ...asked.none.map((term) => `!(${write(term)})`)].join(' & '),
    plain: normalise(text),
    words: words.map((word) => known.find((each) => each.word === word) ?? { word, records: 0 }),
    surely: Math.max(0, ...counted.map(({ records }) => records)),
  };
}

/** For the word being typed, where its beginning is too broad for the index. */
async function endingsOf(sql: Sql, kinds: readonly string[], terms: readonly QueryTerm[]) {
  const found = new Map<QueryTerm, Known[]>();
  for (const term of terms.filter(({ prefix }) => prefix)) {
    const last = cut(term.words.at(-1) ?? '');
    const broad = (await recordsBeginning(sql, kinds, last)) > BROAD;
    if (broad) found.set(term, await completions(sql, kinds, last, CONTINUATIONS));
  }
  return found;
}

function termText(
  term: QueryTerm,
  stems: (word: string) => readonly string[],
  endings: ReadonlyMap<QueryTerm, readonly Known[]>,
): string {
  const parts = term.words.map((whole, at) => {
    const word = cut(whole);
    const last = term.prefix && at === term.words.length - 1;
    const broad = last ? endings.get(term) : undefined;
    const forms = new Set([...stems(word), ...(broad ?? []).flatMap((ending) => stems(ending.word))].map(quoted));
    if (last && !broad) forms.add(`${quoted(word)}:*`);
    return `(${[...forms].join(' | ')})`;
  });
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' <-> ')})`;
}
