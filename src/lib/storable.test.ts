import { describe, expect, it } from 'vitest';
import { unstorable } from './storable.ts';

describe('what the database can store', () => {
  it('passes plain data, dates and bytes', () => {
    expect(
      unstorable({ title: 'Bumi Manusia', pages: [1, null, true], at: new Date(), file: Buffer.from([0]) }),
    ).toBeNull();
  });

  it('names the field of a NUL, half a surrogate pair, and a bad key', () => {
    expect(unstorable({ a: { b: 'x\u0000' } })).toEqual({ field: 'a.b', deep: false });
    expect(unstorable({ list: ['ok', '\ud800'] })).toEqual({ field: 'list.1', deep: false });
    expect(unstorable({ a: { 'k\u0000': 1 } })).toEqual({ field: 'a', deep: false });
  });

  it('stops at 24 levels and 50,000 objects', () => {
    const deep = JSON.parse('['.repeat(30) + ']'.repeat(30));
    expect(unstorable(deep)?.deep).toBe(true);
    expect(unstorable(Array.from({ length: 50_001 }, () => ({})))?.deep).toBe(true);
  });
});
