/** Paper with labels or cards on it as it is bought; every length in millimetres. */
export interface LabelSheet {
  readonly code: string;
  readonly paper: { readonly width: number; readonly height: number };
  readonly columns: number;
  readonly rows: number;
  readonly label: { readonly width: number; readonly height: number };
  /** From the paper's edge to the first label. */
  readonly left: number;
  readonly top: number;
  /** Between two labels. */
  readonly gapX: number;
  readonly gapY: number;
  /** How far a printer has to be led, to the right and down, until it meets the labels. */
  readonly shift?: Shift | undefined;
}

export interface Shift {
  readonly x: number;
  readonly y: number;
}

export const labelsOnPage = ({ columns, rows }: LabelSheet): number => columns * rows;

/** Page and top left corner of the n-th place, counted from 0, row by row, where the printer is told to put it. */
export function placeOf(sheet: LabelSheet, n: number): { page: number; x: number; y: number } {
  const onPage = n % labelsOnPage(sheet);
  const [row, column] = [Math.floor(onPage / sheet.columns), onPage % sheet.columns];
  return {
    page: Math.floor(n / labelsOnPage(sheet)),
    x: sheet.left + column * (sheet.label.width + sheet.gapX) + (sheet.shift?.x ?? 0),
    y: sheet.top + row * (sheet.label.height + sheet.gapY) + (sheet.shift?.y ?? 0),
  };
}

const TOLERANCE = 0.01;

/** How far the last column and the last row reach beyond the paper; 0 where they fit. */
export function beyondPaper({ paper, columns, rows, label, left, top, gapX, gapY }: LabelSheet): Shift {
  const right = left + columns * label.width + (columns - 1) * gapX - paper.width;
  const bottom = top + rows * label.height + (rows - 1) * gapY - paper.height;
  return { x: right > TOLERANCE ? right : 0, y: bottom > TOLERANCE ? bottom : 0 };
}
