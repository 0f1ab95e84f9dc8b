import type { Runs } from './runs.ts';

const ALONE = 0.3;

/** Pixels a module: of fewer, bars are guessed, and a check digit may come out right by luck. */
export const FEWEST_PIXELS = 1.6;

/**
 * How far these runs are from a pattern, in squared modules. Ink that spreads and blur widen bars at the cost of spaces,
 * so the distance between like edges (a bar with its space) counts more than either alone.
 */
export function distance(runs: Runs, from: number, pattern: readonly number[], modules: number): number {
  let width = 0;
  for (let n = 0; n < pattern.length; n++) width += runs[from + n] ?? 0;
  const module = width / modules;
  let sum = 0;
  let before = 0;
  for (const [n, wanted] of pattern.entries()) {
    const off = (runs[from + n] ?? 0) / module - wanted;
    sum += ALONE * off * off + (n > 0 ? (off + before) ** 2 : 0);
    before = off;
  }
  return sum;
}

export interface Best {
  value: number;
  distance: number;
}

/** The pattern that comes nearest. */
export function nearest(runs: Runs, from: number, patterns: readonly (readonly number[])[], modules: number): Best {
  let best: Best = { value: -1, distance: Number.POSITIVE_INFINITY };
  for (const [value, pattern] of patterns.entries()) {
    const far = distance(runs, from, pattern, modules);
    if (far < best.distance) best = { value, distance: far };
  }
  return best;
}

export const sumOf = (runs: Runs, from: number, count: number): number => {
  let sum = 0;
  for (let n = from; n < from + count; n++) sum += runs[n] ?? 0;
  return sum;
};

/** '212222' as the widths of its bars and spaces. */
export const widths = (text: string): readonly number[] => [...text].map(Number);
