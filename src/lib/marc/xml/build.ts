import { isCode } from '../characters.ts';
import type { MarcLimits } from '../limits.ts';
import { Repairs } from '../problem.ts';
import type { MarcField, MarcRecord, Subfield } from '../record.ts';
import { Trouble } from '../trouble.ts';

const TAG = /^[0-9A-Za-z]{3}$/;
const BLANK_LEADER = '     nam a22     uu 4500';

interface OpenField {
  tag: string;
  indicators: string;
  subfields: Subfield[];
}

/** One <record> from its elements, as the parser meets them. */
export class RecordBuilder {
  readonly repairs = new Repairs();
  #leader: string | undefined;
  readonly #fields: MarcField[] = [];
  #field: OpenField | undefined;
  /** What the text that comes belongs to. */
  #target: { kind: 'leader' | 'control' | 'subfield'; name: string } | undefined;
  #text = '';
  #depth = 0;
  /** Elements that MARCXML does not have are passed over with all that is in them. */
  #foreign = 0;
  #subfields = 0;
  readonly #limits: MarcLimits;

  constructor(limits: MarcLimits) {
    this.#limits = limits;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    this.#depth += 1;
    if (this.#target) throw new Trouble('marc.bad_xml', `<${name}> in <${this.#target.kind}>`);
    if (this.#foreign > 0) return;
    if (this.#field === undefined && this.#depth === 1) this.#openPart(name, attribute);
    else if (this.#field && this.#depth === 2 && name === 'subfield') this.#openSubfield(attribute('code') ?? '');
    else this.#foreign = this.#depth;
  }

  #openPart(name: string, attribute: (name: string) => string | undefined): void {
    const tag = attribute('tag') ?? '';
    if (name === 'leader') this.#expect('leader', '');
    else if (name === 'controlfield') this.#expect('control', validTag(tag));
    else if (name === 'datafield') {
      const indicators = [attribute('ind1'), attribute('ind2')].map((indicator) => validIndicator(tag, indicator));
      this.#field = { tag: validTag(tag), indicators: indicators.join(''), subfields: [] };
    } else this.#foreign = this.#depth;
  }

  #openSubfield(code: string): void {
    if (!isCode(code)) throw new Trouble('marc.bad_code', this.#field?.tag);
    this.#subfields += 1;
    if (this.#subfields > this.#limits.maxSubfields) throw new Trouble('marc.too_many_fields');
    this.#expect('subfield', code);
  }

  #expect(kind: 'leader' | 'control' | 'subfield', name: string): void {
    this.#target = { kind, name };
    this.#text = '';
  }

  text(text: string): void {
    if (this.#target) this.#text += text;
  }

  close(): void {
    if (this.#foreign === this.#depth) this.#foreign = 0;
    else if (this.#target) this.#closeText(this.#target);
    else if (this.#field && this.#depth === 1) {
      this.#push(this.#field);
      this.#field = undefined;
    }
    this.#depth -= 1;
  }

  #closeText({ kind, name }: { kind: string; name: string }): void {
    if (kind === 'leader') this.#leader = this.#text;
    else if (kind === 'control') this.#push({ tag: name, value: this.#text });
    else this.#field?.subfields.push({ code: name, value: this.#text });
    this.#target = undefined;
  }

  #push(field: MarcField): void {
    if (this.#fields.length >= this.#limits.maxFields) throw new Trouble('marc.too_many_fields');
    this.#fields.push(field);
  }

  done(): MarcRecord {
    if (this.#fields.length === 0) throw new Trouble('marc.no_fields');
    return { leader: leaderOf(this.#leader, this.repairs), fields: this.#fields };
  }
}

export function validTag(tag: string): string {
  if (!TAG.test(tag)) throw new Trouble('marc.bad_tag', tag);
  return tag;
}

function validIndicator(tag: string, indicator: string | undefined): string {
  if (indicator && !isCode(indicator)) throw new Trouble('marc.bad_indicator', tag);
  return indicator || ' ';
}

/** What others leave out or trim away is filled in with blanks, which say nothing. */
export function leaderOf(text: string | undefined, repairs: Repairs): string {
  const plain = (text ?? '').replace(/[^\x20-\x7e]/g, ' ');
  if (plain.length === 24 && plain === text) return plain;
  repairs.add('marc.leader_wrong');
  if (plain.trim() === '') return BLANK_LEADER;
  return (plain.length > 24 ? plain.trim() : plain).slice(0, 24).padEnd(24);
}
