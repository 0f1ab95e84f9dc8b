import type { MarcLimits } from './limits.ts';
import type { MarcProblem, Refusal } from './problem.ts';
import type { MarcRejected, ReaderOptions } from './reader.ts';
import type { TextEncoding, TextSource } from './text.ts';

export interface TextOptions extends ReaderOptions {
  readonly encoding?: TextEncoding;
  /** Length of the byte order mark, which was taken off. */
  readonly mark?: number;
}

/** The part of a text file that is held: from the record that is being read on. Places are counted in characters of the file. */
export class TextWindow {
  text = '';
  start = 0;
  /** The start in bytes. */
  offset: number;
  /** Of all records of the file. */
  index: number;
  readonly source: TextSource;

  constructor(source: TextSource, { from, mark = 0 }: TextOptions) {
    this.source = source;
    this.offset = from?.offset ?? mark;
    this.index = from?.index ?? 0;
  }

  get end(): number {
    return this.start + this.text.length;
  }

  slice(from: number, to: number): string {
    return this.text.slice(from - this.start, to - this.start);
  }

  find(pattern: RegExp): number {
    pattern.lastIndex = 0;
    const match = pattern.exec(this.text);
    return match ? match.index + this.start : -1;
  }

  lastBefore(mark: string, before: number): number {
    return Math.max(0, this.text.lastIndexOf(mark, before - this.start)) + this.start;
  }

  /** Here, or behind the character that would be cut in two here. */
  whole(to: number): number {
    const code = this.text.charCodeAt(to - this.start);
    return to > this.start && code >= 0xdc00 && code <= 0xdfff ? to + 1 : to;
  }

  forget(to: number): void {
    const count = to - this.start;
    if (count <= 0) return;
    this.offset += this.source.lengthOf(this.text.slice(0, count));
    this.text = this.text.slice(count);
    this.start = to;
  }

  /** The record between here and there; it and what is before it are forgotten. */
  take(from: number, to: number): { index: number; offset: number; bytes: number; raw: Buffer } {
    this.forget(from);
    const { offset } = this;
    const raw = this.source.bytesOf(this.slice(from, to));
    this.forget(to);
    return { index: this.index++, offset, bytes: raw.length, raw };
  }
}

/** What is passed over between something that cannot be read and the next beginning of a record. */
export class Lost {
  readonly #problem: MarcProblem<Refusal>;
  readonly #limits: MarcLimits;
  readonly #offset: number;
  readonly #raw: Buffer[] = [];
  #kept = 0;
  #bytes = 0;

  constructor(window: TextWindow, problem: MarcProblem<Refusal>, limits: MarcLimits) {
    this.#problem = problem;
    this.#limits = limits;
    this.#offset = window.offset;
  }

  /** Passes over the held text up to here. */
  pass(window: TextWindow, end: number): void {
    const before = window.offset;
    const to = window.whole(end);
    const room = this.#limits.maxRejectBytes - this.#kept;
    if (room > 0) {
      const text = window.slice(window.start, window.whole(Math.min(to, window.start + room)));
      const raw = window.source.bytesOf(text).subarray(0, room);
      this.#raw.push(raw);
      this.#kept += raw.length;
    }
    window.forget(to);
    this.#bytes += window.offset - before;
  }

  get text(): string {
    return Buffer.concat(this.#raw).toString('latin1');
  }

  rejected(window: TextWindow): MarcRejected {
    const raw = Buffer.concat(this.#raw);
    return { ok: false, index: window.index++, offset: this.#offset, bytes: this.#bytes, raw, problem: this.#problem };
  }
}
