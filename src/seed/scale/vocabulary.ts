import { stopWords } from '../../lib/text/stop-words.ts';
import { Random } from '../random.ts';
import { COMMON_WORDS } from './common-words.ts';

export const VOCABULARY_SIZE = 250_000;
/** Zipf-Mandelbrot: the shift keeps the commonest word at about one title in thirteen. */
const SHIFT = 6;

const FIRST = 'b c d g h j k l m n p r s t w y ng ny b d k l m p r s t'.split(' ');
const VOWELS = 'a a a i u u e o'.split(' ');
const LAST = ['', '', '', 'n', 'ng', 'r', 's', 't', 'k', 'm', 'h', 'l'];
const AFFIXES: readonly (readonly [string, string])[] = [
  ['', ''],
  ['', ''],
  ['', ''],
  ['', 'an'],
  ['ber', ''],
  ['ter', ''],
  ['di', 'kan'],
  ['ke', 'an'],
];

function inventWord(random: Random): string {
  const open = (): string => random.pick(FIRST) + random.pick(VOWELS);
  const root = `${open()}${random.pick(LAST)}${open()}${random.chance(0.4) ? open() : ''}${random.pick(LAST)}`;
  const [before, after] = random.pick(AFFIXES);
  return `${before}${root}${after}`;
}

function makeWords(): string[] {
  const random = new Random('vocabulary');
  const words = new Set(COMMON_WORDS);
  while (words.size < VOCABULARY_SIZE) {
    const word = inventWord(random);
    if (!stopWords.has(word)) words.add(word);
  }
  return [...words];
}

function makeSums(): Float64Array {
  const sums = new Float64Array(VOCABULARY_SIZE);
  let total = 0;
  for (let rank = 0; rank < VOCABULARY_SIZE; rank++) sums[rank] = total += 1 / (rank + 1 + SHIFT);
  for (let rank = 0; rank < VOCABULARY_SIZE; rank++) sums[rank] = (sums[rank] ?? 0) / total;
  return sums;
}

let made: { words: string[]; sums: Float64Array } | undefined;
const vocabulary = () => (made ??= { words: makeWords(), sums: makeSums() });

/** All words, the commonest first. */
export const vocabularyWords = (): readonly string[] => vocabulary().words;

/** A word, as often as its rank says. */
export function drawWord(random: Random): string {
  const { words, sums } = vocabulary();
  const wanted = random.fraction();
  let low = 0;
  let high = VOCABULARY_SIZE - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 1) > wanted) high = middle;
    else low = middle + 1;
  }
  return words[low] ?? '';
}
