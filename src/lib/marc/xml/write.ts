import { anyOf } from '../characters.ts';
import { isControl, type MarcField, type MarcRecord } from '../record.ts';

export const MARCXML_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n';
export const MARCXML_TAIL = '</collection>\n';

const SPECIAL = anyOf(
  [
    [0x00, 0x08],
    [0x0b, 0x1f],
    [0xfffe, 0xffff],
  ],
  'g',
  '&<>"',
);
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
// XML has no way at all to say the others.
const escaped = (text: string): string => text.toWellFormed().replace(SPECIAL, (char) => NAMED[char] ?? '\ufffd');
const inAttribute = (text: string): string => escaped(text).replace(/[\t\n]/g, (char) => `&#${char.charCodeAt(0)};`);

/** One record as an element of a MARCXML collection. */
export function encodeMarcXml({ leader, fields }: MarcRecord): string {
  let text = `<record>\n  <leader>${escaped(leader)}</leader>\n`;
  for (const field of fields) text += fieldOf(field);
  return `${text}</record>\n`;
}

function fieldOf(field: MarcField): string {
  if (isControl(field)) return `  <controlfield tag="${field.tag}">${escaped(field.value)}</controlfield>\n`;
  const [ind1 = ' ', ind2 = ' '] = field.indicators;
  let text = `  <datafield tag="${field.tag}" ind1="${inAttribute(ind1)}" ind2="${inAttribute(ind2)}">\n`;
  for (const { code, value } of field.subfields)
    text += `    <subfield code="${inAttribute(code)}">${escaped(value)}</subfield>\n`;
  return `${text}  </datafield>\n`;
}
