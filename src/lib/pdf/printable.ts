// The PDF standard fonts hold the letters of Windows-1252 and no others.
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const LOOKALIKES: Record<string, string> = {
  '‐': '-',
  '‑': '-',
  '‒': '–',
  '―': '—',
  '−': '-',
  '→': '->',
  '←': '<-',
  '≤': '<=',
  '≥': '>=',
  '′': "'",
  '″': '"',
  ʻ: '‘',
  ʼ: '’',
  ʾ: '’',
  ʿ: '‘',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ħ: 'h',
  '\t': ' ',
  '\u00ad': '-',
};

const isPrintable = (letter: string): boolean =>
  /^[\n\x20-\x7e\xa1-\xac\xae-\xff]$/.test(letter) || BEYOND_LATIN_1.includes(letter);

function standIn(letter: string): string {
  const known = LOOKALIKES[letter];
  if (known !== undefined) return known;
  if (/^[\p{Cf}\p{Cc}\p{M}]$/u.test(letter)) return '';
  if (/^\p{Zs}$/u.test(letter)) return ' ';
  const bare = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  return bare !== '' && [...bare].every(isPrintable) ? bare : '?';
}

/** The nearest text these fonts can print: Muḥammad as Muhammad, a script they lack as question marks. */
export function printable(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').normalize('NFC');
  return Array.from(lines, (letter) => (isPrintable(letter) ? letter : standIn(letter))).join('');
}
