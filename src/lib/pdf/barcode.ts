import type { Pdf } from './document.ts';

/** Widths in modules, bar and space in turn, a bar first. */
export type Bars = readonly number[];

export interface QrCode {
  readonly size: number;
  readonly dark: readonly boolean[];
}

async function rawSymbol(bcid: string, text: string) {
  const { default: bwip } = await import('bwip-js');
  const [symbol] = bwip.raw({ bcid, text });
  if (symbol === undefined) throw new RangeError(`No ${bcid} for ${text}`);
  return symbol;
}

export async function code128(text: string): Promise<Bars> {
  const symbol = await rawSymbol('code128', text);
  if (!('sbs' in symbol)) throw new TypeError('Not a linear barcode');
  return symbol.sbs;
}

export async function qrCode(text: string): Promise<QrCode> {
  const symbol = await rawSymbol('qrcode', text);
  if (!('pixs' in symbol)) throw new TypeError('Not a square code');
  return { size: symbol.pixx, dark: symbol.pixs.map((pixel) => pixel === 1) };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Fills the box from side to side; the quiet zone around is the caller's. */
export function drawBars(pdf: Pdf, bars: Bars, { x, y, width, height }: Box): void {
  const module = width / bars.reduce((sum, modules) => sum + modules, 0);
  let left = x;
  for (const [at, modules] of bars.entries()) {
    if (at % 2 === 0) pdf.rect(left, y, modules * module, height);
    left += modules * module;
  }
  pdf.fill('#000000');
}

export function drawQr(pdf: Pdf, { size, dark }: QrCode, { x, y, width }: Omit<Box, 'height'>): void {
  const module = width / size;
  for (const [at, isDark] of dark.entries())
    if (isDark) pdf.rect(x + (at % size) * module, y + Math.floor(at / size) * module, module, module);
  pdf.fill('#000000');
}
