import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { calibrationPdf } from './calibration.ts';
import { memberCardPdf } from './card.ts';
import { type CopyLabel, LABEL_KINDS, THINNEST, thinnestBar } from './label.ts';
import { boxAt, type LabelJob, labelPdf, labelSvg, pagesOf } from './label-pdf.ts';
import { beyondPaper, type LabelSheet, labelsOnPage, placeOf } from './sheet.ts';
import { CARD_SHEETS, LABEL_SHEETS, sheetCalled } from './sheets.ts';

const [sheet] = LABEL_SHEETS as [LabelSheet];
const called = (code: string): LabelSheet => {
  const found = sheetCalled(code);
  if (!found) throw new Error(code);
  return found;
};
const options = { createdAt: new Date('2026-08-17T03:00:00Z'), lang: 'id', compress: false };
const label = (n: number): CopyLabel => ({
  library: 'Perpustakaan Kota Contoh',
  title: 'Laskar Pelangi',
  barcode: `B${String(n).padStart(6, '0')}`,
  callNumber: ['899.221', 'HIR', 'l'],
  place: 'Perpustakaan Pusat',
});
const labels = (count: number): CopyLabel[] => Array.from({ length: count }, (_, n) => label(n + 1));
const job = (o: Partial<LabelJob>): LabelJob => ({
  title: 'Label',
  sheet,
  kind: 'BARCODE',
  symbol: 'CODE128',
  start: 1,
  outline: false,
  labels: labels(1),
  ...o,
});

const POINT = 25.4 / 72;
type Rect = { x: number; y: number; width: number; height: number };

/** Every rectangle drawn on each page, in millimetres from the top left corner of the paper. */
async function rectangles(stream: Readable): Promise<Rect[][]> {
  const file = (await buffer(stream)).toString('latin1');
  const contents = [...file.matchAll(/stream\n([\s\S]*?)endstream/g)].map(([, content = '']) => content);
  return contents
    .filter((content) => content.includes(' re\n'))
    .map((content) =>
      [...content.matchAll(/^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/gm)].map(([, ...numbers]) => {
        const [x = 0, y = 0, width = 0, height = 0] = numbers.map((number) => Number(number) * POINT);
        return { x, y, width, height };
      }),
    );
}
const drawn = (given: LabelJob): Promise<Rect[][]> => rectangles(labelPdf(given, options));

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.1;

describe('a sheet of labels', () => {
  it.each([...LABEL_SHEETS, ...CARD_SHEETS])('$code lies within its paper', (each) => {
    expect(beyondPaper(each)).toEqual({ x: 0, y: 0 });
    expect(Math.min(each.left, each.top, each.gapX, each.gapY)).toBeGreaterThanOrEqual(0);
    expect(placeOf(each, labelsOnPage(each))).toEqual({ page: 1, x: each.left, y: each.top });
    expect(beyondPaper({ ...each, columns: each.columns + 1 }).x).toBeGreaterThan(0);
    expect(beyondPaper({ ...each, rows: each.rows + 1 }).y).toBeGreaterThan(0);
  });

  it.each(LABEL_SHEETS)('$code is printed to a tenth of a millimetre, on every place of two sheets', async (each) => {
    const pages = await drawn(
      job({ sheet: each, kind: 'SPINE', outline: true, labels: labels(2 * labelsOnPage(each)) }),
    );
    expect(pages).toHaveLength(2);
    for (const page of pages) {
      expect(page).toHaveLength(labelsOnPage(each));
      for (const [n, edge] of page.entries()) {
        const [column, row] = [n % each.columns, Math.floor(n / each.columns)];
        expect(near(edge.x, each.left + column * (each.label.width + each.gapX))).toBe(true);
        expect(near(edge.y, each.top + row * (each.label.height + each.gapY))).toBe(true);
        expect(near(edge.width, each.label.width) && near(edge.height, each.label.height)).toBe(true);
      }
    }
  });

  it('stands where the maker says: Avery L7160 begins 7.2 mm from the left and 15.1 mm from the top, 66 mm apart', async () => {
    const [page = []] = await drawn(
      job({ sheet: called('avery-l7160'), kind: 'SPINE', outline: true, labels: labels(21) }),
    );
    expect(near(page[0]?.x ?? 0, 7.21) && near(page[0]?.y ?? 0, 15.15)).toBe(true);
    expect(near((page[1]?.x ?? 0) - (page[0]?.x ?? 0), 66.04)).toBe(true);
    expect(near((page[3]?.y ?? 0) - (page[0]?.y ?? 0), 38.1)).toBe(true);
  });

  it('begins at the first free label and goes on over the next sheet', async () => {
    const pages = await drawn(job({ kind: 'SPINE', outline: true, start: 23, labels: labels(4) }));
    expect(pages.map((page) => page.length)).toEqual([2, 2]);
    expect(near(pages[0]?.[0]?.x ?? 0, 70) && near(pages[0]?.[0]?.y ?? 0, 4.5 + 7 * 36)).toBe(true);
    expect(near(pages[1]?.[0]?.x ?? 1, 0) && near(pages[1]?.[0]?.y ?? 0, 4.5)).toBe(true);
    expect(pagesOf(sheet, 23, 4)).toBe(2);
  });

  it('is led by the shift of its printer, bars and all', async () => {
    const still = await drawn(job({ outline: true }));
    const moved = await drawn(job({ outline: true, sheet: { ...sheet, shift: { x: 1.5, y: -0.8 } } }));
    expect(moved[0]).toHaveLength(still[0]?.length ?? 0);
    for (const [at, rect] of (moved[0] ?? []).entries()) {
      expect(near(rect.x - (still[0]?.[at]?.x ?? 0), 1.5)).toBe(true);
      expect(near(rect.y - (still[0]?.[at]?.y ?? 0), -0.8)).toBe(true);
    }
  });
});

describe('a label', () => {
  it('has its barcode in the middle with ten modules of quiet around it', async () => {
    const [page = []] = await drawn(job({ labels: labels(2) }));
    const first = page.filter(({ x }) => x < 70);
    const left = Math.min(...first.map(({ x }) => x));
    const right = Math.max(...first.map(({ x, width }) => x + width));
    const module = Math.min(...first.map(({ width }) => width));
    expect(near((left + right) / 2, 35)).toBe(true);
    expect(module).toBeGreaterThan(0.25);
    expect(left).toBeGreaterThanOrEqual(10 * module);
    expect(70 - right).toBeGreaterThanOrEqual(10 * module);
  });

  const everywhere = LABEL_SHEETS.flatMap((each) =>
    LABEL_KINDS.flatMap((kind) => (['CODE128', 'QR'] as const).map((symbol) => [each.code, kind, symbol] as const)),
  );
  it.each(everywhere)('on %s, %s, %s keeps within its edges', async (code, kind, symbol) => {
    const each = called(code);
    const long = {
      ...label(1),
      title: 'Sebuah judul yang amat panjang sehingga tidak muat pada label mana pun',
      barcode: 'PERPUSTAKAAN/2026/000123',
    };
    const [page = []] = await drawn(job({ sheet: each, kind, symbol, labels: [long] }));
    const place = boxAt(each, 0);
    for (const { x, y, width, height } of page) {
      expect(x).toBeGreaterThanOrEqual(place.x - 0.01);
      expect(y).toBeGreaterThanOrEqual(place.y - 0.01);
      expect(x + width).toBeLessThanOrEqual(place.x + place.width + 0.01);
      expect(y + height).toBeLessThanOrEqual(place.y + place.height + 0.01);
    }
  });

  it('says when its bars are too thin to be read', async () => {
    const on = (code: string, kind: 'BARCODE' | 'BOTH', symbol: 'CODE128' | 'QR' = 'CODE128') =>
      thinnestBar('PERPUSTAKAAN/2026', { kind, symbol }, boxAt(called(code), 0));
    expect(await on('a4-3x8-70x36', 'BARCODE')).toBeGreaterThan(THINNEST);
    expect(await on('roll-33x15', 'BARCODE')).toBeLessThan(THINNEST);
    expect(await on('roll-33x15', 'BARCODE', 'QR')).toBeNull();
  });

  it('looks on the screen as it does on paper', async () => {
    const given = job({ sheet: called('tj-121'), kind: 'BOTH', start: 2, labels: labels(3) });
    const svg = await labelSvg(given);
    expect(
      svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="165mm" height="210mm" viewBox="0 0 165 210"'),
    ).toBe(true);
    const boxes = [...svg.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map(([, ...n]) => n.map(Number));
    const [page = []] = await drawn(given);
    expect(boxes).toHaveLength(page.length);
    for (const [at, [x = 0, y = 0, width = 0, height = 0]] of boxes.entries()) {
      const rect = page[at];
      expect(near(x, rect?.x ?? -1) && near(y, rect?.y ?? -1)).toBe(true);
      expect(near(width, rect?.width ?? -1) && near(height, rect?.height ?? -1)).toBe(true);
    }
    expect(svg).toContain('>B000001</text>');
  });

  it('writes hostile words as words', async () => {
    const svg = await labelSvg(job({ labels: [{ ...label(1), title: '<script>"&' }] }));
    expect(svg).toContain('&lt;script&gt;&quot;&amp;');
  });
});

describe('cards on a sheet', () => {
  const card = { library: 'Perpustakaan', title: 'Kartu anggota', name: 'Siti', number: 'LIB001', lines: ['X-A'] };

  it('are ten on A4 of 85.6 × 54 mm, exact to a tenth of a millimetre', async () => {
    const paper = called('cr80-a4');
    const [page = [], ...rest] = await rectangles(
      memberCardPdf(
        Array.from({ length: 10 }, () => card),
        options,
        { sheet: paper },
      ),
    );
    expect(rest).toHaveLength(0);
    const frames = page.filter(({ width, height }) => near(width, 85.6) && near(height, 54));
    expect(frames).toHaveLength(10);
    for (const [n, frame] of frames.entries()) {
      const place = placeOf(paper, n);
      expect(near(frame.x, place.x) && near(frame.y, place.y)).toBe(true);
    }
  });

  it('begin at the first free place', async () => {
    const paper = called('cr80-a4');
    const pages = await rectangles(memberCardPdf([card, card], options, { sheet: paper, start: 10 }));
    expect(pages).toHaveLength(2);
  });
});

describe('the test page', () => {
  it('has its rulers where the paper begins, and its outlines where the printer is led', async () => {
    const shifted = { ...sheet, shift: { x: 2, y: 1 } };
    const [still = []] = await rectangles(calibrationPdf(sheet, 'Uji', ['a'], options));
    const [moved = []] = await rectangles(calibrationPdf(shifted, 'Uji', ['a'], options));
    const outlines = (page: Rect[]) => page.filter(({ width }) => near(width, 70));
    const ticks = (page: Rect[]) => page.filter(({ width, height, y }) => near(width, 0.1) && y < 4 && height >= 2);
    expect(outlines(still)).toHaveLength(24);
    expect(near((outlines(moved)[0]?.x ?? 0) - (outlines(still)[0]?.x ?? 0), 2)).toBe(true);
    expect(ticks(moved)).toEqual(ticks(still));
    const [at50] = ticks(still).filter(({ x }) => near(x, 50));
    expect(near((at50?.x ?? 0) + 0.05, 50)).toBe(true);
  });
});
