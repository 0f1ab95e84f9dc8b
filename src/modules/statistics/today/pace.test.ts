import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restAfter } from './pace.ts';

const usual = { minMs: 2_000, bufferMs: 500 };
const rest = (ms: number, failures = 0, random = 0) => restAfter({ ms, failures }, usual, random);

describe('the pace of the fast loop', () => {
  it('keeps the least interval after a quick count, and the buffer after one that took longer', () => {
    expect(rest(10)).toBe(1_990);
    expect(restAfter({ ms: 40, failures: 0 }, { minMs: 200, bufferMs: 500 }, 0)).toBe(500);
  });

  it('rests nine times what a slow count took, so that it takes a tenth of the time', () => {
    expect(rest(1_000)).toBe(9_000);
    expect(rest(2_000)).toBe(18_000);
  });

  it('doubles with each failure, up to a minute', () => {
    expect([1, 2, 3].map((failures) => rest(0, failures))).toEqual([4_000, 8_000, 16_000]);
    expect(rest(0, 50)).toBe(60_000);
  });

  it('never rests less than asked, and at most a fifth more', () => {
    const any = fc.record({
      ms: fc.nat(20_000),
      failures: fc.nat(40),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(any, ({ ms, failures, random }) => {
        const least = rest(ms, failures);
        const jittered = rest(ms, failures, random);
        expect(jittered).toBeGreaterThanOrEqual(least);
        expect(jittered).toBeLessThanOrEqual(least * 1.2 + 0.001);
        expect(ms + jittered).toBeGreaterThanOrEqual(usual.minMs);
      }),
    );
  });
});
