import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf } from './check-digit.ts';

const digits = fc.stringMatching(/^\d{1,12}$/);

describe('a check digit', () => {
  it('is Luhn’s, and that of an ISBN-10', () => {
    expect(checkDigitOf('7992739871', 'MOD10')).toBe('3');
    expect(checkDigitOf('030640615', 'MOD11')).toBe('2');
    expect(checkDigitOf('097522980', 'MOD11')).toBe('X');
    expect(checkDigitOf('123', 'NONE')).toBe('');
  });

  it.each(['MOD10', 'MOD11'] as const)('%s knows every single digit that was misread', (kind) => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, by) => {
        const at = place % text.length;
        const other = text.slice(0, at) + ((Number(text[at]) + by) % 10) + text.slice(at + 1);
        return checkDigitOf(text, kind) !== checkDigitOf(other, kind);
      }),
      { numRuns: 2000 },
    );
  });

  it('by modulus 11 knows two neighbours that changed places', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{2,9}$/), fc.nat(), (text, place) => {
        const at = place % (text.length - 1);
        const swapped = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
        return swapped === text || checkDigitOf(text, 'MOD11') !== checkDigitOf(swapped, 'MOD11');
      }),
    );
  });
});
