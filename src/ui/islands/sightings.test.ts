import { describe, expect, it } from 'vitest';
import { Sightings } from './sightings.ts';

/** Looks as [milliseconds, code]; the codes that were taken. */
function taken(looks: readonly [number, string][]): string[] {
  const sightings = new Sightings();
  return looks.filter(([now, code]) => sightings.isReading(code, now)).map(([, code]) => code);
}

describe('what a camera sees', () => {
  it('is taken when it is seen twice: one look may be wrong', () => {
    expect(taken([[0, 'B1']])).toEqual([]);
    expect(
      taken([
        [0, 'B1'],
        [150, 'B1'],
      ]),
    ).toEqual(['B1']);
    expect(
      taken([
        [0, 'B1'],
        [150, 'B7'],
        [300, 'B1'],
      ]),
    ).toEqual([]);
    expect(
      taken([
        [0, 'B1'],
        [5_000, 'B1'],
      ]),
    ).toEqual([]);
  });

  it('is taken once while it lies there, however long', () => {
    expect(taken(Array.from({ length: 100 }, (_, n) => [n * 200, 'B1'] as [number, string]))).toEqual(['B1']);
  });

  it('is taken again when it was away, and the next at once', () => {
    const looks: [number, string][] = [0, 150, 300, 2_000, 2_150].map((at) => [at, 'B1']);
    expect(taken(looks)).toEqual(['B1', 'B1']);
    expect(
      taken([
        [0, 'B1'],
        [150, 'B1'],
        [300, 'B2'],
        [450, 'B2'],
      ]),
    ).toEqual(['B1', 'B2']);
  });
});
