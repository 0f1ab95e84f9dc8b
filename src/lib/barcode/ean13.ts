import { FEWEST_PIXELS, nearest, sumOf, widths } from './match.ts';
import type { Runs } from './runs.ts';

const ODD = '3211 2221 2122 1411 1132 1231 1114 1312 1213 3112'.split(' ').map(widths);
const EVEN = ODD.map((pattern) => pattern.toReversed());
/** Left digits: which of them are even says the first digit, which has no bars of its own. */
const LEFT = [...ODD, ...EVEN];
const FIRST = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];

const RUNS = 59;
const MODULES = 95;
const QUIET = 5;
const FARTHEST = 0.9;
const UNEVEN = 1;
const ONE = widths('11111');

/** What stands on the line as EAN-13 (ISBN among them), or null. */
export function readEan13(runs: Runs): string | null {
  for (let from = 1; from + RUNS < runs.length; from += 2) {
    const module = sumOf(runs, from, RUNS) / MODULES;
    if (module < FEWEST_PIXELS) continue;
    if ((runs[from - 1] ?? 0) < QUIET * module || (runs[from + RUNS] ?? 0) < QUIET * module) continue;
    const digits = hasGuards(runs, from, module) ? digitsAt(runs, from, module) : null;
    if (digits && isChecked(digits)) return digits;
  }
  return null;
}

function hasGuards(runs: Runs, from: number, module: number): boolean {
  const isOne = (at: number, count: number): boolean =>
    nearest(runs, at, [ONE.slice(0, count)], count).distance < FARTHEST * 2 &&
    Math.abs(sumOf(runs, at, count) / module - count) < UNEVEN;
  return isOne(from, 3) && isOne(from + 27, 5) && isOne(from + 56, 3);
}

function digitsAt(runs: Runs, from: number, module: number): string | null {
  let [digits, parity] = ['', ''];
  for (let n = 0; n < 12; n++) {
    const at = from + (n < 6 ? 3 : 8) + n * 4;
    if (Math.abs(sumOf(runs, at, 4) / module - 7) > UNEVEN) return null;
    const { value, distance } = nearest(runs, at, n < 6 ? LEFT : ODD, 7);
    if (distance > FARTHEST) return null;
    digits += value % 10;
    if (n < 6) parity += value < 10 ? 'L' : 'G';
  }
  const first = FIRST.indexOf(parity);
  return first < 0 ? null : first + digits;
}

const isChecked = (digits: string): boolean =>
  [...digits].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;
