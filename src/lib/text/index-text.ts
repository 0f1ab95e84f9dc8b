import { stopWords } from './stop-words.ts';
import { compoundsOf, joined, withoutRepeats } from './words.ts';

/**
 * Words for to_tsvector. Stop words go only while two other words stay: "Aku dan Sunyi" keeps all three.
 * Joined spellings stand at the end, where they do not come between the words of a phrase.
 */
export function indexWords(text: string): string[] {
  const tokens = compoundsOf(text);
  const words = withoutRepeats(tokens.flat());
  const content = words.filter((word) => !stopWords.has(word));
  const spellings = tokens.map(joined).filter((word) => word !== undefined);
  const kept = content.length > 1 ? withoutRepeats(content) : words;
  return spellings.length > 0 ? [...kept, ...spellings] : kept;
}

/** The same in one line; the signs themselves where there are no words. */
export const indexText = (text: string): string => indexWords(text).join(' ') || text.trim();
