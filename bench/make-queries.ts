import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopWords } from '../src/lib/text/stop-words.ts';
import { Random } from '../src/seed/random.ts';
import { scaleAuthorNames, scaleOf, titleAt } from '../src/seed/scale/catalogue.ts';
import { drawWord, vocabularyWords } from '../src/seed/scale/vocabulary.ts';

const COUNT = 10_000;
const BOOKS = 1_000_000;
const COMMONEST = 50;

const random = new Random('queries');
const words = vocabularyWords();
const authors = scaleAuthorNames(scaleOf(BOOKS, new Date(0)));

/** Words of some title that say something, in their order. */
const titleWords = (): string[] =>
  titleAt(random.int(0, BOOKS - 1))
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !stopWords.has(word));

const ranks = new Map(words.map((word, rank) => [word, rank]));
const rankOf = (word: string): number => ranks.get(word) ?? words.length;

/** What a reader remembers of a title: its plainest words. */
const plainest = (): string =>
  titleWords()
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, 2)
    .join(' ');

function asOftenAsSaid(): string {
  for (;;) {
    const word = drawWord(random);
    if (rankOf(word) >= COMMONEST) return word;
  }
}

const some = (count: number): string => random.shuffle(titleWords()).slice(0, count).join(' ');

/** Two neighbours swapped in a word of six letters or more. */
function mistyped(): string {
  const word = titleWords().find((each) => each.length >= 6) ?? 'perpustakaan';
  const at = random.int(1, word.length - 3);
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

/** The last word is still being typed. */
function begun(): string {
  const [first = '', second = ''] = random.shuffle(titleWords());
  return `${first} ${second.slice(0, Math.max(3, second.length - 2))}`.trim();
}

function phrase(): string {
  const title = titleAt(random.int(0, BOOKS - 1))
    .replace(/:/g, '')
    .toLowerCase()
    .split(' ');
  const at = random.int(0, Math.max(0, title.length - 2));
  return `"${title.slice(at, at + 2).join(' ')}"`;
}

// Shares in percent. The commonest words are what a naive ranking chokes on.
const KINDS: readonly [share: number, make: () => string][] = [
  [5, () => words[random.int(0, COMMONEST - 1)] ?? ''],
  [25, asOftenAsSaid],
  [15, plainest],
  [20, () => some(2)],
  [15, () => some(3)],
  [5, () => random.pick(authors).toLowerCase()],
  [5, phrase],
  [5, mistyped],
  [5, begun],
];

const queries = KINDS.flatMap(([share, make]) => Array.from({ length: (COUNT * share) / 100 }, make));
writeFileSync(join(import.meta.dirname, 'queries.txt'), `${random.shuffle(queries).join('\n')}\n`);
