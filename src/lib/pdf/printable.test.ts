import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from './printable.ts';

describe('printable', () => {
  it.each([
    ['Muḥammad al-Ġazālī', 'Muhammad al-Gazali'],
    ['“Émile” — 5 € × 3…', '“Émile” — 5 € × 3…'],
    ['Łódź', 'Lódz'],
    ['القرآن', '??????'],
    ['a\tb\u00a0c\u200bd\r\ne', 'a b cd\ne'],
    ['ﬁksi ２', 'fiksi 2'],
  ])('prints %j as %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('gives letters the fonts have, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = [...printable(text)].map((letter) => letter.codePointAt(0) ?? 0);
        expect(
          bytes.every((code) => code === 10 || (code >= 0x20 && code !== 0x7f && (code < 0x80 || code > 0x9f))),
        ).toBe(true);
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});
