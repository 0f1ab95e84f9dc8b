import { z } from 'zod';
import { invalid } from '../../../kernel/errors.ts';
import { Moment, trimmed, Uuid } from '../../../kernel/validation.ts';
import { beyondPaper, type LabelSheet } from '../../../lib/labels/sheet.ts';

const length = (least: number, most: number) => z.coerce.number().min(least).max(most);
const gap = (most: number) => length(0, most).default(0);

/** Every length in millimetres. */
export const sheetFields = {
  name: trimmed(80),
  paperWidth: length(10, 500),
  paperHeight: length(10, 1000),
  columns: z.coerce.number().int().min(1).max(20),
  rows: z.coerce.number().int().min(1).max(50),
  labelWidth: length(10, 500),
  labelHeight: length(8, 1000),
  leftEdge: gap(200),
  topEdge: gap(200),
  gapX: gap(100),
  gapY: gap(100),
} as const;
export const NewSheet = z.strictObject(sheetFields);
export type NewSheet = z.output<typeof NewSheet>;
export const SheetChange = z.strictObject({ id: Uuid, ...sheetFields });

export interface OwnSheet extends NewSheet {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const Length = z.number();
export const SheetReply = z.object({
  /** Ours have a code, one's own sheets their id. */
  code: z.string(),
  /** null: a size the program knows, called by its measures. */
  name: z.string().nullable(),
  own: z.boolean(),
  paperWidth: Length,
  paperHeight: Length,
  columns: z.int(),
  rows: z.int(),
  labelWidth: Length,
  labelHeight: Length,
  leftEdge: Length,
  topEdge: Length,
  gapX: Length,
  gapY: Length,
  /** How far the printer is led, to the right and down. */
  shiftX: Length,
  shiftY: Length,
  /** Of one's own; 1 for the others. */
  version: z.int(),
  updatedAt: Moment.nullable(),
});
export type SheetReply = z.output<typeof SheetReply>;

export const sheetOf = ({ id, ...own }: OwnSheet): LabelSheet => ({
  code: id,
  paper: { width: own.paperWidth, height: own.paperHeight },
  columns: own.columns,
  rows: own.rows,
  label: { width: own.labelWidth, height: own.labelHeight },
  left: own.leftEdge,
  top: own.topEdge,
  gapX: own.gapX,
  gapY: own.gapY,
});

/** Says by how much the labels are too wide or too high together, and at which field. */
export function requireFits(input: NewSheet): void {
  const over = beyondPaper(sheetOf({ ...input, id: '', version: 1, createdAt: new Date(0), updatedAt: new Date(0) }));
  const tenths = (n: number): string => String(Math.ceil(n * 10) / 10);
  if (over.x > 0) throw invalid('columns', 'settings.sheet_too_wide', { mm: tenths(over.x) });
  if (over.y > 0) throw invalid('rows', 'settings.sheet_too_high', { mm: tenths(over.y) });
}

export const replyOf = (sheet: LabelSheet, own: OwnSheet | undefined): SheetReply => ({
  code: sheet.code,
  name: own?.name ?? null,
  own: own !== undefined,
  paperWidth: sheet.paper.width,
  paperHeight: sheet.paper.height,
  columns: sheet.columns,
  rows: sheet.rows,
  labelWidth: sheet.label.width,
  labelHeight: sheet.label.height,
  leftEdge: sheet.left,
  topEdge: sheet.top,
  gapX: sheet.gapX,
  gapY: sheet.gapY,
  shiftX: sheet.shift?.x ?? 0,
  shiftY: sheet.shift?.y ?? 0,
  version: own?.version ?? 1,
  updatedAt: own?.updatedAt ?? null,
});
