import type { Sql } from '../../kernel/context.ts';
import { indexText } from '../../lib/text/index-text.ts';
import type { SearchDoc } from './doc.ts';
import { cut, quoted, stemsOf } from './stems.ts';

type Weight = 'A' | 'B' | 'C' | 'D';
interface Section {
  readonly weight: Weight;
  readonly words: readonly string[];
}

const WORD = /^[\p{L}\p{M}\p{N}]+$/u;
/** Of a long abstract the beginning tells enough. */
const MAX_D_CHARACTERS = 1_000;
const MAX_POSITION = 16_000;
/** Between two texts, so that a phrase does not run from one into the next. */
const GAP = 2;

export const wordsOf = (text: string): string[] =>
  indexText(text)
    .split(' ')
    .filter((word) => WORD.test(word))
    .map(cut);

function sectionsOf(doc: SearchDoc): Section[] {
  const section = (weight: Weight, texts: readonly (string | null | undefined)[]): Section[] =>
    texts.map((text) => ({ weight, words: text ? wordsOf(text) : [] }));
  return [
    ...section('A', [doc.title]),
    ...section('B', [doc.author, ...(doc.words.b ?? [])]),
    ...section('C', doc.words.c ?? []),
    ...section(
      'D',
      (doc.words.d ?? []).map((text) => text.slice(0, MAX_D_CHARACTERS).toWellFormed()),
    ),
  ].filter(({ words }) => words.length > 0);
}

/** tsvector literals: both stems of a word stand at the word's one position, so that phrases may mix languages. */
export async function vectorsOf(sql: Sql, docs: readonly SearchDoc[]): Promise<string[]> {
  const all = docs.map(sectionsOf);
  const stems = await stemsOf(
    sql,
    all.flatMap((sections) => sections.flatMap(({ words }) => words)),
  );
  return all.map((sections) => literal(sections, stems));
}

function literal(sections: readonly Section[], stems: (word: string) => readonly string[]): string {
  const places = new Map<string, string[]>();
  let position = 0;
  for (const { weight, words } of sections) {
    for (const word of words) {
      position = Math.min(position + 1, MAX_POSITION);
      for (const stem of stems(word)) {
        const at = places.get(stem) ?? [];
        at.push(weight === 'D' ? `${position}` : `${position}${weight}`);
        places.set(stem, at);
      }
    }
    position += GAP;
  }
  return [...places].map(([stem, at]) => `${quoted(stem)}:${at.join(',')}`).join(' ');
}
