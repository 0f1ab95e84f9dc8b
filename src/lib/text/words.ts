import { fold } from './normalise.ts';

const TOKEN = /[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*/gu;
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

/** Hyphenated words of a text in order, folded, each as its parts. */
export function compoundsOf(text: string): string[][] {
  const tokens = joinArticle(fold(text)).match(TOKEN) ?? [];
  return tokens.map((token) => token.split('-').map((part) => part.replace(OLD_STYLE_PLURAL, '$1$2')));
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
