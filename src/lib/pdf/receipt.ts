import type { Readable } from 'node:stream';
import { A4, mm, newPdf, type Paper, type Pdf, type PdfOptions, pdfStream } from './document.ts';
import { Flow } from './flow.ts';

/** Everything as it shall be read: translated, amounts formatted. */
export interface Receipt {
  readonly library: { readonly name: string; readonly lines: readonly string[] };
  readonly title: string;
  readonly details: readonly { readonly label: string; readonly value: string }[];
  readonly items: readonly { readonly text: string; readonly note?: string | undefined; readonly amount: string }[];
  readonly totals: readonly { readonly text: string; readonly amount: string; readonly strong?: boolean | undefined }[];
  readonly footer: readonly string[];
}

export interface ReceiptOptions extends PdfOptions {
  readonly paper: 'a4' | '80mm';
}

const TALLEST = 14_400; // what a PDF page may be
const ROLL: Paper = { width: mm(80), height: TALLEST, margin: mm(4) };

function drawReceipt(flow: Flow, { library, title, details, items, totals, footer }: Receipt, size: number): void {
  flow.text(library.name, { size: size * 1.4, bold: true, align: 'center' });
  for (const line of library.lines) flow.text(line, { size: size * 0.9, grey: true, align: 'center', gap: 0 });
  flow.y += size;
  flow.rule(size);
  flow.text(title, { size: size * 1.2, bold: true, align: 'center', gap: size });
  for (const { label, value } of details) flow.pair(label, value, { size });
  flow.y += size / 2;
  flow.rule();
  for (const { text, note, amount } of items) {
    flow.pair(text, amount, { size, gap: note === undefined ? 4 : 0 });
    if (note !== undefined) flow.text(note, { size: size * 0.85, grey: true, gap: 4 });
  }
  flow.rule();
  for (const { text, amount, strong } of totals) flow.pair(text, amount, { size, bold: strong ?? false });
  flow.y += size;
  for (const line of footer) flow.text(line, { size: size * 0.9, grey: true, align: 'center', gap: 0 });
}

/** A roll is cut where the receipt ends: it is set once to learn its length. */
async function openRoll(receipt: Receipt, options: PdfOptions): Promise<Pdf> {
  const flow = new Flow(await newPdf(receipt.title, ROLL, options), ROLL);
  drawReceipt(flow, receipt, 9);
  const height = Math.min(TALLEST, Math.ceil(flow.y + ROLL.margin));
  return newPdf(receipt.title, { ...ROLL, height }, options);
}

export function receiptPdf(receipt: Receipt, options: ReceiptOptions): Readable {
  if (options.paper === 'a4')
    return pdfStream(
      () => newPdf(receipt.title, A4, options),
      (pdf) => drawReceipt(new Flow(pdf, A4), receipt, 11),
    );
  return pdfStream(
    () => openRoll(receipt, options),
    (pdf) => drawReceipt(new Flow(pdf, ROLL), receipt, 9),
  );
}
