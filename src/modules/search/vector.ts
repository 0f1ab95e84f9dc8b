import { LRUCache } from 'lru-cache';
import type { Sql } from '../../kernel/context.ts';
import { indexWords } from '../../lib/text/index-text.ts';
import type { SearchDoc } from './doc.ts';
import { cut, quoted, stemsOf } from './stems.ts';

interface Section {
  /** Behind a position: A, B or C; nothing for D. */
  readonly weight: string;
  readonly words: readonly string[];
}

/** Of a long abstract the beginning tells enough. */
const MAX_D_CHARACTERS = 1_000;
const MAX_POSITION = 16_000;
/** Between two texts, so that a phrase does not run from one into the next. */
const GAP = 2;

export const wordsOf = (text: string): string[] => indexWords(text).map(cut);

/** Subjects, publishers and people come again and again. */
const MAX_KEPT_TEXT = 100;
const kept = new LRUCache<string, readonly string[]>({ max: 20_000 });
function wordsAgain(text: string): readonly string[] {
  if (text.length > MAX_KEPT_TEXT) return wordsOf(text);
  const known = kept.get(text);
  if (known) return known;
  const words = wordsOf(text);
  kept.set(text, words);
  return words;
}

function sectionsOf({ title, author, words: { b = [], c = [], d = [] } }: SearchDoc): Section[] {
  const sections: Section[] = [{ weight: 'A', words: wordsOf(title) }];
  if (author) sections.push({ weight: 'B', words: wordsAgain(author) });
  for (const text of b) sections.push({ weight: 'B', words: wordsAgain(text) });
  for (const text of c) sections.push({ weight: 'C', words: wordsAgain(text) });
  for (const text of d) sections.push({ weight: '', words: wordsOf(text.slice(0, MAX_D_CHARACTERS).toWellFormed()) });
  return sections.filter(({ words }) => words.length > 0);
}

/** tsvector literals: both stems of a word stand at the word's one position, so that phrases may mix languages. */
export async function vectorsOf(sql: Sql, docs: readonly SearchDoc[]): Promise<string[]> {
  const all = docs.map(sectionsOf);
  const words = new Set<string>();
  for (const sections of all) for (const section of sections) for (const word of section.words) words.add(word);
  const stems = await stemsOf(sql, words);
  return all.map((sections) => literal(sections, stems));
}

function literal(sections: readonly Section[], stems: (word: string) => readonly string[]): string {
  const places = new Map<string, string>();
  let position = 0;
  for (const { weight, words } of sections) {
    for (const word of words) {
      position = Math.min(position + 1, MAX_POSITION);
      const place = position + weight;
      for (const stem of stems(word)) {
        const before = places.get(stem);
        places.set(stem, before === undefined ? place : `${before},${place}`);
      }
    }
    position += GAP;
  }
  let text = '';
  for (const [stem, at] of places) text += `${text && ' '}${quoted(stem)}:${at}`;
  return text;
}
