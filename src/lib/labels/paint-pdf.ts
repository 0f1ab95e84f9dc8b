import { setTimeout } from 'node:timers/promises';
import { BOLD, mm, type Pdf, REGULAR } from '../pdf/document.ts';
import { printable } from '../pdf/printable.ts';
import { type Mark, type Measure, MM_PER_POINT } from './marks.ts';

export const measureWith =
  (pdf: Pdf): Measure =>
  (text, size, bold) =>
    pdf
      .font(bold ? BOLD : REGULAR)
      .fontSize(size)
      .widthOfString(printable(text)) * MM_PER_POINT;

export function paintPdf(pdf: Pdf, marks: readonly Mark[]): void {
  for (const mark of marks) paint(pdf, mark);
}

function paint(pdf: Pdf, mark: Mark): void {
  if (mark.kind === 'text') {
    pdf
      .font(mark.bold ? BOLD : REGULAR)
      .fontSize(mark.size)
      .fillColor(mark.color)
      .text(printable(mark.text), mm(mark.x), mm(mark.baseline), { lineBreak: false, baseline: 'alphabetic' });
  } else if (mark.kind === 'boxes') {
    for (const [x, y, width, height] of mark.boxes) pdf.rect(mm(x), mm(y), mm(width), mm(height));
    if (mark.boxes.length > 0) pdf.fill(mark.color);
  } else if (mark.kind === 'frame') {
    const { x, y, width, height } = mark.box;
    pdf.lineWidth(0.3).rect(mm(x), mm(y), mm(width), mm(height)).stroke('#999999');
  } else {
    const { x, y, width, height } = mark.box;
    pdf.save().rect(mm(x), mm(y), mm(width), mm(height)).clip();
    pdf
      .image(mark.bytes, mm(x), mm(y), { cover: [mm(width), mm(height)], align: 'center', valign: 'center' })
      .restore();
  }
}

const MOST_WAITING = 4 * 1024 * 1024;
/** Lets others work, and waits where a reader is slower than the drawing: pages are not piled up for him. */
export async function breathe(pdf: Pdf): Promise<void> {
  do await setTimeout(pdf.readableLength > MOST_WAITING ? 20 : 0);
  while (pdf.readableLength > MOST_WAITING && !pdf.destroyed);
}
