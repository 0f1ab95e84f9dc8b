/** What is put on paper, in millimetres from its top left corner; letters in points. */
export type Mark = TextMark | BoxesMark | FrameMark | PictureMark;

export interface TextMark {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  /** Where the letters stand, not where they begin above. */
  readonly baseline: number;
  readonly width: number;
  readonly size: number;
  readonly bold: boolean;
  readonly color: string;
}

/** Filled rectangles of one colour: bars, the squares of a QR code, a band. */
export interface BoxesMark {
  readonly kind: 'boxes';
  readonly boxes: readonly (readonly [x: number, y: number, width: number, height: number])[];
  readonly color: string;
}

export interface FrameMark {
  readonly kind: 'frame';
  readonly box: Box;
}

export interface PictureMark {
  readonly kind: 'picture';
  readonly box: Box;
  readonly bytes: Buffer;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Width in millimetres of a line of letters of this size in points. */
export type Measure = (text: string, size: number, bold: boolean) => number;

export const MM_PER_POINT = 25.4 / 72;
export const INK = '#111111';
export const GREY = '#555555';

export const within = ({ x, y, width, height }: Box, edge: number): Box => ({
  x: x + edge,
  y: y + edge,
  width: Math.max(0, width - 2 * edge),
  height: Math.max(0, height - 2 * edge),
});

export interface LineStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** How many lines it may take; what is longer ends in an ellipsis. */
  readonly lines?: number;
}

const LINE = 1.16;
const ASCENT = 0.84;
/** Height of one line of letters of a size. */
export const lineHeight = (size: number): number => size * LINE * MM_PER_POINT;

function fitting(text: string, width: number, measured: (text: string) => number): string {
  if (measured(text) <= width) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measured(`${letters.slice(0, middle).join('').trimEnd()}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${letters.slice(0, low).join('').trimEnd()}…`;
}

function broken(text: string, width: number, most: number, measured: (text: string) => number): string[] {
  const lines: string[] = [];
  const words = text.split(/\s+/).filter(Boolean);
  while (words.length > 0 && lines.length < most - 1) {
    let line = words.shift() ?? '';
    while (words[0] !== undefined && measured(`${line} ${words[0]}`) <= width) line += ` ${words.shift()}`;
    lines.push(fitting(line, width, measured));
  }
  if (words.length > 0) lines.push(fitting(words.join(' '), width, measured));
  return lines;
}

/** Text from the top of the box down; returns its marks and where the next line would begin. */
export function textIn(
  measure: Measure,
  text: string,
  box: Omit<Box, 'height'>,
  style: LineStyle,
): [TextMark[], number] {
  const { size, bold = false, color = INK, align = 'left', lines = 1 } = style;
  const measured = (line: string): number => measure(line, size, bold);
  const marks = broken(text, box.width, lines, measured).map((line, at): TextMark => {
    const width = measured(line);
    const free = box.width - width;
    const x = box.x + (align === 'left' ? 0 : align === 'right' ? free : free / 2);
    const baseline = box.y + at * lineHeight(size) + ASCENT * size * MM_PER_POINT;
    return { kind: 'text', text: line, x, baseline, width, size, bold, color };
  });
  return [marks, box.y + marks.length * lineHeight(size)];
}
