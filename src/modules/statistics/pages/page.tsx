import type { VNode } from 'preact';
import { type Actor, scopeFor } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { escapeFormula } from '../../../lib/formula.ts';
import { ChartFigure, type Drawn } from '../../../ui/chart/figure.tsx';
import { Notice } from '../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { type StatisticsNow, statisticsNow } from '../views.ts';
import { drawn, figuresOf } from './figures.ts';
import { PERIODS, type PeriodWord, periodIn } from './period.ts';
import { Tiles } from './tiles.tsx';

export const pathIn = (words: Words): string => (words.locale === 'en' ? '/en/statistics' : '/statistik');

/** Today live, then the course of the period, then who and what leads; all from memory. */
export async function statisticsPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const now = await statisticsNow(ctx, {});
  const words = wordsFor(ctx.locale, now.timeZone);
  const period = periodIn(query);
  const figures = figuresOf(now, period, words);
  const charts = figures && (await drawn(figures));
  return {
    title: words('statistics.page.title'),
    // Nobody has to press anything while the first figures are being made.
    ...(charts ? {} : { head: <meta http-equiv="refresh" content="5" /> }),
    body: (
      <>
        <div class="mb-5 flex flex-wrap items-end justify-between gap-3">
          <h1 class="font-serif text-3xl font-semibold">{words('statistics.page.title')}</h1>
          <Periods period={period} words={words} />
        </div>
        <Tiles now={now} words={words} mayListVisits={mayListVisits(ctx.actor)} />
        {charts ? (
          <Charts charts={charts} period={period} words={words} />
        ) : (
          <Notice tone="attention" title={words('statistics.page.warming')} />
        )}
        <Made now={now} words={words} />
      </>
    ),
  };
}

/** As the screen that lists them asks; members read their own visits elsewhere. */
const mayListVisits = (actor: Actor): boolean =>
  ['visit:create', 'visit:read'].every((permission) => {
    const reach = scopeFor(actor, permission)?.kind;
    return reach !== undefined && reach !== 'own' && reach !== 'public';
  });

function Periods({ period, words }: { period: PeriodWord; words: Words }): VNode {
  return (
    <nav aria-label={words('statistics.page.period')} class="bg-muted flex gap-1 rounded-lg p-1">
      {(Object.keys(PERIODS) as PeriodWord[]).map((word) => (
        <a
          href={`?kurun=${word}`}
          aria-current={word === period ? 'true' : undefined}
          class="aria-[current=true]:bg-card rounded-md px-3 py-1.5 aria-[current=true]:font-semibold aria-[current=true]:shadow-xs"
        >
          {words(`statistics.page.period.${word}`)}
        </a>
      ))}
    </nav>
  );
}

function Charts({
  charts,
  period,
  words,
}: {
  charts: readonly (Drawn & { name: string })[];
  period: PeriodWord;
  words: Words;
}): VNode {
  return (
    <div class="mt-5 grid gap-5 lg:grid-cols-2">
      {charts.map((chart, at) => (
        <chart-download class={`panel min-w-0 p-4 ${at === 0 ? 'lg:col-span-2' : ''}`}>
          <ChartFigure chart={chart} words={words} />
          <p class="no-print mt-2 flex gap-4 text-sm">
            <a
              class="link py-1"
              href={`${pathIn(words)}/csv?${new URLSearchParams({ kurun: period, bagan: chart.name })}`}
              data-turbo="false"
            >
              CSV
            </a>
            <button type="button" class="link cursor-pointer py-1" data-png={`${chart.name}-${period}`} hidden>
              PNG
            </button>
          </p>
        </chart-download>
      ))}
    </div>
  );
}

function Made({ now, words }: { now: StatisticsNow; words: Words }): VNode | null {
  const at = now.generatedAt.visitors ?? now.generatedAt.books;
  return (
    <p class="text-muted-foreground mt-5 flex flex-wrap justify-between gap-x-6 gap-y-1 text-sm">
      <span>{at && words('statistics.page.made', { at: words.moment(at) })}</span>
      <a class="link no-print" href={`${pathIn(words)}/${words.locale === 'en' ? 'wall' : 'dinding'}`}>
        {words('statistics.page.wall')}
      </a>
    </p>
  );
}

/** The figures of one chart, as a spreadsheet reads them. */
export async function statisticsCsv(ctx: Ctx, { query }: Asked): Promise<FileReply> {
  const now = await statisticsNow(ctx, {});
  const words = wordsFor(ctx.locale, now.timeZone);
  const period = periodIn(query);
  const figures = figuresOf(now, period, words) ?? [];
  const figure = figures.find(({ name }) => name === query.get('bagan')) ?? figures[0];
  const cell = (text: string): string => `"${escapeFormula(text).replaceAll('"', '""')}"`;
  const lines = (figure?.data.labels ?? []).map(
    (label, at) => `${cell(label)},${figure?.data.series[0]?.values[at] ?? 0}`,
  );
  const body = [`${cell(words('ui.chart.label'))},${cell(figure?.data.series[0]?.name ?? '')}`, ...lines].join('\r\n');
  return {
    type: 'text/csv; charset=utf-8',
    name: `${figure?.name ?? 'statistik'}-${period}.csv`,
    body: `\uFEFF${body}\r\n`,
  };
}
