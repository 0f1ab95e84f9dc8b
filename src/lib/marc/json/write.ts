import { anyOf } from '../characters.ts';
import { isControl, type MarcField, type MarcRecord } from '../record.ts';

const SPECIAL = anyOf(
  [
    [0x00, 0x1f],
    [0xd800, 0xdfff],
  ],
  '',
  '"\\\\',
);
/** Most texts need no escape: then looking is all there is to do. */
const quoted = (text: string): string => (SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`);

/** One record as MARC-in-JSON, on one line. */
export function encodeMarcJson({ leader, fields }: MarcRecord): string {
  return `{"leader":${quoted(leader)},"fields":[${fields.map(fieldOf).join(',')}]}`;
}

function fieldOf(field: MarcField): string {
  if (isControl(field)) return `{${quoted(field.tag)}:${quoted(field.value)}}`;
  const [ind1 = ' ', ind2 = ' '] = field.indicators;
  let subfields = '';
  for (const { code, value } of field.subfields)
    subfields += `${subfields === '' ? '' : ','}{${quoted(code)}:${quoted(value)}}`;
  return `{${quoted(field.tag)}:{"ind1":${quoted(ind1)},"ind2":${quoted(ind2)},"subfields":[${subfields}]}}`;
}
