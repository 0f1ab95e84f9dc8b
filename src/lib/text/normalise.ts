// Latin, Greek, Cyrillic, Arabic and Hebrew marks only: in other scripts a combining mark is a letter's other half.
const OPTIONAL_MARKS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/gu;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff\u02b0-\u02ff]/gu;
const DASHES = /\p{Pd}/gu;
const INNER_APOSTROPHE = /(?<=[\p{L}\p{M}])['‘’`´](?=\p{L})/gu;
const APOSTROPHE = /['‘’`´]/;
// What was folded has no capitals: the same as the next, three times as fast.
const NOT_ASCII_WORD = /[^a-z0-9]+/g;
const NOT_WORD = /[^\p{L}\p{M}\p{N}]+/gu;

const WHOLE_LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
};
const WHOLE_LETTER = new RegExp(`[${Object.keys(WHOLE_LETTERS).join('')}]`, 'gu');

function foldLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(OPTIONAL_MARKS, '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(WHOLE_LETTER, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .replace(DASHES, '-');
}

export const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** One spelling for all spellings of a word; hyphens and other punctuation stay. */
export function fold(text: string): string {
  let letters = isAscii(text) ? text.toLowerCase() : foldLetters(text);
  if (APOSTROPHE.test(letters)) letters = letters.replace(INNER_APOSTROPHE, ''); // Qur'an = Quran
  if (letters.includes('++')) letters = letters.replace(/\b([a-z])\+\+/g, '$1plusplus'); // C++ is not C
  return letters.includes('#') ? letters.replace(/\b([cf])#/g, '$1sharp') : letters;
}

export function normalise(text: string): string {
  const folded = fold(text);
  return folded.replace(isAscii(folded) ? NOT_ASCII_WORD : NOT_WORD, ' ').trim();
}
