import { MARC_LIMITS, type MarcLimits } from '../limits.ts';
import type { Refusal } from '../problem.ts';
import type { MarcRead, MarcReader, ReaderOptions } from '../reader.ts';
import { digits, LEADER, RECORD_END } from './marks.ts';
import { type Broken, looksLike, type Parsed, parseRecord } from './parse.ts';

const EMPTY: Buffer = Buffer.alloc(0);
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** NUL, tab, line ends, the end mark of old systems, a record end on its own. */
const PADDING: ReadonlySet<number> = new Set([0, 9, 10, 13, 0x1a, RECORD_END]);
const LONGEST_BY_LEADER = 99_999;

type Found = Parsed | Broken;
const isRead = (found: Found): found is Parsed => 'record' in found;
const TOO_LARGE: Broken = { broken: { code: 'marc.too_large' } };

const LIES: ReadonlySet<string> = new Set([
  'marc.length_wrong',
  'marc.base_wrong',
  'marc.directory_wrong',
  'marc.oversize',
]);
const isTrue = (found: Parsed): boolean => found.problems.every(({ code }) => !LIES.has(code));

/**
 * A file of ISO 2709 records. The end mark divides them, since lengths lie; where a record lost its end mark,
 * the next one is found inside it by its leader, whose length must reach exactly to the end mark.
 */
export class Iso2709Reader implements MarcReader {
  readonly #limits: MarcLimits;
  #held = EMPTY;
  #offset: number;
  #index: number;
  /** So much of what is held has no end mark in it. */
  #searched = 0;
  /** Of a record that grew too large: how much was dropped already, and its beginning. */
  #dropped = 0;
  #head = EMPTY;
  #out: MarcRead[] = [];

  constructor({ limits, from }: ReaderOptions = {}) {
    this.#limits = { ...MARC_LIMITS, ...limits };
    this.#offset = from?.offset ?? 0;
    this.#index = from?.index ?? 0;
  }

  push(chunk: Uint8Array): MarcRead[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    return this.#all(false);
  }

  end(): MarcRead[] {
    return this.#all(true);
  }

  #all(isLast: boolean): MarcRead[] {
    while (this.#take(isLast));
    const read = this.#out;
    this.#out = [];
    return read;
  }

  /** True when a record was taken off, false when more of the file is needed. */
  #take(isLast: boolean): boolean {
    if (this.#dropped === 0) {
      this.#skipPadding(isLast);
      const held = this.#held;
      if (held.length === 0 || (held.length < LEADER && !isLast)) return false;
      const length = digits(held, 0, 5);
      if (length > held.length && !isLast) return false;
      const isPlausible = length <= held.length && held[length - 1] === RECORD_END;
      const found = isPlausible ? parseRecord(held, 0, length, this.#limits) : TOO_LARGE;
      if (isRead(found) && isTrue(found)) return this.#accept(found, length);
    }
    return this.#takeToMark(isLast);
  }

  #takeToMark(isLast: boolean): boolean {
    const held = this.#held;
    const end = held.indexOf(RECORD_END, this.#searched);
    if (end >= 0) return this.#takeFrame(end + 1);
    this.#searched = held.length;
    if (isLast) return held.length + this.#dropped > 0 && this.#takeRest();
    if (held.length > this.#limits.maxRecordBytes) this.#drop();
    return false;
  }

  #takeFrame(end: number): true {
    const isTooLarge = this.#dropped > 0 || end > this.#limits.maxRecordBytes;
    const found = isTooLarge ? TOO_LARGE : parseRecord(this.#held, 0, end, this.#limits);
    if (isRead(found) && isTrue(found)) return this.#accept(found, end);
    const inner = innerRecord(this.#held, end);
    if (inner === end) return isRead(found) ? this.#accept(found, end) : this.#reject(found.broken.code, end);
    const isCut = isRead(found) || found.broken.code === 'marc.directory_broken';
    return this.#reject(isCut ? 'marc.truncated' : found.broken.code, inner);
  }

  #takeRest(): true {
    const start = this.#held.toString('latin1', 0, LEADER);
    const isCut = looksLike(start) || /^\d{1,5}$/.test(start);
    return this.#reject(isCut ? 'marc.truncated' : 'marc.not_a_record', this.#held.length);
  }

  #accept(found: Parsed, length: number): true {
    const raw = this.#held.subarray(0, length);
    this.#out.push({ ok: true, index: this.#index++, offset: this.#offset, bytes: length, raw, ...found });
    this.#forget(length);
    return true;
  }

  #reject(code: Refusal, length: number): true {
    const held = this.#held.subarray(0, length);
    const whole = this.#head.length < this.#dropped ? this.#head : Buffer.concat([this.#head, held]);
    const raw = Buffer.from(whole.subarray(0, this.#limits.maxRejectBytes));
    const place = { index: this.#index++, offset: this.#offset - this.#dropped, bytes: this.#dropped + length };
    this.#out.push({ ok: false, ...place, raw, problem: { code: this.#dropped > 0 ? 'marc.too_large' : code } });
    this.#forget(length);
    this.#dropped = 0;
    this.#head = EMPTY;
    return true;
  }

  #forget(count: number): void {
    this.#held = this.#held.subarray(count);
    this.#offset += count;
    this.#searched = 0;
  }

  // The tail stays: a whole record may end there.
  #drop(): void {
    const held = this.#held;
    const count = held.length - Math.min(LONGEST_BY_LEADER, this.#limits.maxRecordBytes);
    const room = this.#limits.maxRejectBytes - this.#head.length;
    if (this.#head.length === this.#dropped)
      this.#head = Buffer.concat([this.#head, held.subarray(0, Math.min(count, room))]);
    this.#dropped += count;
    this.#held = Buffer.from(held.subarray(count));
    this.#offset += count;
    this.#searched = this.#held.length;
  }

  #skipPadding(isLast: boolean): void {
    const held = this.#held;
    let at = this.#offset === 0 && held.subarray(0, 3).equals(BOM) ? 3 : 0;
    while (at < held.length && (PADDING.has(held[at] ?? 0) || isLooseSpace(held, at, isLast))) at++;
    if (at > 0) this.#forget(at);
  }
}

/** A space between records; a leader may begin with spaces too, where a system left the length to be filled in. */
function isLooseSpace(bytes: Buffer, at: number, isLast: boolean): boolean {
  if (bytes[at] !== 0x20 || (bytes.length - at < LEADER && !isLast)) return false;
  return !looksLike(bytes.toString('latin1', at, at + LEADER));
}

/** Where a record begins inside what is doubtful, and reaches to its end; the end itself when there is none. */
function innerRecord(bytes: Buffer, end: number): number {
  for (let at = Math.max(1, end - LONGEST_BY_LEADER); at < end - LEADER - 1; at++) {
    if (digits(bytes, at, 5) === end - at && looksLike(bytes.toString('latin1', at, at + LEADER))) return at;
  }
  return end;
}
