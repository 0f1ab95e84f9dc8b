import { elementAt, headerAt } from './ber.ts';
import { Z3950Trouble } from './trouble.ts';

const LONGEST_HEADER = 10;
/** So often an answer of unknown length is looked at again for its end. */
const MOST_LOOKS = 2_000;

/** Cuts what comes over the line into messages; nothing larger than `maxBytes` is ever held. */
export class MessageReader {
  readonly #maxBytes: number;
  #pieces: Buffer[] = [];
  #size = 0;
  #looks = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Messages that are whole now. */
  push(chunk: Buffer): Buffer[] {
    this.#pieces.push(chunk);
    this.#size += chunk.length;
    const whole: Buffer[] = [];
    for (let next = this.#take(); next; next = this.#take()) whole.push(next);
    return whole;
  }

  #take(): Buffer | null {
    if (this.#size === 0) return null;
    const head = this.#held(LONGEST_HEADER);
    const header = headerAt(head, 0);
    if (!header) return this.#size >= LONGEST_HEADER ? this.#refuse() : null;
    const length = header.length < 0 ? this.#indefinite() : header.at + header.length;
    if (length > this.#maxBytes || (length === 0 && this.#size > this.#maxBytes))
      throw new Z3950Trouble('z3950.too_large', `${Math.max(length, this.#size)} bytes`);
    if (length === 0 || length > this.#size) return null;
    return this.#cut(length);
  }

  /** The end of a message that did not say its length; 0 while it is not there. */
  #indefinite(): number {
    const last = this.#pieces.at(-1);
    // Such a message ends with its end mark, and we never ask for two at once.
    if (last?.at(-1) !== 0 || this.#size > this.#maxBytes) return 0;
    if (++this.#looks > MOST_LOOKS) throw new Z3950Trouble('z3950.too_large', 'too many pieces');
    try {
      return elementAt(this.#held(this.#size), 0).next;
    } catch (error) {
      if (error instanceof Z3950Trouble && error.code === 'z3950.not_ber') return 0;
      throw error;
    }
  }

  #refuse(): never {
    throw new Z3950Trouble('z3950.not_ber', 'header');
  }

  /** The first bytes in one piece, without joining everything for each chunk. */
  #held(size: number): Buffer {
    const [first] = this.#pieces;
    if (first && first.length >= Math.min(size, this.#size)) return first;
    const joined = Buffer.concat(this.#pieces);
    this.#pieces = [joined];
    return joined;
  }

  #cut(length: number): Buffer {
    const all = this.#held(length);
    this.#size -= length;
    this.#looks = 0;
    this.#pieces = [all.subarray(length), ...this.#pieces.slice(1)].filter((piece) => piece.length > 0);
    return all.subarray(0, length);
  }
}
