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

/** Text set one below the other, over as many pages as it takes. */
export interface Flow {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  moveTo(y: number): void;
  /** A new page unless so much height is left on this one; says whether it took one. */
  need(height: number): boolean;
  newPage(): void;
  text(text: string, style?: TextStyle): void;
  /** Text at the left, an amount at the right of its first line. */
  pair(left: string, right: string, style?: TextStyle): void;
  rule(gap?: number): void;
}

const INK = '#111111';
const GREY = '#555555';

export function applyStyle(pdf: Pdf, { size = 10, bold = false, grey = false }: TextStyle): Pdf {
  return pdf
    .font(bold ? BOLD : REGULAR)
    .fontSize(size)
    .fillColor(grey ? GREY : INK);
}

export function flowOn(pdf: Pdf, paper: Paper): Flow {
  const { margin: x } = paper;
  const width = paper.width - 2 * x;
  let y = x;

  const newPage = (): void => {
    pdf.addPage();
    y = x;
  };
  const need = (height: number): boolean => {
    const full = y > x && y + height > paper.height - x;
    if (full) newPage();
    return full;
  };
  const text = (words: string, style: TextStyle = {}): void => {
    const clean = printable(words);
    const options = { width, align: style.align ?? 'left' };
    need(applyStyle(pdf, style).heightOfString(clean, options));
    pdf.text(clean, x, y, options);
    y = pdf.y + (style.gap ?? 2);
  };
  const pair = (left: string, right: string, style: TextStyle = {}): void => {
    const [label, amount] = [printable(left), printable(right)];
    const amountWidth = Math.min(applyStyle(pdf, style).widthOfString(amount) + 1, width * 0.6);
    const labelWidth = width - amountWidth - 8;
    const height = Math.max(
      pdf.heightOfString(label, { width: labelWidth }),
      pdf.heightOfString(amount, { width: amountWidth }),
    );
    need(height);
    pdf.text(label, x, y, { width: labelWidth });
    pdf.text(amount, x + width - amountWidth, y, { width: amountWidth, align: 'right' });
    y += height + (style.gap ?? 2);
  };
  const rule = (gap = 6): void => {
    pdf
      .lineWidth(0.5)
      .strokeColor(GREY)
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke();
    y += gap;
  };

  newPage();
  return {
    x,
    width,
    get y() {
      return y;
    },
    moveTo: (to) => {
      y = to;
    },
    need,
    newPage,
    text,
    pair,
    rule,
  };
}
