import type { Readable } from 'node:stream';
import { A4, newPdf, type Pdf, type PdfOptions, pdfStream } from './document.ts';
import { Flow } from './flow.ts';
import { Table, type TableColumn } from './table.ts';

export interface Letter {
  /** At the top right: the class, by which a pile of letters is dealt out. */
  readonly corner?: string | undefined;
  readonly placeAndDate: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly afterRows: readonly string[];
  readonly closing: string;
  readonly signer: string;
}

export interface Letters {
  readonly title: string;
  readonly library: { readonly name: string; readonly lines: readonly string[] };
  readonly columns: readonly TableColumn[];
  readonly letters: readonly Letter[];
}

const SPACE_TO_SIGN = 48;

function drawHead(flow: Flow, { library }: Letters, letter: Letter): void {
  flow.text(library.name, { size: 14, bold: true, align: 'center' });
  for (const line of library.lines) flow.text(line, { size: 9, grey: true, align: 'center', gap: 0 });
  flow.y += 6;
  flow.rule(14);
  flow.pair(letter.placeAndDate, letter.corner ?? '', { gap: 14 });
  for (const line of letter.to) flow.text(line, { gap: 1 });
  flow.y += 12;
  flow.text(letter.subject, { bold: true, gap: 10 });
}

function drawLetter(pdf: Pdf, flow: Flow, letters: Letters, letter: Letter): void {
  drawHead(flow, letters, letter);
  for (const paragraph of letter.paragraphs) flow.text(paragraph, { gap: 8 });
  if (letter.rows.length > 0) {
    const table = new Table(pdf, flow, letters.columns);
    for (const row of letter.rows) table.row(row);
    flow.y += 12;
  }
  for (const paragraph of letter.afterRows) flow.text(paragraph, { gap: 8 });
  flow.need(SPACE_TO_SIGN + 40);
  flow.y += 8;
  flow.text(letter.closing, { gap: SPACE_TO_SIGN });
  flow.text(letter.signer, { bold: true });
}

/** Each letter begins on its own page. */
export function letterPdf(letters: Letters, options: PdfOptions): Readable {
  return pdfStream(
    () => newPdf(letters.title, A4, options),
    (pdf) => {
      for (const letter of letters.letters) drawLetter(pdf, new Flow(pdf, A4), letters, letter);
    },
  );
}
