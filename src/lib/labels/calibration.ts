import type { Readable } from 'node:stream';
import { mm, newPdf, type PdfOptions, pdfStream } from '../pdf/document.ts';
import { boxAt } from './label-pdf.ts';
import { type BoxesMark, GREY, type Mark, type Measure, textIn } from './marks.ts';
import { measureWith, paintPdf } from './paint-pdf.ts';
import { paintSvg } from './paint-svg.ts';
import { type LabelSheet, labelsOnPage } from './sheet.ts';

const HAIR = 0.1;
const FIRST = 5;

/** A line for each millimetre, longer at fives and tens; not where no printer reaches, right at the edge. */
function ruler(length: number, boxOf: (at: number, long: number) => [number, number, number, number]): BoxesMark {
  const boxes = Array.from({ length: Math.floor(length - FIRST) + 1 }, (_, n) => n + FIRST)
    .filter((at) => at <= length - FIRST)
    .map((at) => boxOf(at, at % 10 === 0 ? 5 : at % 5 === 0 ? 3.5 : 2));
  return { kind: 'boxes', boxes, color: '#000000' };
}

function numbers(measure: Measure, length: number, spot: (at: number) => { x: number; y: number }): Mark[] {
  const tens = Array.from({ length: Math.floor(length / 10) }, (_, n) => (n + 1) * 10).filter(
    (at) => at <= length - FIRST,
  );
  return tens.flatMap((at) => textIn(measure, String(at), { ...spot(at), width: 8 }, { size: 6, color: GREY })[0]);
}

/**
 * Rulers from the paper's own edges, which no correction moves, and the outline of every label, which it does: held
 * against a sheet of labels it shows how far the printer is off. A cross stands in the middle of the first label.
 */
export function calibrationMarks(sheet: LabelSheet, measure: Measure, words: readonly string[]): Mark[] {
  const { width, height } = sheet.paper;
  const first = boxAt(sheet, 0);
  const [x, y] = [first.x + first.width / 2, first.y + first.height / 2];
  const cross: BoxesMark = {
    kind: 'boxes',
    boxes: [
      [x - 3, y - HAIR / 2, 6, HAIR],
      [x - HAIR / 2, y - 3, HAIR, 6],
    ],
    color: '#000000',
  };
  const small = Math.min(width, height) < 60;
  const place = boxAt(sheet, Math.min(1, labelsOnPage(sheet) - 1));
  let below = place.y + 5;
  const lines = words.flatMap((line) => {
    const [marks, next] = textIn(
      measure,
      line,
      { x: place.x + 7, y: below, width: place.width - 9 },
      { size: 7, lines: 2 },
    );
    below = next + 0.5;
    return marks;
  });
  return [
    ...Array.from({ length: labelsOnPage(sheet) }, (_, n): Mark => ({ kind: 'frame', box: boxAt(sheet, n) })),
    ruler(width, (at, long) => [at - HAIR / 2, 3, HAIR, small ? long / 2 : long]),
    ruler(height, (at, long) => [3, at - HAIR / 2, small ? long / 2 : long, HAIR]),
    cross,
    ...(small ? [] : numbers(measure, width, (at) => ({ x: at + 0.5, y: 6 }))),
    ...(small ? [] : numbers(measure, height, (at) => ({ x: 8.5, y: at - 2.4 }))),
    ...(small ? [] : lines),
  ];
}

const paperOf = ({ paper }: LabelSheet) => ({ width: mm(paper.width), height: mm(paper.height), margin: 0 });

export const calibrationPdf = (
  sheet: LabelSheet,
  title: string,
  words: readonly string[],
  options: PdfOptions,
): Readable =>
  pdfStream(
    () => newPdf(title, paperOf(sheet), options),
    (pdf) => {
      pdf.addPage();
      paintPdf(pdf, calibrationMarks(sheet, measureWith(pdf), words));
    },
  );

/** The bare sheet with its rulers, for the screen where its measures are written down. */
export async function calibrationSvg(sheet: LabelSheet, title: string): Promise<string> {
  const pdf = await newPdf(title, paperOf(sheet), { createdAt: new Date(0), lang: 'id' });
  return paintSvg(sheet.paper, calibrationMarks(sheet, measureWith(pdf), []), title);
}
