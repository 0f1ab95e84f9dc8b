import type { Box, BoxesMark } from './marks.ts';

/** Widths in modules, bar and space in turn, a bar first. */
export type Bars = readonly number[];

export interface QrCode {
  readonly size: number;
  readonly dark: readonly boolean[];
}

export const SYMBOLS = ['CODE128', 'QR'] as const;
export type SymbolKind = (typeof SYMBOLS)[number];

async function rawSymbol(bcid: string, text: string) {
  const { default: bwip } = await import('bwip-js');
  const [symbol] = bwip.raw({ bcid, text });
  if (symbol === undefined) throw new RangeError(`No ${bcid} for ${text}`);
  return symbol;
}

async function linear(bcid: string, text: string): Promise<Bars> {
  const symbol = await rawSymbol(bcid, text);
  if (!('sbs' in symbol)) throw new TypeError('Not a linear barcode');
  return symbol.sbs;
}

export const code128 = (text: string): Promise<Bars> => linear('code128', text);

/** What publishers print on the back of a book. */
export const ean13 = (digits: string): Promise<Bars> => linear('ean13', digits);

export async function qrCode(text: string): Promise<QrCode> {
  const symbol = await rawSymbol('qrcode', text);
  if (!('pixs' in symbol)) throw new TypeError('Not a square code');
  return { size: symbol.pixx, dark: symbol.pixs.map((pixel) => pixel === 1) };
}

export const modulesOf = (bars: Bars): number => bars.reduce((sum, modules) => sum + modules, 0);

const BLACK = '#000000';

/** Fills the box from side to side; the quiet zone around is the caller's. */
export function barMarks(bars: Bars, { x, y, width, height }: Box): BoxesMark {
  const module = width / modulesOf(bars);
  let left = x;
  const boxes = bars.flatMap((modules, at): [number, number, number, number][] => {
    const from = left;
    left += modules * module;
    return at % 2 === 0 ? [[from, y, modules * module, height]] : [];
  });
  return { kind: 'boxes', boxes, color: BLACK };
}

/** Dark squares beside each other are one box: fewer of them, and no hairlines between them on a screen. */
export function qrMarks({ size, dark }: QrCode, { x, y, width }: Omit<Box, 'height'>): BoxesMark {
  const module = width / size;
  const boxes: [number, number, number, number][] = [];
  for (let row = 0; row < size; row++)
    for (let from = 0; from < size; from++) {
      let to = from;
      while (to < size && dark[row * size + to]) to += 1;
      if (to > from) boxes.push([x + from * module, y + row * module, (to - from) * module, module]);
      from = to;
    }
  return { kind: 'boxes', boxes, color: BLACK };
}
