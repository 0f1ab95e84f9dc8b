import type { Pdf } from './document.ts';
import { applyStyle, type Flow } from './flow.ts';
import { printable } from './printable.ts';

export interface TableColumn {
  readonly title: string;
  /** Its share of the width, compared with the others. */
  readonly width: number;
  readonly align?: 'left' | 'right' | 'center' | undefined;
}

const SIZE = 8.5;
const PADDING = 3;
const HEAD = '#e8eef4';
const LINE = '#b8c0c8';
const MAX_ROW = 140; // a longer text ends in an ellipsis

/** Its header stands above the first row and again on every page the rows reach. */
export class Table {
  readonly #pdf: Pdf;
  readonly #flow: Flow;
  readonly #columns: readonly { title: string; width: number; align: 'left' | 'right' | 'center' }[];

  constructor(pdf: Pdf, flow: Flow, columns: readonly TableColumn[]) {
    const shares = columns.reduce((sum, { width }) => sum + width, 0);
    this.#pdf = pdf;
    this.#flow = flow;
    this.#columns = columns.map(({ title, width, align = 'left' }) => {
      return { title: printable(title), width: (width / shares) * flow.width, align };
    });
    flow.need(4 * SIZE);
    this.#header();
  }

  row(cells: readonly string[], strong = false): void {
    const clean = this.#columns.map((_, at) => printable(cells[at] ?? ''));
    const style = { size: SIZE, bold: strong };
    applyStyle(this.#pdf, style);
    const height = this.#heightOf(clean);
    if (this.#flow.need(height)) this.#header();
    applyStyle(this.#pdf, style);
    this.#draw(clean, height);
  }

  #header(): void {
    const style = { size: SIZE, bold: true };
    const titles = this.#columns.map(({ title }) => title);
    applyStyle(this.#pdf, style);
    const height = this.#heightOf(titles);
    this.#pdf.rect(this.#flow.x, this.#flow.y, this.#flow.width, height).fill(HEAD);
    applyStyle(this.#pdf, style);
    this.#draw(titles, height);
  }

  #heightOf(cells: readonly string[]): number {
    const heights = this.#columns.map(({ width }, at) => {
      return this.#pdf.heightOfString(cells[at] ?? '', { width: width - 2 * PADDING });
    });
    return Math.min(Math.max(...heights), MAX_ROW) + 2 * PADDING;
  }

  #draw(cells: readonly string[], height: number): void {
    const top = this.#flow.y + PADDING;
    let { x } = this.#flow;
    for (const [at, { width, align }] of this.#columns.entries()) {
      const box = { width: width - 2 * PADDING, height: height - 2 * PADDING + 0.1, align, ellipsis: true };
      this.#pdf.text(cells[at] ?? '', x + PADDING, top, box);
      x += width;
    }
    this.#flow.y += height;
    this.#flow.rule(0, LINE);
  }
}
