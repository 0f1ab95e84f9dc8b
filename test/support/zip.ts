import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipItem {
  name: string;
  body: Buffer | string;
  /** What the table of contents says instead of the truth. */
  size?: number;
  encrypted?: boolean;
}

interface Packed extends ZipItem {
  packed: Buffer;
  crc: number;
  real: number;
}

const numbers = (...parts: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    parts.map(([bytes, value]) => {
      const part = Buffer.alloc(bytes);
      part.writeUIntLE(value, 0, bytes);
      return part;
    }),
  );

const common = ({ name, crc, packed, real, size, encrypted }: Packed): Buffer =>
  numbers(
    [2, 20],
    [2, encrypted ? 1 : 0],
    [2, 8],
    [2, 0],
    [2, 0x21],
    [4, crc],
    [4, packed.length],
    [4, size ?? real],
    [2, Buffer.byteLength(name)],
    [2, 0],
  );

/** An archive as anybody may send one, lies included. `count` is what its end says of the number of entries. */
export function zipOf(items: readonly ZipItem[], count = items.length): Buffer {
  const parts: Buffer[] = [];
  const table: Buffer[] = [];
  let at = 0;
  for (const item of items) {
    const body = Buffer.from(item.body);
    const packed: Packed = { ...item, packed: deflateRawSync(body), crc: crc32(body), real: body.length };
    const name = Buffer.from(item.name);
    const local = Buffer.concat([numbers([4, 0x04034b50]), common(packed), name, packed.packed]);
    table.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, 20]),
        common(packed),
        numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
        name,
      ]),
    );
    parts.push(local);
    at += local.length;
  }
  const contents = Buffer.concat(table);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, contents.length], [4, at], [2, 0]);
  return Buffer.concat([...parts, contents, end]);
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? '');

const WORKBOOK = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
  <sheet name="Rahasia" sheetId="1" state="hidden" r:id="rId9"/><sheet name="Data" sheetId="2" r:id="rId1"/></sheets></workbook>`;
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="rId1" Type="${TYPE}/worksheet" Target="worksheets/sheet1.xml"/>
  <Relationship Id="rId2" Type="${TYPE}/sharedStrings" Target="sharedStrings.xml"/>
  <Relationship Id="rId3" Type="${TYPE}/styles" Target="styles.xml"/></Relationships>`;
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

export interface Workbook {
  /** What stands in <sheetData>. */
  rows: string;
  strings?: readonly string[];
  more?: readonly ZipItem[];
}

/** A workbook written by hand, so that it can say anything. */
export function workbook({ rows, strings = [], more = [] }: Workbook): Buffer {
  const table = strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('');
  return zipOf([
    { name: 'xl/workbook.xml', body: WORKBOOK },
    { name: 'xl/_rels/workbook.xml.rels', body: RELATIONS },
    { name: 'xl/styles.xml', body: STYLES },
    { name: 'xl/sharedStrings.xml', body: `<sst>${table}</sst>` },
    { name: 'xl/worksheets/sheet1.xml', body: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
    ...more,
  ]);
}

/** Rows of plain texts. */
export const sheetOf = (rows: readonly (readonly string[])[]): Buffer =>
  workbook({
    rows: rows
      .map(
        (cells, at) =>
          `<row r="${at + 1}">${cells.map((text) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`).join('')}</row>`,
      )
      .join(''),
  });
