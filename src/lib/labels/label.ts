import { type Bars, barMarks, code128, modulesOf, type QrCode, qrCode, qrMarks, type SymbolKind } from './barcode.ts';
import { type Box, GREY, lineHeight, type Mark, type Measure, MM_PER_POINT, textIn, within } from './marks.ts';

export const LABEL_KINDS = ['BARCODE', 'SPINE', 'BOTH'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

export interface CopyLabel {
  readonly library: string;
  /** '' on a label that has no copy yet. */
  readonly title: string;
  readonly barcode: string;
  /** One line each on the spine. */
  readonly callNumber: readonly string[];
  /** Small, below the call number: branch or shelf. */
  readonly place: string;
}

/** The bar a scanner reads at arm's length; what is too long for the label is drawn narrower. */
const MODULE = 0.33;
const QUIET = 10;
/** Thinner bars than this are not read by every scanner, nor drawn by every printer. */
export const THINNEST = 0.19;
const HIGHEST_BARS = 12;
const SPINE_PART = 0.34;
/** Below this width a label of both has the call number above the barcode, not beside it. */
const NARROW = 55;

export interface Drawing {
  readonly measure: Measure;
  readonly kind: LabelKind;
  readonly symbol: SymbolKind;
}

const edgeOf = ({ width, height }: Box): number => Math.min(3, Math.max(1, Math.min(width, height) * 0.07));

/** Width of the narrowest bar in millimetres where so much room is. */
const moduleIn = (bars: Bars, width: number): number => Math.min(MODULE, width / (modulesOf(bars) + 2 * QUIET));

interface Parts {
  spine: Box | null;
  code: Box | null;
}

function partsOf(kind: LabelKind, place: Box): Parts {
  const box = within(place, edgeOf(place));
  if (kind === 'SPINE') return { spine: box, code: null };
  if (kind === 'BARCODE') return { spine: null, code: box };
  if (place.width < NARROW) {
    const height = box.height * 0.3;
    return { spine: { ...box, height }, code: { ...box, y: box.y + height, height: box.height - height } };
  }
  const spine = box.width * SPINE_PART;
  return {
    spine: { ...box, width: spine - edgeOf(place) },
    code: { ...box, x: box.x + spine, width: box.width - spine },
  };
}

/** The narrowest bar a barcode gets on labels of this size; null where there are no bars. */
export async function thinnestBar(
  barcode: string,
  drawing: Omit<Drawing, 'measure'>,
  place: Box,
): Promise<number | null> {
  const { code } = partsOf(drawing.kind, place);
  return code === null || drawing.symbol === 'QR' ? null : moduleIn(await code128(barcode), code.width);
}

export async function labelMarks(drawing: Drawing, label: CopyLabel, place: Box): Promise<Mark[]> {
  const { spine, code } = partsOf(drawing.kind, place);
  const marks = spine ? spineMarks(drawing.measure, label, spine, place.width < NARROW && code !== null) : [];
  if (code === null) return marks;
  return drawing.symbol === 'QR'
    ? [...marks, ...squareMarks(drawing.measure, label, await qrCode(label.barcode), code)]
    : [...marks, ...barcodeMarks(drawing.measure, label, await code128(label.barcode), code)];
}

/** The call number line below line, as large as it fits; in one line where there is no height for more. */
function spineMarks(measure: Measure, label: CopyLabel, box: Box, flat: boolean): Mark[] {
  const parts = label.callNumber.length > 0 ? label.callNumber.slice(0, 6) : ['–'];
  const lines = flat ? [parts.join(' ')] : parts;
  const foot = box.height >= 15 && !flat ? lineHeight(6.5) + 0.5 : 0;
  const widest = Math.max(...lines.map((line) => measure(line, 10, true))) / 10;
  const size = Math.min(15, (box.height - foot) / lines.length / lineHeight(1), box.width / Math.max(widest, 0.01));
  const top = box.y + Math.max(0, (box.height - foot - lines.length * lineHeight(size)) / 2);
  const marks = lines.flatMap((line, at) => {
    const y = top + at * lineHeight(size);
    // A hair more than measured, so that what fits by calculation is not cut by rounding.
    return textIn(
      measure,
      line,
      { ...box, x: box.x - 0.01, width: box.width + 0.02, y },
      { size, bold: true, align: 'center' },
    )[0];
  });
  if (foot === 0) return marks;
  const y = box.y + box.height - lineHeight(6.5);
  return [...marks, ...textIn(measure, label.place, { ...box, y }, { size: 6.5, color: GREY, align: 'center' })[0]];
}

/** Library and title above, the number below, the bars between them; what there is no height for is left out. */
function barcodeMarks(measure: Measure, label: CopyLabel, bars: Bars, box: Box): Mark[] {
  const number = box.height >= 16 ? 9 : box.height >= 10 ? 7 : 6;
  const width = modulesOf(bars) * moduleIn(bars, box.width);
  const foot = lineHeight(number);
  const head = headMarks(measure, label, box, box.height - foot - 6);
  const free = box.height - foot - head.height - 0.6;
  const height = Math.min(HIGHEST_BARS, Math.max(3, free));
  const y = box.y + box.height - foot - 0.4 - height;
  return [
    ...head.marks,
    barMarks(bars, { x: box.x + (box.width - width) / 2, y, width, height }),
    ...textIn(
      measure,
      label.barcode,
      { ...box, y: y + height + 0.4 },
      { size: number, bold: true, align: 'center' },
    )[0],
  ];
}

function headMarks(measure: Measure, label: CopyLabel, box: Box, room: number): { marks: Mark[]; height: number } {
  const marks: Mark[] = [];
  let y = box.y;
  if (room >= lineHeight(6.5)) {
    const [library, next] = textIn(measure, label.library, { ...box, y }, { size: 6.5, color: GREY, align: 'center' });
    marks.push(...library);
    y = next;
  }
  const lines = Math.min(2, Math.floor((room - (y - box.y)) / lineHeight(8)));
  if (lines > 0 && label.title !== '') {
    const [title, next] = textIn(measure, label.title, { ...box, y }, { size: 8, bold: true, align: 'center', lines });
    marks.push(...title);
    y = next;
  }
  return { marks, height: y - box.y };
}

/** A QR code at the left with its words beside it, or in the middle of a narrow label with the number below. */
function squareMarks(measure: Measure, label: CopyLabel, qr: QrCode, box: Box): Mark[] {
  const foot = lineHeight(7);
  if (box.width < box.height * 1.7) {
    const width = Math.min(box.width, box.height - foot - 0.5);
    return [
      qrMarks(qr, { x: box.x + (box.width - width) / 2, y: box.y, width }),
      ...textIn(
        measure,
        label.barcode,
        { ...box, y: box.y + box.height - foot },
        { size: 7, bold: true, align: 'center' },
      )[0],
    ];
  }
  const width = Math.min(box.height, 24);
  const y = box.y + (box.height - width) / 2;
  const text = { ...box, x: box.x + width + 2, width: box.width - width - 2, height: box.height };
  const head = headMarks(measure, label, text, box.height - lineHeight(9));
  const number = { ...text, y: Math.max(box.y + head.height, box.y + box.height - lineHeight(9)) };
  return [
    qrMarks(qr, { x: box.x, y, width }),
    ...head.marks.map((mark) => mark),
    ...textIn(measure, label.barcode, number, {
      size: fitSize(measure, label.barcode, text.width, 9),
      bold: true,
      align: 'center',
    })[0],
  ];
}

/** The number is never cut: it is written smaller instead. */
export const fitSize = (measure: Measure, text: string, width: number, most: number): number =>
  Math.min(most, (width / Math.max(measure(text, 10, true), MM_PER_POINT)) * 10 * 0.99);
