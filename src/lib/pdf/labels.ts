import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type Bars, code128, drawBars } from './barcode.ts';
import { mm, newPdf, type Pdf, type PdfOptions, pdfStream } from './document.ts';
import { applyStyle, type TextStyle } from './flow.ts';
import { type LabelSheet, placeOf } from './label-sheet.ts';
import { printable } from './printable.ts';

export const LABEL_KINDS = ['BARCODE', 'SPINE', 'BOTH'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

export interface CopyLabel {
  readonly library: string;
  readonly title: string;
  readonly barcode: string;
  /** One line each on the spine. */
  readonly callNumber: readonly string[];
  /** Small, below the call number: branch or shelf. */
  readonly place: string;
}

export interface LabelJob {
  readonly title: string;
  readonly sheet: LabelSheet;
  readonly kind: LabelKind;
  /** The first place that is still free on the first sheet, from 1. */
  readonly start: number;
  /** Draws each label's edge, to try a printer out on plain paper. */
  readonly outline: boolean;
  readonly labels: readonly CopyLabel[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const EDGE = mm(3);
const BAR_HEIGHT = mm(12);
/** Widest bar a scanner needs at arm's length; what is too long for the label is drawn narrower. */
const MODULE = mm(0.33);
const QUIET = 10;
const SPINE_PART = 0.34;
const BREATH = 25;

function write(pdf: Pdf, text: string, box: Box, style: TextStyle & { lines?: number }): number {
  const { lines = 1, ...rest } = style;
  applyStyle(pdf, rest);
  const height = pdf.currentLineHeight(true) * lines + 0.1;
  pdf.text(printable(text), box.x, box.y, { width: box.width, height, ellipsis: true, align: rest.align ?? 'center' });
  return pdf.y;
}

function drawBarcode(pdf: Pdf, label: CopyLabel, bars: Bars, box: Box): void {
  const modules = bars.reduce((sum, width) => sum + width, 0);
  const module = Math.min(MODULE, box.width / (modules + 2 * QUIET));
  const width = modules * module;
  write(pdf, label.library, { ...box, y: box.y }, { size: 6.5, grey: true });
  write(pdf, label.title, { ...box, y: box.y + 9 }, { size: 8, bold: true, lines: 2 });
  const y = box.y + box.height - BAR_HEIGHT - 12;
  drawBars(pdf, bars, { x: box.x + (box.width - width) / 2, y, width, height: BAR_HEIGHT });
  write(pdf, label.barcode, { ...box, y: y + BAR_HEIGHT + 2 }, { size: 9, bold: true });
}

function drawSpine(pdf: Pdf, label: CopyLabel, box: Box): void {
  const lines = label.callNumber.length > 0 ? label.callNumber.slice(0, 6) : ['–'];
  const longest = Math.max(...lines.map((line) => line.length));
  const size = Math.min(15, (box.height - 12) / lines.length / 1.2, (box.width / longest) * 1.7);
  const top = box.y + Math.max(0, (box.height - 10 - lines.length * size * 1.2) / 2);
  for (const [at, line] of lines.entries())
    write(pdf, line, { ...box, y: top + at * size * 1.2 }, { size, bold: true });
  write(pdf, label.place, { ...box, y: box.y + box.height - 8 }, { size: 6.5, grey: true });
}

async function drawLabel(pdf: Pdf, job: LabelJob, label: CopyLabel, place: Box): Promise<void> {
  const inner = {
    x: place.x + EDGE,
    y: place.y + EDGE,
    width: place.width - 2 * EDGE,
    height: place.height - 2 * EDGE,
  };
  if (job.outline) pdf.lineWidth(0.3).rect(place.x, place.y, place.width, place.height).stroke('#999999');
  if (job.kind === 'SPINE') return drawSpine(pdf, label, inner);
  const bars = await code128(label.barcode);
  if (job.kind === 'BARCODE') return drawBarcode(pdf, label, bars, inner);
  const spine = inner.width * SPINE_PART;
  drawSpine(pdf, label, { ...inner, width: spine - EDGE });
  drawBarcode(pdf, label, bars, { ...inner, x: inner.x + spine, width: inner.width - spine });
}

/** Labels row by row from the first free place on, over as many sheets as it takes. */
export function labelPdf(job: LabelJob, options: PdfOptions): Readable {
  const { paper, label: size } = job.sheet;
  return pdfStream(
    () => newPdf(job.title, { width: mm(paper.width), height: mm(paper.height), margin: 0 }, options),
    async (pdf) => {
      let pages = 0;
      for (const [at, label] of job.labels.entries()) {
        const { page, x, y } = placeOf(job.sheet, job.start - 1 + at);
        for (; pages <= page; pages++) pdf.addPage();
        await drawLabel(pdf, job, label, { x: mm(x), y: mm(y), width: mm(size.width), height: mm(size.height) });
        if (at % BREATH === 0) await setImmediate();
        if (pdf.destroyed) return;
      }
    },
  );
}
