import { distance, FEWEST_PIXELS, nearest, sumOf, widths } from './match.ts';
import type { Runs } from './runs.ts';

const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 ' +
  '123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 ' +
  '131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 ' +
  '213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 ' +
  '141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 ' +
  '124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 ' +
  '411131 211412 211214 211232'
)
  .split(' ')
  .map(widths);
const STOP = widths('2331112');

const MODULES = 11;
const RUNS = 6;
const FARTHEST = 1.6;
/** Light before and after the bars, in modules; printers are asked for ten. */
const QUIET = 5;
const LONGEST = 60;

const [SHIFT, TO_C, TO_B, TO_A, FNC1, START_A, START_C] = [98, 99, 100, 101, 102, 103, 105];

/** What stands on the line as Code 128, or null. */
export function readCode128(runs: Runs): string | null {
  for (let from = 1; from + RUNS < runs.length; from += 2) {
    const module = sumOf(runs, from, RUNS) / MODULES;
    if (module < FEWEST_PIXELS || (runs[from - 1] ?? 0) < QUIET * module) continue;
    const start = nearest(runs, from, PATTERNS, MODULES);
    if (start.value < START_A || start.distance > FARTHEST) continue;
    const values = valuesAfter(runs, from + RUNS, start.value);
    const text = values && textOf(values);
    if (text) return text;
  }
  return null;
}

/** Symbols up to the stop, the start first, without the check symbol, which must be right. */
function valuesAfter(runs: Runs, from: number, start: number): number[] | null {
  const values = [start];
  for (let at = from; at + STOP.length < runs.length && values.length < LONGEST; at += RUNS) {
    if (distance(runs, at, STOP, 13) < FARTHEST) {
      const module = sumOf(runs, at, STOP.length) / 13;
      return (runs[at + STOP.length] ?? 0) >= QUIET * module ? checked(values) : null;
    }
    const { value, distance: far } = nearest(runs, at, PATTERNS, MODULES);
    if (far > FARTHEST || value >= START_A) return null;
    values.push(value);
  }
  return null;
}

function checked(values: readonly number[]): number[] | null {
  const data = values.slice(0, -1);
  const sum = data.reduce((total, value, at) => total + value * Math.max(1, at), 0);
  return data.length > 1 && sum % 103 === values.at(-1) ? data : null;
}

type Set = 'A' | 'B' | 'C';

function textOf([start = 0, ...values]: readonly number[]): string | null {
  let set: Set = start === START_C ? 'C' : start === START_A ? 'A' : 'B';
  let text = '';
  let shifted = false;
  for (const value of values) {
    const now: Set = shifted ? (set === 'A' ? 'B' : 'A') : set;
    shifted = false;
    if (value === FNC1) continue;
    if (now === 'C') {
      if (value < 100) text += String(value).padStart(2, '0');
      else set = value === TO_B ? 'B' : 'A';
    } else if (value === TO_C) set = 'C';
    else if (value === SHIFT) shifted = true;
    else if (value === (now === 'A' ? TO_B : TO_A)) set = now === 'A' ? 'B' : 'A';
    // Other functions (and letters beyond ASCII) stand on no label of a library.
    else if (value > 95) return null;
    else text += String.fromCharCode(now === 'A' && value > 63 ? value - 64 : value + 32);
  }
  return text || null;
}
