import { ANSEL, ASCII, type CharSet, EACC, tables } from './tables.ts';

export const ESC = 0x1b;

export interface Escape {
  readonly half: 'g0' | 'g1';
  readonly set: CharSet;
  readonly length: number;
}

const SHORT: Readonly<Record<string, number>> = { g: 0x67, b: 0x62, p: 0x70, s: ASCII };

/** The escape sequence at this place of the text (one character a byte), or null when it is none. */
export function escapeAt(text: string, at: number): Escape | null {
  const next = text[at + 1] ?? '';
  const short = SHORT[next];
  if (short !== undefined) return found('g0', short, 2);
  if (next === '$') return wideAt(text, at + 2);
  const half = halfOf(next);
  if (!half) return null;
  const isAnsel = text[at + 2] === '!';
  const final = text.charCodeAt(at + (isAnsel ? 3 : 2));
  if (isAnsel) return final === ANSEL ? found(half, ANSEL, 4) : null;
  return final === EACC ? null : found(half, final, 3);
}

// ESC $ 1, ESC $ , 1, ESC $ ) 1, ESC $ - 1
function wideAt(text: string, at: number): Escape | null {
  const between = halfOf(text[at] ?? '') ?? (text[at] === ',' ? 'g0' : null);
  const final = text.charCodeAt(between ? at + 1 : at);
  return final === EACC ? found(between ?? 'g0', EACC, between ? 4 : 3) : null;
}

function halfOf(intermediate: string): 'g0' | 'g1' | null {
  if (intermediate === '(' || intermediate === ',') return 'g0';
  return intermediate === ')' || intermediate === '-' ? 'g1' : null;
}

function found(half: 'g0' | 'g1', final: number, length: number): Escape | null {
  const set = tables().sets.get(final);
  return set ? { half, set, length } : null;
}
