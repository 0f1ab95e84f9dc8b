import { Z3950Trouble } from './trouble.ts';

/** One element of BER: what it is called, and its content, which is looked into one level at a time. */
export interface Element {
  /** Class and number in one: 'u2' (universal), 'a1' (application), 'c104' (context), 'p0' (private). */
  readonly name: string;
  readonly constructed: boolean;
  readonly content: Buffer;
}

const CLASSES = ['u', 'a', 'c', 'p'] as const;
const MAX_DEPTH = 32;
const MAX_CHILDREN = 10_000;

interface Header {
  name: string;
  constructed: boolean;
  /** -1: indefinite, up to the end mark. */
  length: number;
  /** Where the content begins. */
  at: number;
}

/** The header at this place; null when its bytes are not all there. */
export function headerAt(bytes: Buffer, start: number): Header | null {
  let at = start;
  const first = bytes[at++];
  if (first === undefined) return null;
  let tag = first & 0x1f;
  if (tag === 0x1f) {
    tag = 0;
    for (let count = 0; ; count++) {
      const byte = bytes[at++];
      if (byte === undefined) return null;
      if (count === 3) throw new Z3950Trouble('z3950.not_ber', 'tag');
      tag = (tag << 7) | (byte & 0x7f);
      if (byte < 0x80) break;
    }
  }
  const length = lengthAt(bytes, at);
  if (!length) return null;
  const constructed = (first & 0x20) !== 0;
  if (length.value < 0 && !constructed) throw new Z3950Trouble('z3950.not_ber', 'length');
  return { name: `${CLASSES[first >> 6]}${tag}`, constructed, length: length.value, at: length.at };
}

function lengthAt(bytes: Buffer, at: number): { value: number; at: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { value: first, at: at + 1 };
  const count = first & 0x7f;
  if (count === 0) return { value: -1, at: at + 1 };
  if (count > 4) throw new Z3950Trouble('z3950.not_ber', 'length');
  if (bytes.length < at + 1 + count) return null;
  return { value: bytes.readUIntBE(at + 1, count), at: at + 1 + count };
}

const isEnd = (bytes: Buffer, at: number): boolean => bytes[at] === 0 && bytes[at + 1] === 0;

/** The element at this place and where the next begins. Lengths that reach beyond the bytes are refused. */
export function elementAt(bytes: Buffer, start: number, depth = 0): { element: Element; next: number } {
  if (depth > MAX_DEPTH) throw new Z3950Trouble('z3950.too_deep');
  const header = headerAt(bytes, start);
  if (!header) throw new Z3950Trouble('z3950.not_ber', 'cut');
  const { name, constructed, length, at } = header;
  const end = length < 0 ? endOf(bytes, at, depth) : at + length;
  if (end > bytes.length) throw new Z3950Trouble('z3950.not_ber', 'length');
  const element = { name, constructed, content: bytes.subarray(at, end) };
  return { element, next: length < 0 ? end + 2 : end };
}

function endOf(bytes: Buffer, from: number, depth: number): number {
  let at = from;
  for (let count = 0; !isEnd(bytes, at); count++) {
    if (count > MAX_CHILDREN) throw new Z3950Trouble('z3950.too_large');
    at = elementAt(bytes, at, depth + 1).next;
  }
  return at;
}

/** What is in a constructed element, in order. */
export function childrenOf({ constructed, content }: Element): Element[] {
  if (!constructed) throw new Z3950Trouble('z3950.not_ber', 'not constructed');
  const children: Element[] = [];
  for (let at = 0; at < content.length; ) {
    if (children.length >= MAX_CHILDREN) throw new Z3950Trouble('z3950.too_large');
    const { element, next } = elementAt(content, at);
    children.push(element);
    at = next;
  }
  return children;
}

/** Of texts and octets, which may come in pieces. */
export function octetsOf(element: Element, depth = 0): Buffer {
  if (!element.constructed) return element.content;
  if (depth > 4) throw new Z3950Trouble('z3950.too_deep');
  return Buffer.concat(childrenOf(element).map((piece) => octetsOf(piece, depth + 1)));
}

export function integerOf({ content }: Element): number {
  if (content.length === 0 || content.length > 6) throw new Z3950Trouble('z3950.bad_number');
  return content.readIntBE(0, content.length);
}

export const booleanOf = ({ content }: Element): boolean => content.some((byte) => byte !== 0);

/** '1.2.840.10003.5.10' */
export function oidOf({ content }: Element): string {
  if (content.length === 0 || content.length > 32) throw new Z3950Trouble('z3950.bad_number');
  const parts: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(value)) throw new Z3950Trouble('z3950.bad_number');
    if (byte >= 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const first = Math.min(2, Math.floor((parts[0] ?? 0) / 40));
  return [first, (parts[0] ?? 0) - first * 40, ...parts.slice(1)].join('.');
}
