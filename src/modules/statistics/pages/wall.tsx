import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { type StatisticsNow, statisticsNow } from '../views.ts';
import { drawn, figuresOf } from './figures.ts';
import { Today } from './tiles.tsx';

/** For a television: large type, one thing after another, no hands needed. What it has it keeps when the network goes. */
export async function wallPage(ctx: Ctx, _asked: Asked): Promise<Shown> {
  const now = await statisticsNow(ctx, {});
  const words = wordsFor(ctx.locale, now.timeZone);
  const figures = figuresOf(now, 'bulan', words);
  const charts = figures ? await drawn(figures.filter(({ name }) => name !== 'guests')) : [];
  return {
    title: words('statistics.page.wall'),
    // Without scripts the page simply comes again.
    head: (
      <noscript>
        <meta http-equiv="refresh" content="60" />
      </noscript>
    ),
    body: (
      <wall-display class="flex min-h-dvh flex-col gap-6 p-8">
        <div id="dinding" class="flex flex-1 flex-col gap-8">
          <h1 class="sr-only">{words('statistics.page.title')}</h1>
          <Numbers now={now} words={words} />
          {charts.length === 0 && <p class="text-3xl">{words('statistics.page.warming')}</p>}
          {charts.map((chart, at) => (
            <section data-slide hidden={at > 0} class="flex flex-1 flex-col">
              <h2 class="mb-4 text-4xl font-semibold">{chart.title}</h2>
              <div
                class="flex-1 [&_svg]:h-[60dvh] [&_svg]:w-full"
                role="img"
                aria-label={chart.title}
                dangerouslySetInnerHTML={{ __html: chart.svg }}
              />
            </section>
          ))}
        </div>
      </wall-display>
    ),
  };
}

function Numbers({ now, words }: { now: StatisticsNow; words: Words }): VNode {
  const figure = (label: string, value: VNode | string) => (
    <div class="flex flex-col-reverse">
      <dt class="text-muted-foreground text-2xl">{label}</dt>
      <dd class="tabular text-7xl leading-none font-semibold">{value}</dd>
    </div>
  );
  return (
    <dl class="flex flex-wrap gap-x-20 gap-y-6">
      {figure(words('statistics.page.today'), <Today now={now} words={words} />)}
      {now.books.collection && figure(words('statistics.page.collection'), words.number(now.books.collection.titles))}
      {now.books.loans && figure(words('statistics.page.open_loans'), words.number(now.books.loans.open))}
    </dl>
  );
}
