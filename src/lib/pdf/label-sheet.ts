/** A sheet of labels as it is bought; every length in millimetres. */
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
}

export const LABEL_SHEETS: readonly LabelSheet[] = [
  {
    code: 'a4-3x8-70x36',
    paper: { width: 210, height: 297 },
    columns: 3,
    rows: 8,
    label: { width: 70, height: 36 },
    left: 0,
    top: 4.5,
    gapX: 0,
    gapY: 0,
  },
];

export const sheetCalled = (code: string): LabelSheet | undefined => LABEL_SHEETS.find((sheet) => sheet.code === code);

export const labelsOnPage = ({ columns, rows }: LabelSheet): number => columns * rows;

/** Page and top left corner of the n-th place, counted from 0, row by row. */
export function placeOf(sheet: LabelSheet, n: number): { page: number; x: number; y: number } {
  const onPage = n % labelsOnPage(sheet);
  const [row, column] = [Math.floor(onPage / sheet.columns), onPage % sheet.columns];
  return {
    page: Math.floor(n / labelsOnPage(sheet)),
    x: sheet.left + column * (sheet.label.width + sheet.gapX),
    y: sheet.top + row * (sheet.label.height + sheet.gapY),
  };
}
