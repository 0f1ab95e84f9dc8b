import type { EChartsType } from 'echarts/core';

/** What a chart shows; texts come as the reader reads them. */
export interface ChartData {
  kind: 'bar' | 'line' | 'rank';
  labels: readonly string[];
  series: readonly { name: string; values: readonly number[] }[];
  /** How a value is written at the axis. */
  format: (value: number) => string;
}

type Echarts = typeof import('echarts/core');
let loading: Promise<Echarts> | undefined;

/** Half a second to load, so only where the first chart is drawn. */
async function load(): Promise<Echarts> {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    charts.BarChart,
    charts.LineChart,
    components.GridComponent,
    components.LegendComponent,
    renderers.SVGRenderer,
  ]);
  return core;
}

const COLOURS = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)'];
const INK = 'var(--muted-foreground)';
const LINE = 'var(--border)';

/** Rankings stand side by side, a course has the whole width: letters come out the same size. */
const WIDTH = { bar: 720, line: 720, rank: 480 } as const;
const NAMES = 170;
const HEIGHT = 260;
const RANK_ROW = 30;

/** An SVG whose colours are the page's own, so that it follows the theme. */
export async function drawChart(data: ChartData): Promise<string> {
  loading ??= load();
  const echarts = await loading;
  const height = data.kind === 'rank' ? 40 + data.labels.length * RANK_ROW : HEIGHT;
  const chart: EChartsType = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH[data.kind], height });
  try {
    chart.setOption(optionOf(data));
    return withoutStyles(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

function optionOf({ kind, labels, series, format }: ChartData): Record<string, unknown> {
  const isRank = kind === 'rank';
  const axisLabel = { color: INK, fontSize: 13, hideOverlap: true };
  const names = {
    type: 'category',
    data: [...labels],
    axisLine: { lineStyle: { color: LINE } },
    axisTick: { show: false },
    axisLabel: { ...axisLabel, ...(isRank ? { width: NAMES - 30, overflow: 'truncate' } : {}) },
    inverse: isRank,
  };
  const values = {
    type: 'value',
    minInterval: 1,
    splitLine: { lineStyle: { color: LINE } },
    axisLabel: { ...axisLabel, formatter: format },
  };
  return {
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: isRank ? NAMES : 56, right: 16, top: series.length > 1 ? 40 : 16, bottom: 32, containLabel: false },
    ...(series.length > 1 ? { legend: { top: 0, left: 0, textStyle: { color: INK, fontSize: 13 } } } : {}),
    xAxis: isRank ? values : names,
    yAxis: isRank ? names : values,
    series: series.map(({ name, values: numbers }, at) => ({
      name,
      type: kind === 'line' ? 'line' : 'bar',
      data: [...numbers],
      barMaxWidth: isRank ? 18 : 36,
      symbolSize: 6,
      lineStyle: { color: COLOURS[at % COLOURS.length], width: 2 },
      itemStyle: { color: COLOURS[at % COLOURS.length] },
      emphasis: { disabled: true },
      silent: true,
    })),
  };
}

/** Our content policy refuses inline styles: they become attributes, which say the same. */
export function withoutStyles(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|xmlns:xlink|baseProfile)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .map((one) => /^\s*([a-z-]+)\s*:\s*(.+?)\s*$/.exec(one))
        .map((match) => (match && match[2] !== 'inherit' ? ` ${match[1]}="${match[2]}"` : ''))
        .join(''),
    )
    .replace(/^<svg width="(\d+)" height="(\d+)"/, '<svg');
}
