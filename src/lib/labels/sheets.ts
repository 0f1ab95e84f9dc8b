import type { LabelSheet } from './sheet.ts';

type Size = readonly [width: number, height: number];

const A4: Size = [210, 297];
const LETTER: Size = [215.9, 279.4];
/** The small sheets of Indonesian label makers, upright and lying. */
const UPRIGHT: Size = [165, 210];
const LYING: Size = [210, 165];

interface Made {
  grid: Size;
  label: Size;
  gap?: Size;
  /** Left and top edge; without it the labels stand in the middle of the paper. */
  edge?: Size;
}

const even = (paper: number, count: number, label: number, gap: number): number =>
  Math.round(((paper - count * label - (count - 1) * gap) / 2) * 100) / 100;

function sheet(code: string, paper: Size, { grid, label, gap = [0, 0], edge }: Made): LabelSheet {
  const [left, top] = edge ?? [even(paper[0], grid[0], label[0], gap[0]), even(paper[1], grid[1], label[1], gap[1])];
  return {
    code,
    paper: { width: paper[0], height: paper[1] },
    columns: grid[0],
    rows: grid[1],
    label: { width: label[0], height: label[1] },
    left,
    top,
    gapX: gap[0],
    gapY: gap[1],
  };
}

/** A roll is paper of one label after the other. */
const roll = (width: number, height: number): LabelSheet =>
  sheet(`roll-${width}x${height}`, [width, height], { grid: [1, 1], label: [width, height] });

/** Two labels beside each other on a roll, with the gap of the backing paper between them. */
const pair = (width: number, height: number): LabelSheet =>
  sheet(`roll-2-${width}x${height}`, [2 * width + 5, height], { grid: [2, 1], label: [width, height], gap: [3, 0] });

/**
 * What the shops sell. Avery's by the maker's figures; the sizes of Tom & Jerry are the maker's, their edges are as
 * people measured them and differ by a millimetre from lot to lot: print the test page first.
 */
export const LABEL_SHEETS: readonly LabelSheet[] = [
  sheet('a4-3x8-70x36', A4, { grid: [3, 8], label: [70, 36] }),
  sheet('tj-103', LYING, { grid: [3, 4], label: [64, 32], gap: [4, 6] }),
  sheet('tj-107', UPRIGHT, { grid: [3, 10], label: [50, 18], gap: [5, 2] }),
  sheet('tj-108', UPRIGHT, { grid: [4, 10], label: [38, 18], gap: [3, 2] }),
  sheet('tj-121', UPRIGHT, { grid: [2, 5], label: [75, 38], gap: [5, 2] }),
  sheet('avery-l7159', A4, { grid: [3, 8], label: [63.5, 33.9], gap: [2.54, 0] }),
  sheet('avery-l7160', A4, { grid: [3, 7], label: [63.5, 38.1], gap: [2.54, 0] }),
  sheet('avery-l7161', A4, { grid: [3, 6], label: [63.5, 46.6], gap: [2.54, 0] }),
  sheet('avery-l7163', A4, { grid: [2, 7], label: [99.1, 38.1], gap: [2.54, 0] }),
  sheet('avery-l7651', A4, { grid: [5, 13], label: [38.1, 21.2], gap: [2.54, 0] }),
  sheet('avery-l7654', A4, { grid: [4, 10], label: [45.7, 25.4], gap: [2.54, 0] }),
  sheet('a4-4x11-48x25', A4, { grid: [4, 11], label: [48.5, 25.4] }),
  sheet('a4-4x10-52x29', A4, { grid: [4, 10], label: [52.5, 29.7] }),
  sheet('letter-5160', LETTER, { grid: [3, 10], label: [66.68, 25.4], gap: [3.18, 0] }),
  sheet('letter-5163', LETTER, { grid: [2, 5], label: [101.6, 50.8], gap: [4.76, 0] }),
  roll(33, 15),
  pair(33, 15),
  roll(40, 30),
  roll(50, 30),
  roll(60, 40),
  roll(70, 50),
  roll(100, 50),
];

/** Cards of a bank card's size (ISO 7810 ID-1), ten on A4 with lines to cut along, or one for a card printer. */
export const CARD_SHEETS: readonly LabelSheet[] = [
  sheet('cr80', [85.6, 54], { grid: [1, 1], label: [85.6, 54] }),
  sheet('cr80-a4', A4, { grid: [2, 5], label: [85.6, 54], gap: [6, 2] }),
];

const KNOWN = new Map([...LABEL_SHEETS, ...CARD_SHEETS].map((known) => [known.code, known]));
export const sheetCalled = (code: string): LabelSheet | undefined => KNOWN.get(code);
