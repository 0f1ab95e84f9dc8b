import { describe, expect, it } from 'vitest';
import { decodeMarc8 } from './decode.ts';
import { encodeMarc8 } from './encode.ts';
import { tables } from './tables.ts';

const decode = (bytes: string) => decodeMarc8(bytes).text;

describe('MARC-8', () => {
  it.each([
    ['Pram\xeaudya', 'Pramu\u030adya', 'a mark stands before its letter'],
    ['\xe2\xe8a', 'a\u0301\u0308', 'several marks keep their order'],
    ['\xebt\xecs', 't\u0361s', 'a ligature over two letters is one mark'],
    ['\xfan\xfbg', 'n\u0360g', 'so is a double tilde'],
    ['\xb5\xa5\xc7', '\u00e6\u00c6\u00df', 'letters of Latin languages'],
    ['H\x1bb2\x1bsO', 'H\u2082O', 'subscripts'],
    ['x\x1bp2\x1bs', 'x\u00b2', 'superscripts'],
    ['\x1bga\x1bs-', '\u03b1-', 'the three Greek symbols'],
    ['\x1b(NB\x1b(B', '\u0431', 'Cyrillic'],
    ['\x1b)QDa\x1b)!E', 'Da', 'a set for the upper half leaves the lower half alone'],
    ['\x1b)Q\xc0\x1b)!E', '\u0491', 'extended Cyrillic'],
    ['\x1b(2`a\x1b(B', '\u05d0\u05d1', 'Hebrew'],
    ['\x1b(3G\x1b(B', '\u0627', 'Arabic'],
    ['\x1b)4\xa2\x1b)!E', '\u0672', 'extended Arabic'],
    ['\x1b(Sa\x1b(B', '\u03b1', 'Greek'],
    ['\x1b$1!0!\x1b(B', '\u4e00', 'Chinese, Japanese, Korean'],
    ['\x1b$1oH`\x1b(B', '\uac01', 'Hangul'],
    ['a &#x4E00; b', 'a \u4e00 b', 'a character by its number'],
    ['\x88The\x89 end', '\u0098The\u009c end', 'marks around what sorting passes over'],
  ])('%j is %j: %s', (bytes, text) => {
    expect(decodeMarc8(bytes)).toEqual({ text, bad: 0 });
  });

  it.each([
    ['caf\u00e9', 'caf\xe2e', 'a composed letter is taken apart'],
    ['\u1edb', '\xe2\xbc', 'but for its horn, which belongs to the letter'],
    ['t\u0361s', '\xebt\xecs', 'a ligature is two halves'],
    ['\u4e00 \u4e01', '\x1b$1!0!\x1b(B \x1b$1!0"\x1b(B', 'spaces are of no other set'],
    ['\u0431\u0490.', '\x1b(NB\x1b)Q\xe0\x1b(B.\x1b)!E', 'both halves are left as they were found'],
    ['\u{1f600}\u0e01', '&#x1F600;&#x0E01;', 'what has no code is told by its number'],
    ['\x1b(N', '&#x001B;(N', 'no escape sequence comes from a text'],
  ])('%j is written %j: %s', (text, bytes) => {
    expect(encodeMarc8(text)).toBe(bytes);
    if (!text.includes('\x1b')) expect(decode(bytes).normalize('NFC')).toBe(text.normalize('NFC'));
  });

  it('has every code of the tables, and reads what it wrote of each', () => {
    let seen = 0;
    for (const set of tables().sets.values()) {
      for (const [code, char] of set.chars) {
        if (char.charCodeAt(0) <= 0x20 || set.secondHalves.has(code)) continue;
        seen += 1;
        const text = set.marks.has(code) ? `a${char}` : char;
        const written = encodeMarc8(text);
        expect(decodeMarc8(written), `set ${set.final.toString(16)} code ${code.toString(16)}`).toEqual({
          text,
          bad: 0,
        });
        expect(written).not.toContain('&#x');
      }
    }
    expect(seen).toBe(16_391);
  });

  it('counts what means nothing, and goes on', () => {
    expect(decodeMarc8('a\x81b\xd5c')).toEqual({ text: 'a\ufffdb\ufffdc', bad: 2 });
    expect(decodeMarc8('a\xe2')).toEqual({ text: 'a\u0301', bad: 1 });
    expect(decodeMarc8('\x1b%Gx')).toEqual({ text: '\ufffd%Gx', bad: 1 });
    expect(decodeMarc8('\x1b$1~~~\x1b(Bx')).toEqual({ text: '\ufffdx', bad: 1 });
    expect(decodeMarc8('\x1b$1!0')).toEqual({ text: '\ufffd\ufffd', bad: 2 });
  });

  it('takes no plain text or half a surrogate for a character reference', () => {
    expect(decode('&#x0041;&#xD800;&#xZZZZ;&#x110000;')).toBe('&#x0041;&#xD800;&#xZZZZ;&#x110000;');
  });
});
