import { MARC_LIMITS, type MarcLimits } from '../limits.ts';
import { Repairs } from '../problem.ts';
import type { MarcRead, MarcReader } from '../reader.ts';
import { textSource } from '../text.ts';
import { Trouble } from '../trouble.ts';
import { Lost, type TextOptions, TextWindow } from '../window.ts';
import { recordOf } from './shape.ts';

const BEGINNING = /\{\s{0,40}"(?:leader|fields)"\s{0,9}:/g;
const NESTED = new RegExp(BEGINNING, 'y');
const BETWEEN = /(?:[\s,[\]]|\{\s{0,40}"(?:collection|records?)"\s{0,9}:)*/y;
const ONLY_ENDS = /^[\s,\]}]*$/;
const OUTSIDE = /["{}[\]]/g;
const INSIDE = /["\\\n]/g;
const MAX_DEPTH = 16;
const CUT = 64;
const SECOND_LOOKS = 8;

/** MARC-in-JSON: an array of records, or one after the other (one a line). What cannot be read is passed over alone. */
export class MarcJsonReader implements MarcReader {
  readonly #limits: MarcLimits;
  readonly #window: TextWindow;
  /** Beginning of the record that is being read, and how far it was looked at. */
  #start: number | undefined;
  #at = 0;
  #depth = 0;
  #isString = false;
  #lost: Lost | undefined;
  #wasted = 0;
  #isLast = false;
  #out: MarcRead[] = [];

  constructor(options: TextOptions = {}) {
    this.#limits = { ...MARC_LIMITS, ...options.limits };
    this.#window = new TextWindow(textSource(options.encoding ?? 'utf-8'), options);
  }

  push(chunk: Uint8Array): MarcRead[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#window.text += this.#window.source.push(bytes);
    this.#read();
    return this.#taken();
  }

  end(): MarcRead[] {
    this.#window.text += this.#window.source.end();
    this.#isLast = true;
    this.#read();
    while (this.#start !== undefined) {
      this.#lose(new Trouble('marc.truncated'));
      this.#read();
    }
    this.#lost?.pass(this.#window, this.#window.end);
    this.#endLost();
    return this.#taken();
  }

  #taken(): MarcRead[] {
    const read = this.#out;
    this.#out = [];
    return read;
  }

  #read(): void {
    while (this.#step());
  }

  /** False when more of the file is needed. */
  #step(): boolean {
    try {
      if (this.#lost) return this.#seek();
      if (this.#start === undefined) return this.#begin();
      if (this.#scan()) return this.#finish(this.#start, this.#at, undefined);
      if (this.#window.end - this.#start > this.#limits.maxRecordBytes) throw new Trouble('marc.too_large');
      return false;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.#lose(error);
      return true;
    }
  }

  #seek(): boolean {
    const at = this.#window.find(BEGINNING);
    this.#lost?.pass(this.#window, at < 0 ? Math.max(this.#window.start, this.#window.end - CUT) : at);
    if (at >= 0) this.#endLost();
    return at >= 0;
  }

  #begin(): boolean {
    const window = this.#window;
    BETWEEN.lastIndex = 0;
    const between = BETWEEN.exec(window.text)?.[0].length ?? 0;
    window.forget(window.start + between);
    if (window.text === '') return false;
    [this.#start, this.#at, this.#depth, this.#isString] = [window.start, window.start, 0, false];
    if (window.text[0] !== '{') throw new Trouble('marc.bad_json');
    this.#takeLine();
    return true;
  }

  /** Most files have one record a line: then nothing needs to be looked at twice. */
  #takeLine(): void {
    const { text, start } = this.#window;
    const end = text.indexOf('\n');
    const line = (end < 0 ? '' : text.slice(0, end)).replace(/[\s,\]]+$/, '');
    if (line.length > this.#limits.maxRecordBytes || !line.includes('"fields"')) return;
    try {
      const value: unknown = JSON.parse(this.#window.source.shown(line));
      this.#finish(start, start + line.length, value);
    } catch (error) {
      // What is wrong is told by the slow way, the same whatever the chunks.
      if (!(error instanceof Trouble || error instanceof SyntaxError)) throw error;
    }
  }

  /** True at the bracket that closes the record. */
  #scan(): boolean {
    const { text, start } = this.#window;
    for (;;) {
      const pattern = this.#isString ? INSIDE : OUTSIDE;
      pattern.lastIndex = this.#at - start;
      const match = pattern.exec(text);
      if (!match) {
        this.#at = start + text.length;
        return false;
      }
      const isKnown = match.index + CUT < text.length || this.#isLast;
      if ((match[0] === '{' || match[0] === '\\') && !isKnown) {
        this.#at = start + match.index;
        return false;
      }
      this.#at = start + match.index + (match[0] === '\\' ? 2 : 1);
      if (this.#isString) this.#inside(match[0]);
      else if (this.#outside(match[0], match.index)) return true;
    }
  }

  #inside(char: string): void {
    if (char === '\n') throw new Trouble('marc.bad_json');
    if (char === '"') this.#isString = false;
  }

  #outside(char: string, at: number): boolean {
    if (char === '"') this.#isString = true;
    else if (char === '{' || char === '[') {
      NESTED.lastIndex = at;
      if (this.#depth > 0 && NESTED.test(this.#window.text)) throw new Trouble('marc.bad_json');
      this.#depth += 1;
      if (this.#depth > MAX_DEPTH) throw new Trouble('marc.too_deep');
    } else this.#depth -= 1;
    return this.#depth === 0;
  }

  #finish(start: number, end: number, value: unknown): true {
    const window = this.#window;
    if (end - start > this.#limits.maxRecordBytes) throw new Trouble('marc.too_large');
    const repairs = new Repairs();
    const text = window.slice(start, end);
    const shown = window.source.shown(text);
    if (shown.includes('\ufffd')) repairs.add('marc.bad_bytes');
    const record = recordOf(value ?? parsed(shown), this.#limits, repairs);
    const place = window.take(start, end);
    this.#out.push({ ok: true, ...place, record, encoding: 'utf-8', problems: repairs.list });
    this.#start = undefined;
    this.#wasted = 0;
    return true;
  }

  /** The search for the next record goes on inside what cannot be read: a lost quotation mark swallows many. */
  #lose({ problem }: Trouble): void {
    const window = this.#window;
    this.#lost = new Lost(window, problem, this.#limits);
    this.#wasted += this.#at - window.start;
    const isEnough = this.#wasted > SECOND_LOOKS * this.#limits.maxRecordBytes;
    this.#lost.pass(window, isEnough ? this.#at : Math.min(window.start + 1, window.end));
    this.#start = undefined;
  }

  #endLost(): void {
    if (this.#lost && !ONLY_ENDS.test(this.#lost.text)) this.#out.push(this.#lost.rejected(this.#window));
    this.#lost = undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Trouble('marc.bad_json');
  }
}
