import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIsbn } from './isbn.ts';

describe('parseIsbn', () => {
  it.each([
    ['9786028519939', '9786028519939', '978-602-8519-93-9'],
    ['978-602-8519-93-9', '9786028519939', '978-602-8519-93-9'],
    [' 978 602 8519 93 9 ', '9786028519939', '978-602-8519-93-9'],
    ['978‒602–8519—93‑9', '9786028519939', '978-602-8519-93-9'],
    ['602-8519-93-6', '9786028519939', '978-602-8519-93-9'],
    ['0-8044-2957-x', '9780804429573', '978-0-8044-2957-3'],
    ['080442957X', '9780804429573', '978-0-8044-2957-3'],
    ['979-10-90636-07-1', '9791090636071', '979-10-90636-07-1'],
    ['ISBN-13: 978-602-8519-93-9', '9786028519939', '978-602-8519-93-9'],
    ['9786028519939 (pbk.)', '9786028519939', '978-602-8519-93-9'],
  ])('reads %j', (text, isbn13, hyphenated) => {
    expect(parseIsbn(text)).toEqual({ isbn13, hyphenated });
  });

  it.each([
    '',
    '9786028519938',
    '602-8519-93-9',
    'X804429570',
    '08044X2957',
    '1234-5679',
    '2049-3630',
    '9772049363002',
    '97860285199390',
    '9786028519939 9780804429573',
    '٩٧٨٦٠٢٨٥١٩٩٣٩',
    'tanpa ISBN',
  ])('refuses %j', (text) => {
    expect(parseIsbn(text)).toBeNull();
  });

  it('accepts a right check digit of a range that is not in the table yet', () => {
    expect(parseIsbn('9789999999991')).toEqual({ isbn13: '9789999999991', hyphenated: '9789999999991' });
  });

  it('refuses every single wrong digit and never throws', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(9), (at, digit) => {
        const changed = [...'9786028519939'].with(at, String(digit)).join('');
        expect(parseIsbn(changed) === null).toBe(changed !== '9786028519939');
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseIsbn(text) === null));
  });
});
