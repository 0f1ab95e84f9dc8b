import { readCode128 } from './code128.ts';
import { readEan13 } from './ean13.ts';
import { type Line, runsIn } from './runs.ts';

/** As a canvas gives it: red, green, blue and opacity of every pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** What a line across the bars says, from either side. */
export function readLine(line: Line): string | null {
  for (const runs of runsIn(line)) {
    const back = runs.toReversed();
    const found = readCode128(runs) ?? readCode128(back) ?? readEan13(runs) ?? readEan13(back);
    if (found) return found;
  }
  return null;
}

/** From the middle outwards, as parts of the picture's height or width. */
const PLACES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8];
/** So many neighbouring lines are one: a camera's noise goes, a slight tilt stays readable. */
const THICK = 3;

/** The barcode (Code 128, EAN-13) in a picture, upright or turned by a quarter or a half, or null. */
export function readPicture(picture: Picture): string | null {
  for (const lying of [false, true])
    for (const place of PLACES) {
      const found = readLine(lineAt(picture, place, lying));
      if (found) return found;
    }
  return null;
}

function lineAt({ width, height, data }: Picture, place: number, lying: boolean): Float32Array {
  const [length, depth] = lying ? [height, width] : [width, height];
  const [along, across] = lying ? [width * 4, 4] : [4, width * 4];
  const line = new Float32Array(length);
  const from = Math.min(depth - THICK, Math.floor(depth * place));
  for (let at = 0; at < length; at++) {
    let sum = 0;
    for (let n = 0; n < THICK; n++) {
      const pixel = at * along + (from + n) * across;
      sum += (data[pixel] ?? 0) + 2 * (data[pixel + 1] ?? 0) + (data[pixel + 2] ?? 0);
    }
    line[at] = sum / (4 * THICK);
  }
  return line;
}
