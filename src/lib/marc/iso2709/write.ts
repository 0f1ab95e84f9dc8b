import { MARKS } from '../characters.ts';
import { isUnimarc } from '../flavour.ts';
import { encodeMarc8 } from '../marc8/encode.ts';
import { isControl, type MarcField, type MarcRecord } from '../record.ts';
import { ENTRY, LEADER } from './marks.ts';

export type WriteEncoding = 'utf-8' | 'marc-8';

const clean = (text: string): string => text.replace(MARKS, ' ');
const padded = (number: number, width: number): string =>
  number < 10 ** width ? String(number).padStart(width, '0') : '9'.repeat(width);

/**
 * A record as ISO 2709. What is longer than the format can tell gets nines for lengths, as other systems write it:
 * our reader goes by the end marks there.
 */
export function encodeIso2709(record: MarcRecord, encoding: WriteEncoding = 'utf-8'): Buffer {
  const coded = encoding === 'marc-8' ? (text: string) => encodeMarc8(clean(text)) : clean;
  const lengthOf = encoding === 'marc-8' ? (text: string) => text.length : Buffer.byteLength;
  let [directory, data, offset] = ['', '', 0];
  for (const field of record.fields) {
    const text = `${textOf(field, coded)}\x1e`;
    const length = lengthOf(text);
    directory += field.tag + padded(length, 4) + padded(offset, 5);
    data += text;
    offset += length;
  }
  const base = LEADER + record.fields.length * ENTRY + 1;
  const leader = leaderFor(record, encoding, base + offset + 1, base);
  return Buffer.from(`${leader}${directory}\x1e${data}\x1d`, encoding === 'marc-8' ? 'latin1' : 'utf8');
}

function textOf(field: MarcField, coded: (text: string) => string): string {
  if (isControl(field)) return coded(field.value);
  let text = field.indicators;
  for (const { code, value } of field.subfields) text += `\x1f${code}${coded(value)}`;
  return text;
}

function leaderFor(record: MarcRecord, encoding: WriteEncoding, length: number, base: number): string {
  const old = record.leader.padEnd(LEADER);
  const scheme = isUnimarc(record) ? old.slice(9, 10) : encoding === 'utf-8' ? 'a' : ' ';
  const map = old.slice(20, 22) === '45' ? old.slice(20, 24) : '4500';
  return `${padded(length, 5)}${old.slice(5, 9)}${scheme}22${padded(base, 5)}${old.slice(17, 20)}${map}`;
}
