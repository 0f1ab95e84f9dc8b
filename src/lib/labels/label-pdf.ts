import type { Readable } from 'node:stream';
import { mm, newPdf, type PdfOptions, pdfStream } from '../pdf/document.ts';
import type { SymbolKind } from './barcode.ts';
import { type CopyLabel, type LabelKind, labelMarks } from './label.ts';
import type { Box, Mark, Measure } from './marks.ts';
import { breathe, measureWith, paintPdf } from './paint-pdf.ts';
import { paintSvg } from './paint-svg.ts';
import { type LabelSheet, labelsOnPage, placeOf } from './sheet.ts';

export interface LabelJob {
  readonly title: string;
  readonly sheet: LabelSheet;
  readonly kind: LabelKind;
  readonly symbol: SymbolKind;
  /** The first place that is still free on the first sheet, from 1. */
  readonly start: number;
  /** Draws each label's edge, to try a printer out on plain paper. */
  readonly outline: boolean;
  readonly labels: readonly CopyLabel[];
}

export const boxAt = (sheet: LabelSheet, n: number): Box & { page: number } => ({
  ...placeOf(sheet, n),
  ...sheet.label,
});

async function marksOf(job: LabelJob, measure: Measure, label: CopyLabel, place: Box): Promise<Mark[]> {
  const marks = await labelMarks({ measure, kind: job.kind, symbol: job.symbol }, label, place);
  return job.outline ? [{ kind: 'frame', box: place }, ...marks] : marks;
}

const paperOf = ({ paper }: LabelSheet) => ({ width: mm(paper.width), height: mm(paper.height), margin: 0 });
const BREATH = 8;

/** Labels row by row from the first free place on, over as many sheets as it takes. */
export function labelPdf(job: LabelJob, options: PdfOptions): Readable {
  return pdfStream(
    () => newPdf(job.title, paperOf(job.sheet), options),
    async (pdf) => {
      let pages = 0;
      for (const [at, label] of job.labels.entries()) {
        const place = boxAt(job.sheet, job.start - 1 + at);
        for (; pages <= place.page; pages++) pdf.addPage();
        paintPdf(pdf, await marksOf(job, measureWith(pdf), label, place));
        if (at % BREATH === 0) await breathe(pdf);
        if (pdf.destroyed) return;
      }
    },
  );
}

const METRICS: PdfOptions = { createdAt: new Date(0), lang: 'id' };

/** The first sheet as it will be printed, drawn from the same marks; labels that were used before are left white. */
export async function labelSvg(job: LabelJob): Promise<string> {
  const measure = measureWith(await newPdf(job.title, paperOf(job.sheet), METRICS));
  const onPage = labelsOnPage(job.sheet);
  const marks: Mark[] = [];
  for (let n = 0; n < onPage; n++) {
    const place = boxAt(job.sheet, n);
    const label = job.labels[n - (job.start - 1)];
    marks.push({ kind: 'frame', box: place });
    if (label) marks.push(...(await marksOf({ ...job, outline: false }, measure, label, place)));
  }
  return paintSvg(job.sheet.paper, marks, job.title);
}

export const pagesOf = (sheet: LabelSheet, start: number, labels: number): number =>
  Math.max(1, Math.ceil((start - 1 + labels) / labelsOnPage(sheet)));
