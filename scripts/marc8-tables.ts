import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Makes src/lib/marc/marc8/tables.txt from the Library of Congress's code tables:
//   node scripts/marc8-tables.ts codetables.xml
// The file is published at loc.gov/marc/specifications and lies in the source package of Debian's yaz (src/codetables.xml).

interface Code {
  code: number;
  /** Hex; '+' before a combining mark. Without one: the second half of a mark over two letters. */
  text: string;
}

const [source] = process.argv.slice(2);
if (!source) throw new Error('Which codetables.xml?');
const xml = readFileSync(source, 'utf8');

const inside = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(text)?.[1];

// G0 and G1 are two ways to reach one set: the tables give seven bits, but for the four controls of ANSEL.
const sevenBits = (code: number): number => (code >= 0xa0 && code <= 0xff ? code & 0x7f : code);

function codesOf(set: string): Code[] {
  return [...set.matchAll(/<code>([\s\S]*?)<\/code>/g)].map(([, body = '']) => {
    const mark = inside(body, 'isCombining') === 'true' ? '+' : '';
    const ucs = inside(body, 'ucs');
    const text = ucs ? mark + ucs : `${mark}${inside(body, 'alt')}~`;
    return { code: sevenBits(Number.parseInt(inside(body, 'marc') ?? '', 16)), text };
  });
}

function linesOf(codes: Code[]): string[] {
  const lines: string[] = [];
  let last = Number.NaN;
  for (const { code, text } of codes.sort((a, b) => a.code - b.code)) {
    if (code === last + 1) lines[lines.length - 1] += ` ${text}`;
    else lines.push(`${code.toString(16).toUpperCase()}: ${text}`);
    last = code;
  }
  return lines;
}

const alternatives = [...xml.matchAll(/<code>([\s\S]*?)<\/code>/g)].flatMap(([, body = '']) => {
  const utf8 = inside(body, 'altutf-8');
  const ucs = inside(body, 'ucs');
  const other = utf8 ? Buffer.from(utf8, 'hex').toString().codePointAt(0) : undefined;
  // The geta mark stands for whatever has no character: it leads back to nothing.
  return ucs && other && other !== 0x3013 ? [`${other.toString(16).toUpperCase()}=${ucs}`] : [];
});

const sets = [...xml.matchAll(/<characterSet\s([^>]*)>([\s\S]*?)<\/characterSet>/g)].flatMap(
  ([, head = '', body = '']) => {
    const name = /name="([^"]*)"/.exec(head)?.[1];
    const final = /ISOcode="([^"]*)"/.exec(head)?.[1];
    return ['', `set ${final} ${name}`, ...linesOf(codesOf(body))];
  },
);

const text = [
  '# MARC-8 code tables of the Library of Congress, made by scripts/marc8-tables.ts. Hexadecimal.',
  '# set FINAL NAME: final character of the escape sequence. Then runs of codes, the first named: Unicode, + combining,',
  '# ~ second half of a mark over two letters (nothing where the first half was seen). other: OTHER=USUAL, read when writing.',
  '',
  `other ${alternatives.join(' ')}`,
  ...sets,
  '',
].join('\n');
writeFileSync(join(import.meta.dirname, '..', 'src', 'lib', 'marc', 'marc8', 'tables.txt'), text);
