import { anyOf } from '../characters.ts';
import { ESC, escapeAt } from './escape.ts';
import { type CharSet, tables } from './tables.ts';

export interface Decoded {
  readonly text: string;
  /** Bytes that mean nothing, and marks without a letter. */
  readonly bad: number;
}

const NEEDED = anyOf([
  [ESC, ESC],
  [0x80, 0xff],
]);
const REPLACEMENT = '\ufffd';
const [PLAIN, NOTHING] = [-1, -2];
/** Typographic marks as one large network exported them for years, outside the tables. */
const ODD: Readonly<Record<string, string>> = {
  '! =': '\u2026',
  '! @': '\u201c',
  '\x7f \x14': '\u2014',
  '\x7f \x19': '\u2019',
  '\x7f  ': '\u201d',
  '\x7f!"': '\u2122',
};

/** MARC-8, one character of `bytes` a byte, to Unicode. Every value begins with ASCII and ANSEL. */
export function decodeMarc8(bytes: string): Decoded {
  if (!NEEDED.test(bytes) && !bytes.includes('&#x')) return { text: bytes, bad: 0 };
  const { text, bad } = run(bytes);
  return { text: text.includes('&#x') ? text.replace(/&#x([0-9A-Fa-f]{4,6});/g, reference) : text, bad };
}

/** So MARC-8 writes what it has no code for. What is plain in XML and HTML stays as it is. */
function reference(whole: string, digits: string): string {
  const code = Number.parseInt(digits, 16);
  const isChar = code >= 0xa0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isChar ? String.fromCodePoint(code) : whole;
}

function run(bytes: string): Decoded {
  const { ascii, ansel } = tables();
  let [g0, g1, text, marks, bad, halves] = [ascii, ansel, '', '', 0, 0];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes.charCodeAt(at);
    const change = byte === ESC ? escapeAt(bytes, at) : null;
    if (change) {
      if (change.half === 'g0') g0 = change.set;
      else g1 = change.set;
      at += change.length;
      continue;
    }
    if (g0 === ascii && byte >= 0x20 && byte < 0x7f) {
      const end = plainEnd(bytes, at);
      text += (bytes[at] ?? '') + marks + bytes.slice(at + 1, end);
      marks = '';
      at = end;
      continue;
    }
    const set = byte < 0x80 ? g0 : byte < 0xa0 ? ansel : g1;
    const code = codeAt(bytes, at, set);
    const odd = set.isWide ? ODD[bytes.slice(at, at + 3)] : undefined;
    const char = odd ?? (code === PLAIN ? plain(bytes[at]) : set.chars.get(code));
    at += odd !== undefined || (set.isWide && code >= 0) ? 3 : 1;
    if (char !== undefined && set.marks.has(code)) {
      if (set.secondHalves.has(code) && halves > 0) halves -= 1;
      else marks += char;
      if (char === '\u0361' || char === '\u0360') halves += 1;
      continue;
    }
    if (char === undefined) bad += 1;
    text += (char ?? REPLACEMENT) + marks;
    marks = '';
  }
  return marks === '' ? { text, bad } : { text: text + marks, bad: bad + 1 };
}

function plainEnd(bytes: string, start: number): number {
  let end = start + 1;
  for (; end < bytes.length; end++) {
    const byte = bytes.charCodeAt(end);
    if (byte < 0x20 || byte >= 0x7f) break;
  }
  return end;
}

const plain = (char: string | undefined): string | undefined => (char === '\x1b' ? undefined : char);

/** The code of the character here; spaces and controls are themselves in every set. */
function codeAt(bytes: string, at: number, set: CharSet): number {
  const byte = bytes.charCodeAt(at);
  if (byte <= 0x20) return PLAIN;
  if (byte >= 0x80 && byte < 0xa0) return byte;
  if (!set.isWide) return byte & 0x7f;
  const [row, cell] = [bytes.charCodeAt(at + 1), bytes.charCodeAt(at + 2)];
  const code = ((byte & 0x7f) << 16) | ((row & 0x7f) << 8) | (cell & 0x7f);
  return (row > 0x20 && cell > 0x20) || set.chars.has(code) ? code : NOTHING;
}
