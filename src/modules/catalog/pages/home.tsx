import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Empty } from '../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { hoursToday, readSettings } from '../../settings/index.ts';

import { type CoveredBook, newestBooks, popularBooks } from '../reader-views.ts';
import { BookShelf } from './book-row.tsx';
import { SearchBox } from './search-box.tsx';
import { VisitUs } from './visit-us.tsx';

const SHELF = 6;

/** First page of the portal: the box, what is new, what others read, and whether the doors are open. */
export async function homePage(ctx: Ctx, _asked: Asked): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const settings = await readSettings(ctx);
  const [fresh, popular] = await Promise.all([newestBooks(ctx, { limit: SHELF }), popularBooks(ctx, { limit: SHELF })]);
  return {
    title: settings.libraryName,
    head: <meta name="description" content={`${settings.libraryName}. ${words('catalog.page.home.lead')}.`} />,
    body: (
      <>
        <section class="mx-auto max-w-3xl py-8 text-center sm:py-12">
          <h1 class="font-serif text-4xl leading-tight font-semibold text-balance">{settings.libraryName}</h1>
          <p class="text-muted-foreground mt-2 text-lg">{words('catalog.page.home.lead')}</p>
          <div class="mt-6 text-left">
            <SearchBox words={words} large />
          </div>
          <OpenToday {...hoursToday(settings, ctx.now)} words={words} />
        </section>
        <Shelf title={words('catalog.page.home.new')} books={fresh} words={words} />
        <Shelf title={words('catalog.page.home.popular')} books={popular} words={words} />
        {fresh.length === 0 && (
          <Empty title={words('catalog.page.home.empty')}>{words('catalog.page.home.empty.hint')}</Empty>
        )}
        <div class="mt-6">
          <VisitUs settings={settings} words={words} />
        </div>
      </>
    ),
  };
}

function OpenToday({ openUntil, periods, words }: ReturnType<typeof hoursToday> & { words: Words }): VNode {
  return (
    <p class="text-muted-foreground mt-4 text-[0.9375rem]">
      <span class={openUntil ? 'text-ok font-semibold' : 'font-semibold'}>
        {openUntil ? words('catalog.page.open_now', { time: openUntil }) : words('catalog.page.closed_now')}
      </span>
      {periods.length > 0 && (
        <span class="tabular"> · {periods.map(({ open, close }) => `${open}–${close}`).join(', ')}</span>
      )}
    </p>
  );
}

function Shelf({ title, books, words }: { title: string; books: readonly CoveredBook[]; words: Words }): VNode | null {
  if (books.length === 0) return null;
  return (
    <section class="mt-6 mb-10">
      <h2 class="mb-4 font-serif text-2xl font-semibold">{title}</h2>
      <BookShelf books={books} words={words} />
    </section>
  );
}
