import type { Sql } from '../../kernel/context.ts';
import { normalise } from '../../lib/text/normalise.ts';
import { type Known, knownWords, wordsLike } from './words.ts';

const MAX_WORDS = 3;
const MIN_LENGTH = 4;

/** The text with its unknown words replaced by known ones that look like them; null when there is nothing better. */
export async function bestSpelling(
  sql: Sql,
  kinds: readonly string[],
  text: string,
  words: readonly Known[],
): Promise<string | null> {
  const doubtful = words.filter(
    ({ word, records }) => records === 0 && word.length >= MIN_LENGTH && /^\p{L}+$/u.test(word),
  );
  let better = ` ${normalise(text)} `;
  for (const { word } of doubtful.slice(0, MAX_WORDS)) {
    const other = await closest(sql, kinds, word);
    if (other !== null) better = better.replaceAll(` ${word} `, ` ${other} `);
  }
  return better.trim() === normalise(text) ? null : better.trim();
}

/** Fewest strokes apart, then the commonest. */
async function closest(sql: Sql, kinds: readonly string[], word: string): Promise<string | null> {
  const [near] = (await knownWords(sql, kinds, oneStrokeFrom(word))).sort((a, b) => b.records - a.records);
  if (near) return near.word;
  const allowed = word.length >= 8 ? 3 : 2;
  const [next] = (await wordsLike(sql, kinds, word))
    .map((each) => ({ ...each, strokes: strokesBetween(word, each.word) }))
    .filter(({ strokes }) => strokes <= allowed)
    .sort((a, b) => a.strokes - b.strokes || b.records - a.records);
  return next?.word ?? null;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Every spelling one stroke away, to be looked up by itself: trigrams miss swapped letters in short words. */
function oneStrokeFrom(word: string): string[] {
  const letters = [...word];
  return letters.concat('').flatMap((letter, at) => {
    const [left, right] = [letters.slice(0, at).join(''), letters.slice(at + 1).join('')];
    const put = LETTERS.map((other) => left + other + letter + right);
    if (letter === '') return put;
    const next = letters[at + 1];
    const swapped = next === undefined ? [] : [left + next + letter + letters.slice(at + 2).join('')];
    return [left + right, ...swapped, ...put, ...LETTERS.map((other) => left + other + right)];
  });
}

/** Damerau-Levenshtein: letters put in, left out, changed, or two neighbours swapped. */
export function strokesBetween(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, n) => n);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [before, last] = [last, row];
  }
  return last[to.length] ?? 0;
}
