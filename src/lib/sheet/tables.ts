import type { Zip } from '../zip/open.ts';
import { SheetError } from './error.ts';
import { whole } from './parts.ts';

const MAX_TEXTS = 2_000_000;
const MAX_CHARACTERS = 64 * 1024 * 1024;

/** The texts that cells speak of by number; bounded, for they are kept in memory. Phonetic readings are left out. */
export async function textsOf(zip: Zip, name: string | null): Promise<string[]> {
  const texts: string[] = [];
  let characters = 0;
  let text: string | null = null;
  let isText = false;
  let phonetic = 0;
  if (name === null) return texts;
  await whole(zip, name, {
    open(tag) {
      if (tag === 'si') text = '';
      if (tag === 'rPh') phonetic += 1;
      isText = tag === 't' && phonetic === 0;
    },
    text(more) {
      if (!isText || text === null) return;
      characters += more.length;
      if (characters > MAX_CHARACTERS) throw new SheetError('sheet.too_many_texts');
      text += more;
    },
    close(tag) {
      if (tag === 't') isText = false;
      if (tag === 'rPh') phonetic -= 1;
      if (tag !== 'si') return;
      if (texts.length >= MAX_TEXTS) throw new SheetError('sheet.too_many_texts');
      texts.push(text ?? '');
      text = null;
    },
  });
  return texts;
}

const isDateFormat = (code: string): boolean => /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, ''));
/** Formats every workbook knows without saying them. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);
const MAX_STYLES = 100_000;

/** Numbers of the cell styles that show a number as a date. */
export async function dateStyles(zip: Zip, name: string | null): Promise<ReadonlySet<number>> {
  const formats = new Map<number, string>();
  const dates = new Set<number>();
  let isCell = false;
  let style = 0;
  if (name === null) return dates;
  await whole(zip, name, {
    open(tag, attributes) {
      if (tag === 'numFmt' && formats.size < MAX_STYLES)
        formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (tag === 'cellXfs') isCell = true;
      if (tag !== 'xf' || !isCell || style >= MAX_STYLES) return;
      const format = Number(attributes.numFmtId ?? 0);
      if (BUILT_IN_DATES.has(format) || isDateFormat(formats.get(format) ?? '')) dates.add(style);
      style += 1;
    },
    close(tag) {
      if (tag === 'cellXfs') isCell = false;
    },
  });
  return dates;
}
