import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { A4, newPdf, type Paper, type Pdf, type PdfOptions, pdfStream } from './document.ts';
import { applyStyle, Flow } from './flow.ts';
import { printable } from './printable.ts';
import { Table, type TableColumn } from './table.ts';

/** Everything as it shall be read: translated, numbers and dates formatted. */
export interface TableReport {
  readonly library: string;
  readonly title: string;
  /** Lines under the title: period, author, filters. */
  readonly lines: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  readonly totals?: readonly string[] | undefined;
  /** Said instead of rows when there are none. */
  readonly empty: string;
  /** 'Halaman {page} dari {pages}' */
  readonly pageLabel: string;
}

export interface TablePdfOptions extends PdfOptions {
  readonly layout?: 'portrait' | 'landscape' | undefined;
  readonly maxRows?: number | undefined;
}

export class PdfTooLong extends Error {
  readonly maxRows: number;

  constructor(maxRows: number) {
    super(`More than ${maxRows} rows`);
    this.name = 'PdfTooLong';
    this.maxRows = maxRows;
  }
}

const MAX_ROWS = 5_000; // some 140 pages, kept in memory to be numbered
const BREATH = 50; // rows after which other work gets its turn

async function drawRows(pdf: Pdf, flow: Flow, report: TableReport, maxRows: number): Promise<void> {
  const table = new Table(pdf, flow, report.columns);
  let count = 0;
  for await (const row of report.rows) {
    count += 1;
    if (count > maxRows) throw new PdfTooLong(maxRows);
    if (count % BREATH === 0) await setImmediate();
    if (pdf.destroyed) return;
    table.row(row);
  }
  if (count === 0) {
    flow.y += 8;
    flow.text(report.empty, { grey: true, align: 'center' });
  } else if (report.totals) table.row(report.totals, true);
}

function numberPages(pdf: Pdf, paper: Paper, report: TableReport): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0; // or the line below it would open a page
    const label = report.pageLabel.replace('{page}', String(page + 1)).replace('{pages}', String(count));
    const [y, width] = [paper.height - paper.margin + 12, paper.width - 2 * paper.margin];
    applyStyle(pdf, { size: 8, grey: true }).text(printable(report.library), paper.margin, y, {
      width,
      lineBreak: false,
    });
    pdf.text(printable(label), paper.margin, y, { width, align: 'right' });
  }
}

export function tablePdf(report: TableReport, options: TablePdfOptions): Readable {
  const paper = options.layout === 'landscape' ? { ...A4, width: A4.height, height: A4.width } : A4;
  return pdfStream(
    () => newPdf(report.title, paper, options),
    async (pdf) => {
      const flow = new Flow(pdf, paper);
      flow.text(report.library, { size: 9, grey: true });
      flow.text(report.title, { size: 16, bold: true, gap: 4 });
      for (const line of report.lines) flow.text(line, { size: 9, grey: true, gap: 1 });
      flow.y += 8;
      await drawRows(pdf, flow, report, options.maxRows ?? MAX_ROWS);
      numberPages(pdf, paper, report);
    },
  );
}
