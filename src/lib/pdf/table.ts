import type { Pdf } from './document.ts';
import { applyStyle, type Flow } from './flow.ts';
import { printable } from './printable.ts';

export interface TableColumn {
  readonly title: string;
  /** Its share of the width, compared with the others. */
  readonly width: number;
  readonly align?: 'left' | 'right' | 'center' | undefined;
}

export interface Table {
  row(cells: readonly string[], strong?: boolean): void;
}

const SIZE = 8.5;
const PADDING = 3;
const HEAD = '#e8eef4';
const LINE = '#b8c0c8';
const MAX_ROW = 140; // a longer text ends in an ellipsis

/** Draws the header at once, and again on every page the rows reach. */
export function tableOn(pdf: Pdf, flow: Flow, columns: readonly TableColumn[]): Table {
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / shares) * flow.width);

  const heightOf = (cells: readonly string[]): number => {
    const heights = cells.map((cell, at) => pdf.heightOfString(cell, { width: (widths[at] ?? 0) - 2 * PADDING }));
    return Math.min(Math.max(...heights), MAX_ROW) + 2 * PADDING;
  };
  const draw = (cells: readonly string[], height: number): void => {
    let x = flow.x;
    for (const [at, { align = 'left' }] of columns.entries()) {
      const width = (widths[at] ?? 0) - 2 * PADDING;
      const options = { width, height: height - 2 * PADDING + 0.1, align, ellipsis: true };
      pdf.text(cells[at] ?? '', x + PADDING, flow.y + PADDING, options);
      x += widths[at] ?? 0;
    }
    flow.moveTo(flow.y + height);
    pdf.lineWidth(0.5).strokeColor(LINE);
    pdf
      .moveTo(flow.x, flow.y)
      .lineTo(flow.x + flow.width, flow.y)
      .stroke();
  };
  const header = (): void => {
    applyStyle(pdf, { size: SIZE, bold: true });
    const titles = columns.map(({ title }) => printable(title));
    const height = heightOf(titles);
    pdf.rect(flow.x, flow.y, flow.width, height).fill(HEAD);
    applyStyle(pdf, { size: SIZE, bold: true });
    draw(titles, height);
  };
  const row = (cells: readonly string[], strong = false): void => {
    const clean = columns.map((_, at) => printable(cells[at] ?? ''));
    applyStyle(pdf, { size: SIZE, bold: strong });
    const height = heightOf(clean);
    if (flow.need(height)) header();
    applyStyle(pdf, { size: SIZE, bold: strong });
    draw(clean, height);
  };

  flow.need(4 * SIZE);
  header();
  return { row };
}
