import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { LABEL_SHEETS, type LabelSheet, labelsOnPage, placeOf } from './label-sheet.ts';
import { type CopyLabel, type LabelJob, labelPdf } from './labels.ts';

const [sheet] = LABEL_SHEETS as [LabelSheet];
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
  start: 1,
  outline: false,
  labels: labels(1),
  ...o,
});

const POINT = 25.4 / 72;
type Rect = { x: number; y: number; width: number; height: number };

/** Every rectangle drawn on each page, in millimetres from the top left corner of the paper. */
async function rectangles(given: LabelJob): Promise<Rect[][]> {
  const file = (await buffer(labelPdf(given, options))).toString('latin1');
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

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.1;

describe('a sheet of labels', () => {
  it.each(LABEL_SHEETS)('$code lies within its paper', (each) => {
    const last = placeOf(each, labelsOnPage(each) - 1);
    expect(last.x + each.label.width).toBeLessThanOrEqual(each.paper.width);
    expect(last.y + each.label.height).toBeLessThanOrEqual(each.paper.height);
    expect(placeOf(each, labelsOnPage(each))).toEqual({ page: 1, x: each.left, y: each.top });
  });

  it('is printed to a tenth of a millimetre: 3 × 8 labels of 70 × 36 mm, 4.5 mm from the top', async () => {
    const [page = []] = await rectangles(job({ kind: 'SPINE', outline: true, labels: labels(24) }));
    expect(page).toHaveLength(24);
    for (const [n, edge] of page.entries()) {
      expect(near(edge.x, (n % 3) * 70) && near(edge.y, 4.5 + Math.floor(n / 3) * 36)).toBe(true);
      expect(near(edge.width, 70) && near(edge.height, 36)).toBe(true);
    }
  });

  it('begins at the first free label and goes on over the next sheet', async () => {
    const pages = await rectangles(job({ kind: 'SPINE', outline: true, start: 23, labels: labels(4) }));
    expect(pages.map((page) => page.length)).toEqual([2, 2]);
    expect(near(pages[0]?.[0]?.x ?? 0, 70) && near(pages[0]?.[0]?.y ?? 0, 4.5 + 7 * 36)).toBe(true);
    expect(near(pages[1]?.[0]?.x ?? 1, 0) && near(pages[1]?.[0]?.y ?? 0, 4.5)).toBe(true);
  });

  it('has barcodes in the middle of the label with ten modules of quiet around them', async () => {
    const [page = []] = await rectangles(job({ labels: labels(2) }));
    const first = page.filter(({ x }) => x < 70);
    const left = Math.min(...first.map(({ x }) => x));
    const right = Math.max(...first.map(({ x, width }) => x + width));
    const module = Math.min(...first.map(({ width }) => width));
    expect(near((left + right) / 2, 35)).toBe(true);
    expect(module).toBeGreaterThan(0.25);
    expect(left).toBeGreaterThanOrEqual(10 * module);
    expect(70 - right).toBeGreaterThanOrEqual(10 * module);
  });

  it('draws a long barcode narrower rather than over the edge', async () => {
    const long = { ...label(1), barcode: 'PERPUSTAKAAN/2026/000000000123' };
    const [page = []] = await rectangles(job({ kind: 'BOTH', labels: [long] }));
    expect(Math.max(...page.map(({ x, width }) => x + width))).toBeLessThan(70);
  });
});
