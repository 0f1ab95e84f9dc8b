import { FIELD_END, SUBFIELD } from './iso2709/marks.ts';
import { Iso2709Reader } from './iso2709/read.ts';
import { MarcJsonReader } from './json/read.ts';
import type { MarcFormat, MarcReader, ReaderOptions } from './reader.ts';
import { sniffEncoding, type TextEncoding } from './text.ts';
import { MarcXmlReader } from './xml/read.ts';

export interface Sniffed {
  readonly format: MarcFormat;
  readonly encoding: TextEncoding;
  readonly mark: number;
}

/** So many bytes are enough to tell. */
export const SNIFFED_BYTES = 512;

/** What kind of MARC file begins so, or null. An extension says less than the first character. */
export function sniffMarc(head: Buffer): Sniffed | null {
  const { encoding, mark } = sniffEncoding(head);
  const text =
    encoding === 'utf-8'
      ? head.toString('latin1', mark, SNIFFED_BYTES)
      : new TextDecoder(encoding).decode(head.subarray(mark));
  const first = /[^\s\0]/.exec(text)?.[0];
  if (first === '<') {
    const named = encoding === 'utf-8' ? declared(text) : encoding;
    return named ? { format: 'marcxml', encoding: named, mark } : null;
  }
  if (first === '{' || first === '[') return { format: 'json', encoding, mark };
  // A first record may be damaged: the marks between fields and subfields tell, too.
  const isMarked = head.includes(FIELD_END) && head.includes(SUBFIELD);
  const isIso = first !== undefined && (/\d/.test(first) || isMarked || /^\s*.{10}22/.test(text));
  return isIso && !encoding.startsWith('utf-16') ? { format: 'iso2709', encoding, mark: 0 } : null;
}

export function marcReader({ format, encoding, mark }: Sniffed, options: ReaderOptions = {}): MarcReader {
  if (format === 'iso2709') return new Iso2709Reader(options);
  const text = { ...options, encoding, mark };
  return format === 'json' ? new MarcJsonReader(text) : new MarcXmlReader(text);
}

const ENCODINGS: Readonly<Record<string, TextEncoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
};

/** What the XML declaration names, or undefined for what we do not read. */
function declared(head: string): TextEncoding | undefined {
  const name = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
  return name === undefined ? 'utf-8' : ENCODINGS[name.toLowerCase()];
}
