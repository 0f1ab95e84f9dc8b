import type { Readable } from 'node:stream';
import { code128, drawBars, drawQr, qrCode } from './barcode.ts';
import { mm, newPdf, type Paper, type Pdf, type PdfOptions, pdfStream } from './document.ts';
import { applyStyle, type TextStyle } from './flow.ts';
import { printable } from './printable.ts';

export interface MemberCard {
  readonly library: string;
  readonly title: string;
  readonly name: string;
  readonly number: string;
  /** Lines under the name: member type, class, expiry. */
  readonly lines: readonly string[];
}

const CARD: Paper = { width: mm(85.6), height: mm(54), margin: mm(4) };
const BAND = 32;
const QR = 58;
const ACCENT = '#1e4d7b';

interface Place extends TextStyle {
  readonly y: number;
  readonly width: number;
  readonly color?: string;
  /** How many lines it may take; what is longer ends in an ellipsis. */
  readonly lines?: number;
}

function write(pdf: Pdf, text: string, { y, width, color, lines = 1, ...style }: Place): void {
  applyStyle(pdf, style);
  if (color !== undefined) pdf.fillColor(color);
  const height = pdf.currentLineHeight(true) * lines + 0.1;
  pdf.text(printable(text), CARD.margin, y, { width, height, ellipsis: true, align: style.align ?? 'left' });
}

async function drawCard(pdf: Pdf, { library, title, name, number, lines }: MemberCard): Promise<void> {
  const { width, height, margin } = CARD;
  const [bars, qr] = [await code128(number), await qrCode(number)];
  const inner = width - 2 * margin;
  const left = inner - QR - 8;
  pdf.addPage();
  pdf.rect(0, 0, width, BAND).fill(ACCENT);
  write(pdf, library, { y: 6, width: inner, size: 10, bold: true, color: '#ffffff' });
  write(pdf, title, { y: 19, width: inner, size: 7, color: '#ffffff' });
  write(pdf, name, { y: BAND + 8, width: left, size: 11, bold: true, lines: 2 });
  const top = pdf.y + 3;
  for (const [at, line] of lines.slice(0, 3).entries())
    write(pdf, line, { y: top + at * 10, width: left, size: 7.5, grey: true });
  drawQr(pdf, qr, { x: width - margin - QR, y: BAND + 9, width: QR });
  const barsTop = height - margin - 34;
  drawBars(pdf, bars, { x: margin + 4, y: barsTop, width: left - 8, height: 24 });
  write(pdf, number, { y: barsTop + 27, width: left, size: 8, bold: true, align: 'center' });
}

/** One page of a bank card's size (85.6 × 54 mm) for each card. */
export function memberCardPdf(cards: readonly MemberCard[], options: PdfOptions): Readable {
  return pdfStream(
    () => newPdf(cards[0]?.title ?? '', CARD, options),
    async (pdf) => {
      for (const card of cards) await drawCard(pdf, card);
    },
  );
}
