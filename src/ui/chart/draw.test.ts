import { expect, it } from 'vitest';
import { drawChart } from './draw.ts';

const data = {
  kind: 'bar' as const,
  labels: ['Jan', '"><script>alert(1)</script>'],
  series: [{ name: 'Pinjaman', values: [3, 5] }],
  format: String,
};

it('draws without inline styles, with colours of the page, and escapes what people wrote', async () => {
  const svg = await drawChart(data);
  expect(svg).toMatch(/^<svg /);
  expect(svg).not.toMatch(/style|<script|class=/);
  expect(svg).toContain('var(--chart-1)');
});
