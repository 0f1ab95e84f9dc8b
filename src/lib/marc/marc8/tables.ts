import { readFileSync } from 'node:fs';

export const ASCII = 0x42;
export const ANSEL = 0x45;
export const EACC = 0x31;

/** One character set: seven-bit code (three of them in a row for EACC) to Unicode. */
export interface CharSet {
  readonly final: number;
  readonly isWide: boolean;
  readonly chars: ReadonlyMap<number, string>;
  /** Codes that come before the letter they stand on. */
  readonly marks: ReadonlySet<number>;
  /** Second halves of marks over two letters: the first half says it all. */
  readonly secondHalves: ReadonlySet<number>;
}

export interface Place {
  readonly set: CharSet;
  readonly code: number;
  readonly isMark: boolean;
}

export interface Tables {
  readonly sets: ReadonlyMap<number, CharSet>;
  /** Where every value begins: letters, and Latin letters and marks in the upper half. */
  readonly ascii: CharSet;
  readonly ansel: CharSet;
  /** Unicode to every place it has; the usual one first. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
}

const FILE = new URL('./tables.txt', import.meta.url);
const hex = (text: string): number => Number.parseInt(text, 16);
const char = (text: string): string => String.fromCodePoint(hex(text));

function setOf(lines: readonly string[]): CharSet {
  const [head = '', ...runs] = lines;
  const final = hex(head.slice(4, 6));
  const [chars, marks, secondHalves] = [new Map<number, string>(), new Set<number>(), new Set<number>()];
  for (const run of runs) {
    const [first = '', ...items] = run.split(' ');
    items.forEach((item, at) => {
      const code = hex(first) + at;
      chars.set(code, char(item.replace('+', '')));
      if (item.startsWith('+')) marks.add(code);
      if (item.endsWith('~')) secondHalves.add(code);
    });
  }
  return { final, isWide: final === EACC, chars, marks, secondHalves };
}

// Where a character stands in several sets: Latin before all, then as the file has them.
function placesOf(sets: ReadonlyMap<number, CharSet>, others: readonly string[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const set of sets.values()) {
    for (const [code, text] of set.chars) {
      // A second code of the ideographic space, with a plain space in it: read, never written.
      if (set.isWide && (code & 0xff) === 0x20) continue;
      const place = { set, code, isMark: set.marks.has(code) };
      places.set(text, [...(places.get(text) ?? []), place]);
    }
  }
  for (const [other = '', usual = ''] of others.map((pair) => pair.split('=')))
    places.set(char(other), places.get(char(usual)) ?? []);
  return places;
}

let kept: Tables | undefined;

/** Read at the first need: most files have no MARC-8 beyond ASCII. */
export function tables(): Tables {
  if (kept) return kept;
  const blocks = readFileSync(FILE, 'utf8').trim().split(/\n\n/);
  const list = blocks.filter((block) => block.startsWith('set ')).map((block) => setOf(block.split('\n')));
  const others =
    blocks
      .find((block) => block.startsWith('other '))
      ?.split(' ')
      .slice(1) ?? [];
  const sets = new Map(list.map((set) => [set.final, set]));
  const [ascii, ansel] = [sets.get(ASCII), sets.get(ANSEL)];
  if (!ascii || !ansel) throw new Error('tables.txt is not whole');
  kept = { sets, ascii, ansel, places: placesOf(sets, others) };
  return kept;
}
