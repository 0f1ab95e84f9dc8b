import { BOLD, type Paper, type Pdf, REGULAR } from './document.ts';
import { printable } from './printable.ts';

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly grey?: boolean;
  readonly align?: 'left' | 'center' | 'right' | 'justify';
  /** Space below, in points. */
  readonly gap?: number;
}

const INK = '#111111';
const GREY = '#555555';

export function applyStyle(pdf: Pdf, { size = 10, bold = false, grey = false }: TextStyle): Pdf {
  return pdf
    .font(bold ? BOLD : REGULAR)
    .fontSize(size)
    .fillColor(grey ? GREY : INK);
}

/** Text set one below the other, over as many pages as it takes. */
export class Flow {
  readonly x: number;
  readonly width: number;
  y: number;
  readonly #pdf: Pdf;
  readonly #bottom: number;

  /** Begins on a new page. */
  constructor(pdf: Pdf, paper: Paper) {
    this.x = paper.margin;
    this.width = paper.width - 2 * paper.margin;
    this.y = paper.margin;
    this.#pdf = pdf;
    this.#bottom = paper.height - paper.margin;
    pdf.addPage();
  }

  /** A new page unless so much height is left on this one; says whether it took one. */
  need(height: number): boolean {
    const top = this.x; // the margin is the same on all sides
    if (this.y === top || this.y + height <= this.#bottom) return false;
    this.#pdf.addPage();
    this.y = top;
    return true;
  }

  text(text: string, style: TextStyle = {}): void {
    const clean = printable(text);
    const options = { width: this.width, align: style.align ?? 'left' };
    this.need(applyStyle(this.#pdf, style).heightOfString(clean, options));
    this.#pdf.text(clean, this.x, this.y, options);
    this.y = this.#pdf.y + (style.gap ?? 2);
  }

  /** Text at the left, an amount at the right of its first line. */
  pair(left: string, right: string, style: TextStyle = {}): void {
    const pdf = applyStyle(this.#pdf, style);
    const [label, amount] = [printable(left), printable(right)];
    const amountWidth = Math.min(pdf.widthOfString(amount) + 1, this.width * 0.6);
    const labelWidth = this.width - amountWidth - 8;
    const labelHeight = pdf.heightOfString(label, { width: labelWidth });
    const height = Math.max(labelHeight, pdf.heightOfString(amount, { width: amountWidth }));
    this.need(height);
    pdf.text(label, this.x, this.y, { width: labelWidth });
    pdf.text(amount, this.x + this.width - amountWidth, this.y, { width: amountWidth, align: 'right' });
    this.y += height + (style.gap ?? 2);
  }

  rule(gap = 6, color = GREY): void {
    this.#pdf.lineWidth(0.5).strokeColor(color);
    this.#pdf
      .moveTo(this.x, this.y)
      .lineTo(this.x + this.width, this.y)
      .stroke();
    this.y += gap;
  }
}
