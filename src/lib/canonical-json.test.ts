import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, saltedDigest } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    const text =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(canonicalJson(value)).toBe(text);
  });

  it('sorts names by code unit, also inside', () => {
    const names = { '\ufb33': 7, '\ud83d\ude00': 6, '€': 5, ö: 4, '\u0080': 3, '1': 2, '\r': { b: 1, a: 0 } };
    expect(canonicalJson(names)).toBe('{"\\r":{"a":0,"b":1},"1":2,"\u0080":3,"ö":4,"€":5,"\ud83d\ude00":6,"\ufb33":7}');
  });

  it('knows dates, big integers and absent members', () => {
    const value = { at: new Date(0), amount: 12000n, gone: undefined, list: [undefined, -0] };
    expect(canonicalJson(value)).toBe('{"amount":12000,"at":"1970-01-01T00:00:00.000Z","list":[null,0]}');
  });

  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [2n ** 60n], [Symbol('x')], [() => 1], [new Map()]])(
    'refuses what JSON cannot hold, case %#',
    (value) => {
      expect(() => canonicalJson({ value: [value ?? (() => 1)] })).toThrow(TypeError);
    },
  );

  it('says the same after any trip through JSON, in any order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (members) => {
        expect(canonicalJson(Object.fromEntries(Object.entries(members).reverse()))).toBe(canonicalJson(members));
      }),
    );
  });
});

describe('saltedDigest', () => {
  const salt = Buffer.alloc(16, 1);

  it('is bound to salt and value', () => {
    expect(saltedDigest(salt, { a: 1, b: 2 }).toString('hex')).toBe(saltedDigest(salt, { b: 2, a: 1 }).toString('hex'));
    expect(saltedDigest(salt, { a: 1 }).equals(saltedDigest(salt, { a: 2 }))).toBe(false);
    expect(saltedDigest(salt, { a: 1 }).equals(saltedDigest(randomBytes(16), { a: 1 }))).toBe(false);
    expect(saltedDigest(salt, null)).toHaveLength(32);
  });

  it('refuses a salt too short to hide a name', () => {
    expect(() => saltedDigest(Buffer.alloc(8), 'Sari')).toThrow(RangeError);
  });
});
