import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzRuns } from '../../../test/support/fuzz.ts';
import { code128, ean13 } from '../labels/barcode.ts';
import { type Picture, readLine, readPicture } from './read.ts';

interface Seen {
  /** Pixels a module. */
  scale: number;
  /** In modules. */
  blur: number;
  noise: number;
  /** How much darker one side is lit than the other. */
  shade: number;
  /** How much wider bars came out of the printer, in modules. */
  spread: number;
  /** Where the first bar begins, in parts of a pixel. */
  offset: number;
  backwards: boolean;
}

const CLEAN: Seen = { scale: 3, blur: 0.2, noise: 0, shade: 0, spread: 0, offset: 0, backwards: false };
const QUIET = 10;

/** The same noise for the same seed: a failing picture can be seen again. */
function noiseOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 31 - 1;
  };
}

/** Bars as a camera's line of pixels sees them: each pixel is the mean of many places, blurred by the lens. */
function photograph(bars: readonly number[], seen: Seen, seed = 1): Float32Array {
  const modules = bars.reduce((sum, width) => sum + width, 0) + 2 * QUIET;
  const edges: number[] = [];
  let at = QUIET;
  for (const [n, width] of bars.entries()) {
    edges.push(at + (n % 2 === 0 ? -seen.spread / 2 : seen.spread / 2));
    at += width;
  }
  edges.push(at + seen.spread / 2);
  const sigma = Math.max(0.05, seen.blur);
  const step = (x: number): number => 1 / (1 + Math.exp((-1.702 * x) / sigma));
  const noise = noiseOf(seed);
  const line = new Float32Array(Math.ceil(modules * seen.scale));
  for (let pixel = 0; pixel < line.length; pixel++) {
    let dark = 0;
    for (const part of [0.125, 0.375, 0.625, 0.875]) {
      const x = (pixel + part + seen.offset) / seen.scale;
      for (const [n, edge] of edges.entries())
        if (Math.abs(x - edge) < 12) dark += (n % 2 === 0 ? 1 : -1) * step(x - edge) * 0.25;
        else if (x > edge) dark += (n % 2 === 0 ? 1 : -1) * 0.25;
    }
    const light = 1 - seen.shade * (pixel / line.length);
    line[pixel] = Math.max(0, Math.min(255, (230 - 190 * dark) * light + noise() * seen.noise));
  }
  return seen.backwards ? line.toReversed() : line;
}

const withCheck = (digits: string): string => {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return digits + String((10 - (sum % 10)) % 10);
};

/** Pixels a module from which a label is read. */
const NEAR = 2;
const anyView = fc.record({
  scale: fc.double({ min: NEAR, max: 6, noNaN: true }),
  blur: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
  noise: fc.double({ min: 0, max: 8, noNaN: true }),
  shade: fc.double({ min: 0, max: 0.5, noNaN: true }),
  spread: fc.double({ min: -0.15, max: 0.15, noNaN: true }),
  offset: fc.double({ min: 0, max: 1, noNaN: true }),
  backwards: fc.boolean(),
});
const barcode = fc.oneof(
  fc.stringMatching(/^[A-Z]{1,3}[0-9]{3,8}$/),
  fc.stringMatching(/^[0-9]{4,14}$/),
  fc.stringMatching(/^[ -~]{2,12}$/),
);

/** What a camera makes of a label held before it: one picture in some thousands is not read, and then the next one is. */
function filmed(bars: readonly number[], seen: Seen, seed: number): string | null {
  for (const n of [0, 1, 2]) {
    const found = readLine(photograph(bars, { ...seen, offset: seen.offset + n / 3 }, seed + n));
    if (found !== null) return found;
  }
  return null;
}

describe('what our own labels say is read again', () => {
  it.each(['B000123', 'LIB001', '12345678', 'PM-001', 'a~b C|9', '978/X'])('%s as Code 128', async (text) => {
    expect(readLine(photograph(await code128(text), CLEAN))).toBe(text);
  });

  it('any barcode, from near and far, blurred, noisy, badly lit, badly printed and upside down', async () => {
    await fc.assert(
      fc.asyncProperty(barcode, anyView, fc.nat(), async (text, seen, seed) => {
        expect(filmed(await code128(text), seen, seed)).toBe(text);
      }),
      fuzzRuns(150),
    );
  });

  it('any ISBN on the back of a book', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[0-9]{12}$/), anyView, fc.nat(), async (digits, seen, seed) => {
        const isbn = withCheck(digits);
        expect(filmed(await ean13(isbn), seen, seed)).toBe(isbn);
      }),
      fuzzRuns(150),
    );
  });
});

/** A line as a whole picture, lying or standing, in a room that is neither white nor empty. */
function picture(line: Float32Array, standing: boolean): Picture {
  const [width, height] = standing ? [160, line.length + 120] : [line.length + 120, 160];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [along, across] = standing ? [y - 60, x] : [x - 60, y];
      const onLabel = across > 40 && across < 120 && along >= 0 && along < line.length;
      data.fill(
        onLabel ? (line[along] ?? 0) : 60 + ((x * 7 + y * 13) % 40),
        (y * width + x) * 4,
        (y * width + x) * 4 + 3,
      );
    }
  return { width, height, data };
}

describe('a picture', () => {
  it('from too far away says nothing, never something else', async () => {
    await fc.assert(
      fc.asyncProperty(
        barcode,
        anyView,
        fc.nat(),
        fc.double({ min: 0.8, max: NEAR, noNaN: true }),
        async (text, seen, seed, scale) => {
          expect([null, text]).toContain(readLine(photograph(await code128(text), { ...seen, scale })));
          const isbn = withCheck(String(seed).padStart(12, '0'));
          expect([null, isbn]).toContain(readLine(photograph(await ean13(isbn), { ...seen, scale })));
        },
      ),
      fuzzRuns(150),
    );
  });

  it.each([false, true])('is read wherever the label lies in it (standing: %s)', async (standing) => {
    const line = photograph(await code128('B000123'), { ...CLEAN, blur: 0.3, noise: 5 });
    expect(readPicture(picture(line, standing))).toBe('B000123');
  });

  it('of nothing says nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 100, maxLength: 900 }), (line) => {
        expect(readLine(line)).toBeNull();
      }),
      fuzzRuns(150),
    );
  });

  it('of a label with a bar torn away says nothing, never something else', async () => {
    const bars = [...(await code128('B000123'))];
    fc.assert(
      fc.property(fc.nat(bars.length - 2), fc.nat(), (at, seed) => {
        const torn = bars.toSpliced(at, 2, (bars[at] ?? 0) + (bars[at + 1] ?? 0));
        expect([null, 'B000123']).toContain(readLine(photograph(torn, CLEAN, seed)));
      }),
    );
  });
});
