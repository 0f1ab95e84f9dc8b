import { CONTROLS, isCode, MARKS } from '../characters.ts';
import type { MarcLimits } from '../limits.ts';
import type { Repairs } from '../problem.ts';
import { isControlTag, type MarcField, type MarcRecord, type Subfield } from '../record.ts';
import { Trouble } from '../trouble.ts';
import { leaderOf, validTag } from '../xml/build.ts';

type Objects = Record<string, unknown>;

const isObject = (value: unknown): value is Objects =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** MARC-in-JSON as a record; nothing of the object is taken over unlooked. */
export function recordOf(value: unknown, limits: MarcLimits, repairs: Repairs): MarcRecord {
  if (!isObject(value)) throw new Trouble('marc.bad_shape', 'no object');
  const { leader, fields } = value;
  if (leader !== undefined && typeof leader !== 'string') throw new Trouble('marc.bad_shape', 'leader');
  if (!Array.isArray(fields)) throw new Trouble('marc.bad_shape', 'fields');
  if (fields.length === 0) throw new Trouble('marc.no_fields');
  if (fields.length > limits.maxFields) throw new Trouble('marc.too_many_fields');
  let subfields = 0;
  const made = fields.map((field: unknown) => {
    const one = fieldOf(field, repairs);
    subfields += 'subfields' in one ? one.subfields.length : 0;
    if (subfields > limits.maxSubfields) throw new Trouble('marc.too_many_fields');
    return one;
  });
  return { leader: leaderOf(leader, repairs), fields: made };
}

function fieldOf(value: unknown, repairs: Repairs): MarcField {
  const [key, content] = onlyEntry(value, 'field');
  const tag = validTag(key);
  if (typeof content === 'string') return { tag, value: textOf(content, tag, repairs) };
  if (!isObject(content)) throw new Trouble('marc.bad_shape', tag);
  if (!Array.isArray(content.subfields)) throw new Trouble('marc.bad_shape', `${tag} subfields`);
  const indicators = indicatorOf(content.ind1, tag) + indicatorOf(content.ind2, tag);
  if (content.subfields.length === 0 && isControlTag(tag)) throw new Trouble('marc.bad_shape', tag);
  return { tag, indicators, subfields: content.subfields.map((each: unknown) => subfieldOf(each, tag, repairs)) };
}

function subfieldOf(each: unknown, tag: string, repairs: Repairs): Subfield {
  const [code, value] = onlyEntry(each, `${tag} subfield`);
  if (!isCode(code)) throw new Trouble('marc.bad_code', tag);
  if (typeof value !== 'string') throw new Trouble('marc.bad_shape', `${tag} ${code}`);
  return { code, value: textOf(value, tag, repairs) };
}

function onlyEntry(value: unknown, what: string): [string, unknown] {
  const entries = isObject(value) ? Object.entries(value) : [];
  const [first] = entries;
  if (!first || entries.length > 1) throw new Trouble('marc.bad_shape', what);
  return first;
}

function indicatorOf(value: unknown, tag: string): string {
  if (value === undefined || value === null || value === '') return ' ';
  if (typeof value !== 'string' || !isCode(value)) throw new Trouble('marc.bad_indicator', tag);
  return value;
}

function textOf(text: string, tag: string, repairs: Repairs): string {
  if (text.includes('\0')) throw new Trouble('marc.nul');
  if (!text.isWellFormed()) throw new Trouble('marc.lone_surrogate', tag);
  if (!CONTROLS.test(text)) return text;
  repairs.add('marc.control_characters', tag);
  return text.replace(MARKS, ' ');
}
