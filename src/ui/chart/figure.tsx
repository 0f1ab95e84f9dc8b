import type { VNode } from 'preact';
import type { Words } from '../words.ts';
import { type ChartData, drawChart } from './draw.ts';

export interface Drawn extends ChartData {
  title: string;
  svg: string;
}

export const draw = async (title: string, data: ChartData): Promise<Drawn> => ({
  ...data,
  title,
  svg: await drawChart(data),
});

/** The picture, and the same as a table for whoever cannot or would rather not look. */
export function ChartFigure({ chart, words }: { chart: Drawn; words: Words }): VNode {
  return (
    <figure class="min-w-0">
      <figcaption class="mb-2 font-semibold">{chart.title}</figcaption>
      <div
        role="img"
        aria-label={chart.title}
        class="[&_svg]:h-auto [&_svg]:w-full"
        dangerouslySetInnerHTML={{ __html: chart.svg }}
      />
      <details class="mt-1">
        <summary class="link text-sm">{words('ui.chart.table')}</summary>
        <table class="tabular mt-2 w-full text-left text-sm">
          <caption class="sr-only">{chart.title}</caption>
          <thead class="text-muted-foreground border-b">
            <tr>
              <th scope="col" class="py-1 pr-3 font-medium">
                {words('ui.chart.label')}
              </th>
              {chart.series.map(({ name }) => (
                <th scope="col" class="px-3 py-1 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chart.labels.map((label, at) => (
              <tr class="border-b last:border-0">
                <th scope="row" class="py-1 pr-3 font-normal">
                  {label}
                </th>
                {chart.series.map(({ values }) => (
                  <td class="px-3 py-1 text-right">{chart.format(values[at] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
