import { printable } from '../pdf/printable.ts';
import { type Mark, MM_PER_POINT } from './marks.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);

const n = (value: number): string => String(Math.round(value * 1000) / 1000);

function drawn(mark: Mark): string {
  if (mark.kind === 'text') {
    if (mark.text === '') return '';
    const weight = mark.bold ? ' font-weight="700"' : '';
    // The width is the printer's: another font on this screen is stretched to it.
    return `<text x="${n(mark.x)}" y="${n(mark.baseline)}" font-size="${n(mark.size * MM_PER_POINT)}"${weight} fill="${mark.color}" textLength="${n(mark.width)}" lengthAdjust="spacingAndGlyphs">${escaped(printable(mark.text))}</text>`;
  }
  if (mark.kind === 'boxes') {
    const path = mark.boxes.map(([x, y, w, h]) => `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`).join('');
    return `<path d="${path}" fill="${mark.color}"/>`;
  }
  const { x, y, width, height } = mark.box;
  const look = mark.kind === 'frame' ? 'fill="none" stroke="#999999" stroke-width="0.1"' : 'fill="#d4d4d4"';
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" ${look}/>`;
}

/** The same marks as on paper, to scale; pictures are shown as their place alone. */
export function paintSvg(paper: { width: number; height: number }, marks: readonly Mark[], title: string): string {
  const [width, height] = [n(paper.width), n(paper.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">`,
    `<title>${escaped(title)}</title><rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...marks.map(drawn),
    '</svg>',
  ].join('');
}
