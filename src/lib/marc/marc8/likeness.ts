import { tables } from './tables.ts';

export interface Likeness {
  /** Marks on letters that Unicode too knows with this mark, and letters of ANSEL inside words. */
  readonly fits: number;
  /** Codes without a meaning, marks on what is no letter or on letters that nobody writes so. */
  readonly odd: number;
  readonly escapes: number;
}

const DOUBLE: ReadonlySet<number> = new Set([0xeb, 0xec, 0xfa, 0xfb]);
const known = new Map<number, boolean>();

/** How much the upper half of a text, one character a byte, looks like MARC-8. */
export function likeness(text: string): Likeness {
  const { ansel } = tables();
  let [fits, odd, escapes] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    if (byte === 0x1b) escapes += 1;
    if (byte < 0x80) continue;
    if (byte >= 0xe0 && byte < 0xff) {
      const base = baseAfter(text, at);
      if (DOUBLE.has(byte) ? isLetter(base) : composes(byte, base)) fits += 1;
      else odd += 1;
    } else if (!ansel.chars.has(byte < 0xa0 ? byte : byte & 0x7f)) odd += 1;
    else if (isLetter(text.charCodeAt(at + 1)) || isLetter(text.charCodeAt(at - 1))) fits += 1;
  }
  return { fits, odd, escapes };
}

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

function baseAfter(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code < 0xe0) return code;
  }
  return 0;
}

function composes(mark: number, base: number): boolean {
  if (!isLetter(base)) return false;
  const key = mark * 256 + base;
  const before = known.get(key);
  if (before !== undefined) return before;
  const char = String.fromCharCode(base) + (tables().ansel.chars.get(mark & 0x7f) ?? '');
  const found = char.normalize('NFC').length === 1;
  known.set(key, found);
  return found;
}
