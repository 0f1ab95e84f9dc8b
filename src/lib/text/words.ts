import { fold, isAscii } from './normalise.ts';

const TOKEN = /[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*/gu;
// What was folded has no capitals: the same as above, three times as fast.
const ASCII_TOKEN = /[a-z0-9]+(?:-[a-z0-9]+)*/g;
const APART_ARTICLE = /(?<![\p{L}\p{M}\p{N}])[Aa]l\s+(?=\p{L})(?!(?:OR|NOT|AND)\s)/gu;
const OLD_STYLE_PLURAL = /^(\p{L}{3,})2(\p{L}*)$/u; // buku2, anak2nya

// Written joined, apart or with a hyphen by different cataloguers: al-Quran, Al Quran, Alquran; non-fiksi, nonfiksi.
const BOUND_PREFIXES: ReadonlySet<string> = new Set(
  (
    'al an ar as asy at az ad adz ath e se non anti pra pasca multi antar sub semi ultra super supra eks ekstra inter intra ' +
    'ko kontra maha makro mikro mini neo nir para poli pro proto pseudo swa tele trans tri tuna co pre post re'
  ).split(' '),
);

export const joinArticle = (text: string): string => text.replace(APART_ARTICLE, 'al-');

const singular = (word: string): string => (word.includes('2') ? word.replace(OLD_STYLE_PLURAL, '$1$2') : word);

/** Hyphenated words of a text in order, folded, each as its parts. */
export function compoundsOf(text: string): string[][] {
  const folded = fold(text);
  const whole = folded.includes('al') ? joinArticle(folded) : folded;
  const tokens = whole.match(isAscii(whole) ? ASCII_TOKEN : TOKEN) ?? [];
  return tokens.map((token) => (token.includes('-') ? token.split('-').map(singular) : [singular(token)]));
}

/** `non-fiksi` as `nonfiksi`; nothing for words that are only ever written apart. */
export function joined(parts: readonly string[]): string | undefined {
  const [first] = parts;
  return parts.length > 1 && first !== undefined && BOUND_PREFIXES.has(first) ? parts.join('') : undefined;
}

/** Full reduplication says the word once: buku-buku, "kupu kupu". */
export function withoutRepeats(words: readonly string[]): string[] {
  return words.filter((word, at) => word !== words[at - 1] || /^\p{N}+$/u.test(word));
}
