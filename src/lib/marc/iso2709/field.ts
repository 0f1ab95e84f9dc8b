import type { ValueDecoder } from '../encoding.ts';
import type { Repairs } from '../problem.ts';
import { isControlTag, type MarcField, type Subfield } from '../record.ts';
import { SUBFIELD } from './marks.ts';

/** Fields of one record from their text, in which each value is still as the file has it. */
export class FieldParser {
  subfields = 0;
  readonly #decode: ValueDecoder | null;
  readonly #repairs: Repairs;

  constructor(decode: ValueDecoder | null, repairs: Repairs) {
    this.#decode = decode;
    this.#repairs = repairs;
  }

  parse(tag: string, text: string): MarcField {
    const first = text.indexOf(SUBFIELD);
    // By what it holds, not by its tag alone: danMARC has subfields in 001, others write FMT without any.
    if (first < 0 || (first !== 2 && isControlTag(tag))) {
      if (!isControlTag(tag)) this.#repairs.add('marc.no_subfields', tag);
      if (!isControlTag(tag) && /^[\d |#]{2}$/.test(text)) return { tag, indicators: text, subfields: [] };
      return { tag, value: this.#text(tag, text.replaceAll(SUBFIELD, ' ')) };
    }
    if (first !== 2) this.#repairs.add('marc.indicators_wrong', tag);
    const indicators = first === 2 ? text.slice(0, 2) : text.slice(0, first).slice(0, 2).padEnd(2);
    const subfields: Subfield[] = [];
    for (let at = first; at < text.length; ) {
      const next = text.indexOf(SUBFIELD, at + 1);
      const end = next < 0 ? text.length : next;
      if (end === at + 1) this.#repairs.add('marc.empty_subfield', tag);
      else subfields.push(this.#subfield(tag, text, at + 1, end));
      at = end;
    }
    this.subfields += subfields.length;
    return { tag, indicators, subfields };
  }

  #subfield(tag: string, text: string, start: number, end: number): Subfield {
    const wide = text.charCodeAt(start) >= 0xd800 && text.charCodeAt(start) < 0xdc00 ? 2 : 1;
    const code = text.slice(start, start + wide);
    return { code, value: this.#text(tag, text.slice(start + wide, end)) };
  }

  #text(tag: string, text: string): string {
    if (!this.#decode) return text;
    const { text: decoded, bad } = this.#decode(text);
    if (bad > 0) this.#repairs.add('marc.bad_bytes', tag);
    return decoded;
  }
}
