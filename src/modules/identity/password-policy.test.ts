import { describe, expect, it } from 'vitest';
import { isPin, isStrong, newPin } from './password-policy.ts';

describe('a password', () => {
  it.each([
    'kuda-lumping-hijau',
    'rak7-tangga-biru',
    'correct horse battery',
    'サクラサクラ桜の木の下',
    'Xk4!pw9-zQ2m',
  ])('is accepted: %s', (password) => expect(isStrong(password)).toBe(true));

  it.each([
    ['pendek-9c', 'shorter than ten characters'],
    ['１２３４５６７８９０', 'digits in another width'],
    ['Password2024!', 'a common word with a year'],
    ['P@ssw0rd12345', 'a common word in disguise'],
    ['perpustakaan', 'the library itself'],
    ['Perpustakaan_2026', 'the library with a year'],
    ['adminadmin', 'a common word twice'],
    ['1234567890', 'counting'],
    ['abcdefghijklm', 'the alphabet'],
    ['aaaaaaaaaaaa', 'one letter'],
    ['12121212121212', 'two digits'],
    ['qwertyuiop123', 'a row of keys'],
  ])('is refused: %s (%s)', (password) => expect(isStrong(password)).toBe(false));

  it('is not made of the name or address of its account', () => {
    expect(isStrong('budisantoso99', ['Budi Santoso', null])).toBe(false);
    expect(isStrong('kepala.sma1-2026', ['kepala.sma@sekolah.id'])).toBe(false);
    expect(isStrong('budisantoso99')).toBe(true);
  });

  it('is a PIN only when six digits make no pattern', () => {
    expect(isPin('503917')).toBe(true);
    for (const pin of ['123456', '000000', '654321', '12345', '1234567', 'abcdef']) expect(isPin(pin)).toBe(false);
    const pins = Array.from({ length: 200 }, newPin);
    expect(pins.every(isPin)).toBe(true);
    expect(new Set(pins).size).toBeGreaterThan(150);
  });
});
