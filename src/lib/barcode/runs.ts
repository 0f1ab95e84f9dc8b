/** Brightness along a line across the picture, from left to right. */
export type Line = ArrayLike<number>;

/** Widths of light and dark in turn, light first and last. */
export type Runs = readonly number[];

interface Turn {
  at: number;
  value: number;
}

/** What is less than this part of the line's whole contrast is noise. */
const SWINGS = [0.15, 0.3];
const FAINTEST = 24;
/** The least that a barcode has: start, a symbol, check and stop, and light on both sides. */
const FEWEST = 27;

/** Brightest and darkest places in turn, a bright one first; a step back of less than `least` is no turn. */
function turnsOf(line: Line, least: number): Turn[] {
  const turns: Turn[] = [];
  let best: Turn = { at: 0, value: line[0] ?? 0 };
  let rising = true;
  for (let at = 1; at < line.length; at++) {
    const value = line[at] ?? 0;
    const ahead = rising ? value - best.value : best.value - value;
    if (ahead <= -least) {
      turns.push(best);
      rising = !rising;
    }
    if (ahead > 0 || ahead <= -least) best = { at, value };
  }
  return [...turns, best];
}

/** Where brightness changes fastest between two turns, finer than a pixel: blur does not move it. */
function steepest(line: Line, from: Turn, to: Turn): number {
  const slope = (at: number): number => Math.abs((line[at + 1] ?? 0) - (line[at] ?? 0));
  let best = from.at;
  for (let at = from.at; at < to.at; at++) if (slope(at) > slope(best)) best = at;
  const [before, here, after] = [best > 0 ? slope(best - 1) : 0, slope(best), slope(best + 1)];
  const bend = before - 2 * here + after;
  return best + 0.5 + (bend < 0 ? (0.5 * (before - after)) / bend : 0);
}

/** Where brightness passes the middle between two turns: noise moves it less. */
function halfway(line: Line, from: Turn, to: Turn): number {
  const middle = (from.value + to.value) / 2;
  const falls = to.value < from.value;
  for (let at = from.at; at < to.at; at++) {
    const [here, next] = [line[at] ?? 0, line[at + 1] ?? 0];
    if (falls ? here >= middle && next < middle : here <= middle && next > middle)
      return at + (here - middle) / (here - next);
  }
  return to.at;
}

function runsBy(line: Line, turns: readonly Turn[], edge: typeof steepest): Runs {
  const runs: number[] = [];
  let last = 0;
  for (const [n, turn] of turns.entries()) {
    const next = turns[n + 1];
    const at = next ? edge(line, turn, next) : line.length - 1;
    runs.push(at - last);
    last = at;
  }
  return runs.length % 2 === 1 ? runs : runs.slice(0, -1);
}

/** What may be bars on this line, seen in several ways: one of them is usually clean. */
export function* runsIn(line: Line): Generator<Runs> {
  let [low, high] = [255, 0];
  for (let at = 0; at < line.length; at++) {
    low = Math.min(low, line[at] ?? 0);
    high = Math.max(high, line[at] ?? 0);
  }
  for (const swing of SWINGS) {
    const least = (high - low) * swing;
    if (high - low < FAINTEST) return;
    const turns = turnsOf(line, least);
    if (turns.length < FEWEST) continue;
    yield runsBy(line, turns, steepest);
    yield runsBy(line, turns, halfway);
  }
}
