import { ESC } from './escape.ts';
import { ANSEL, ASCII, type CharSet, type Place, tables } from './tables.ts';

const NEEDED = /[^\x20-\x7e]/;
const CLUSTER = /\P{M}\p{M}*|\p{M}+/suy;
/** Plain letters, but for one that has a mark behind it. */
const PLAIN = /[\x20-\x7e]+(?!\p{M})/uy;
/** Halves of marks over two letters: what stands before the second letter. */
const SECOND_HALF: Readonly<Record<string, number>> = { '\u0361': 0x6c, '\u0360': 0x7b };
const HORN = '\u031b';

interface Written {
  bytes: string;
  g0: number;
  g1: number;
  /** The second half that is due before the next letter. */
  due: number | null;
}

/** Unicode to MARC-8, one character a byte; what it has no code for becomes &#x....; as the Library of Congress has it. */
export function encodeMarc8(text: string): string {
  if (!NEEDED.test(text)) return text;
  const out: Written = { bytes: '', g0: ASCII, g1: ANSEL, due: null };
  for (let at = 0; at < text.length; ) {
    const plain = out.due === null ? partAt(PLAIN, text, at) : '';
    if (plain !== '') {
      toAscii(out);
      out.bytes += plain;
    }
    const cluster = plain === '' ? partAt(CLUSTER, text, at) : '';
    if (cluster !== '') writeCluster(out, cluster);
    at += plain.length + cluster.length || 1;
  }
  toAscii(out);
  toAnsel(out);
  return out.bytes;
}

function partAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function writeCluster(out: Written, cluster: string): void {
  const [base = '', ...marks] = placeable(cluster);
  const isLone = isMark(base);
  const half = isLone ? null : out.due;
  if (half !== null) {
    toAnsel(out);
    out.bytes += String.fromCharCode(half | 0x80);
    out.due = null;
  }
  for (const mark of isLone ? [base, ...marks] : marks) {
    if (!isMark(mark)) continue;
    writeChar(out, mark);
    out.due = SECOND_HALF[mark] ?? out.due;
  }
  if (!isLone) writeChar(out, base);
  for (const mark of marks) if (!isMark(mark)) writeReference(out, mark);
}

const placesOf = (char: string): readonly Place[] => tables().places.get(char) ?? [];
const isMark = (char: string): boolean => placesOf(char)[0]?.isMark ?? false;

/** The letter and its marks as MARC-8 has them: a letter with its mark apart where it has no code of its own. */
function placeable(cluster: string): string[] {
  return [...cluster].flatMap((char) => {
    if (placesOf(char).length > 0) return [char];
    const [base = '', ...marks] = [...char.normalize('NFD')];
    if (marks.length === 0) return [char];
    const horned = marks.includes(HORN) ? (base + HORN).normalize('NFC') : base;
    const parts = [horned, ...(horned === base ? marks : marks.filter((mark) => mark !== HORN))];
    return parts.every((part) => placesOf(part).length > 0) ? parts : [char];
  });
}

function writeChar(out: Written, char: string): void {
  const code = char.charCodeAt(0);
  if (code <= 0x20 && code !== ESC) {
    toAscii(out);
    out.bytes += char;
    return;
  }
  const places = placesOf(char);
  const isPlain = places[0]?.set.final === ASCII;
  const current = isPlain ? undefined : places.find(({ set }) => set.final === out.g0 || set.final === out.g1);
  const place = current ?? places[0];
  if (!place || code === ESC) writeReference(out, char);
  else {
    const isG1 = inG1(place.set);
    designate(out, place.set, isG1);
    out.bytes += bytesOf(place, isG1);
  }
}

// By custom the extended sets go where ANSEL is, all others where ASCII is.
const G1_SETS: ReadonlySet<number> = new Set([ANSEL, 0x34, 0x51]);
const inG1 = (set: CharSet): boolean => G1_SETS.has(set.final);
const SHORT: Readonly<Record<number, string>> = { 103: 'g', 98: 'b', 112: 'p' };

function designate(out: Written, set: CharSet, isG1: boolean): void {
  if ((isG1 ? out.g1 : out.g0) === set.final) return;
  if (set.final === ASCII) toAscii(out);
  else if (set.final === ANSEL) toAnsel(out);
  else {
    const short = SHORT[set.final];
    const long = `${isG1 ? ')' : '('}${String.fromCharCode(set.final)}`;
    out.bytes += `\x1b${short ?? (set.isWide ? '$1' : long)}`;
    if (isG1) out.g1 = set.final;
    else out.g0 = set.final;
  }
}

function toAscii(out: Written): void {
  if (out.g0 !== ASCII) out.bytes += SHORT[out.g0] ? '\x1bs' : '\x1b(B';
  out.g0 = ASCII;
}

function toAnsel(out: Written): void {
  if (out.g1 !== ANSEL) out.bytes += '\x1b)!E';
  out.g1 = ANSEL;
}

function bytesOf({ set, code }: Place, isG1: boolean): string {
  if (set.isWide) return String.fromCharCode(code >> 16, (code >> 8) & 0x7f, code & 0x7f);
  return String.fromCharCode(isG1 ? code | 0x80 : code);
}

function writeReference(out: Written, char: string): void {
  toAscii(out);
  const digits = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  out.bytes += `&#x${digits};`;
}
