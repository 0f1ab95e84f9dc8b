import { PassThrough, pipeline, type Readable } from 'node:stream';

export type Pdf = PDFKit.PDFDocument;

export interface PdfOptions {
  /** Stands in the file: the same data at the same time give the same bytes. */
  readonly createdAt: Date;
  readonly lang: string;
  /** false leaves the page contents readable, for tests. */
  readonly compress?: boolean | undefined;
}

export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export const A4: Paper = { width: mm(210), height: mm(297), margin: mm(18) };

export const REGULAR = 'Helvetica';
export const BOLD = 'Helvetica-Bold';

/** A document without a page; pages are kept until the end so that they can be numbered. */
export async function newPdf(title: string, paper: Paper, options: PdfOptions): Promise<Pdf> {
  const { default: PDFDocument } = await import('pdfkit'); // 30 MB that only printing needs
  return new PDFDocument({
    size: [paper.width, paper.height],
    margin: paper.margin,
    autoFirstPage: false,
    bufferPages: true,
    compress: options.compress ?? true,
    lang: options.lang,
    displayTitle: true,
    info: { Title: title, Creator: 'Pustaka', Producer: 'Pustaka', CreationDate: options.createdAt },
  });
}

/** Draws while the reader reads; a failure to draw is a failure of the stream. */
export function pdfStream(open: () => Promise<Pdf>, draw: (pdf: Pdf) => void | Promise<void>): Readable {
  const out = new PassThrough();
  const run = async (): Promise<void> => {
    const pdf = await open();
    pipeline(pdf, out, () => {}); // whoever reads `out` hears of its failure there
    await draw(pdf);
    if (pdf.bufferedPageRange().count === 0) pdf.addPage(); // a file without pages is none
    pdf.end();
  };
  run().catch((error: Error) => out.destroy(error));
  return out;
}
