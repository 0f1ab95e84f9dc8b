import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BarcodeFormat, barcodeOf, isMisread, numberIn } from './format.ts';

const plain: BarcodeFormat = { prefix: 'B', digits: 6, check: 'NONE' };
const luhn: BarcodeFormat = { ...plain, check: 'MOD10' };
const eleven: BarcodeFormat = { ...plain, check: 'MOD11' };

describe('a barcode', () => {
  it('is made of prefix, number and check digit', () => {
    expect(barcodeOf(plain, 42)).toBe('B000042');
    expect(barcodeOf(luhn, 42)).toBe('B0000422');
    expect(barcodeOf(luhn, 12_345_678)).toMatch(/^B12345678\d$/);
    expect(numberIn(luhn, 'b0000422')).toBe(42);
    expect(numberIn(luhn, 'B0000423')).toBeNull();
    expect(numberIn(plain, 'X000042')).toBeNull();
  });

  it.each([luhn, eleven])(
    'is never called misread when it is right, and always when one digit is wrong: $check',
    (format) => {
      fc.assert(
        fc.property(fc.nat(9_999_999), fc.nat(), fc.integer({ min: 1, max: 9 }), (n, place, by) => {
          const right = barcodeOf(format, n);
          const at = 1 + (place % (right.length - 2));
          const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1);
          return !isMisread(format, right) && !isMisread(format, right.toLowerCase()) && isMisread(format, wrong);
        }),
        { numRuns: 1000 },
      );
    },
  );

  it('leaves alone what is not of our form: old labels, ISBNs, other people’s numbers', () => {
    for (const text of ['B000042', 'INV/2019/17', '9786020332956', 'LIB001', '', 'B', 'BX000042'])
      expect(isMisread(luhn, text), text).toBe(false);
    expect(isMisread({ prefix: '', digits: 8, check: 'MOD10' }, '9786020332957')).toBe(false);
    expect(isMisread(plain, 'B0000429')).toBe(false);
  });
});
