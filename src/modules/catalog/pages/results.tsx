import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer } from '../../../kernel/http/screen.ts';
import type { Page } from '../../../kernel/page.ts';
import { Pager } from '../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import type { BookLine } from '../book.ts';
import { listBooks } from '../list-books.ts';
import { bookWithBarcode, type FreeAt, shelvesOf } from '../reader-views.ts';
import { BookRow } from './book-row.tsx';
import { Facets, FilterChips } from './facets.tsx';
import { NothingFound } from './nothing-found.tsx';
import { bookPath } from './paths.ts';
import { bookQueryOf, withChange } from './results-query.ts';
import { SearchBox } from './search-box.tsx';

/** What fits, narrowed step by step; the whole state stands in the address. */
export async function resultsPage(ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> {
  const words = wordsFor(ctx.locale);
  const text = query.get('search')?.trim() ?? '';
  const found = await listBooks(ctx, bookQueryOf(query));
  // Nobody looks for a barcode but who has the copy before him, or before his camera.
  const isFound = found.items.length > 0 && !found.meta.searchedFor;
  const scanned = !isFound && mayBeBarcode(text) ? await bookWithBarcode(ctx, { barcode: text }) : null;
  if (scanned) return { to: bookPath(ctx.locale, scanned) };
  const shelves = await shelvesOf(ctx, { ids: found.items.map((book) => book.id) });
  return {
    title: text ? `${text} · ${words('catalog.page.catalog')}` : words('catalog.page.catalog'),
    body: (
      <>
        <h1 class="sr-only">{words('catalog.page.catalog')}</h1>
        <SearchBox words={words} text={text} />
        <div class="mt-5 grid gap-x-8 md:grid-cols-[15rem_1fr]">
          <Facets facets={found.meta.facets ?? {}} query={query} words={words} />
          <div class="min-w-0">
            <Head found={found} text={text} query={query} words={words} />
            <FilterChips facets={found.meta.facets ?? {}} query={query} words={words} />
            <Results found={found} shelves={shelves} text={text} query={query} words={words} />
          </div>
        </div>
      </>
    ),
  };
}

interface Part {
  found: Page<BookLine>;
  text: string;
  query: URLSearchParams;
  words: Words;
}

const mayBeBarcode = (text: string): boolean => /^\S{3,50}$/.test(text);

const SORTS = ['relevance', 'createdAt', 'title', 'author'] as const;

const howMany = ({ total, totalIsLowerBound }: Page<BookLine>['meta']): string =>
  totalIsLowerBound ? 'catalog.page.results.many' : total === 1 ? 'catalog.page.results.one' : 'catalog.page.results';

function Head({ found: { meta }, text, query, words }: Part): VNode {
  const count = words.number(meta.total ?? 0);
  const sorts = text ? SORTS : SORTS.filter((sort) => sort !== 'relevance');
  const chosen = query.get('sortBy') ?? (text ? 'relevance' : 'createdAt');
  return (
    <div class="flex flex-wrap items-center justify-between gap-3 border-b pb-3">
      <p class="text-[0.9375rem]" data-announce>
        <strong class="tabular">{words(howMany(meta), { count })}</strong>{' '}
        {text && words('catalog.page.results.for', { text: meta.searchedFor ?? text })}
      </p>
      <form method="get" class="flex items-center gap-2">
        {[...query].flatMap(([name, value]) =>
          ['sortBy', 'page', 'cursor'].includes(name) ? [] : [<input type="hidden" name={name} value={value} />],
        )}
        <label for="urut" class="text-muted-foreground text-sm">
          {words('catalog.page.sort')}
        </label>
        <select id="urut" name="sortBy" class="select" data-submit>
          {sorts.map((sort) => (
            <option value={sort} selected={sort === chosen}>
              {words(`catalog.page.sort.${sort}`)}
            </option>
          ))}
        </select>
        <noscript>
          <button type="submit" class="btn" data-variant="outline">
            {words('ui.filter')}
          </button>
        </noscript>
      </form>
    </div>
  );
}

function Results({ found, shelves, text, query, words }: Part & { shelves: readonly FreeAt[] }): VNode {
  const { items, meta } = found;
  if (items.length === 0) return <NothingFound text={text} query={query} didYouMean={meta.didYouMean} words={words} />;
  const href = (change: { page?: number; cursor?: string }): string =>
    withChange(query, (next) => {
      for (const [name, value] of Object.entries(change)) next.set(name, String(value));
    });
  return (
    <>
      <Spelling meta={meta} text={text} query={query} words={words} />
      <ol class="divide-y">
        {items.map((book) => (
          <BookRow book={book} shelves={shelves.filter((shelf) => shelf.bookId === book.id)} words={words} />
        ))}
      </ol>
      <Pager words={words} meta={meta} href={href} />
    </>
  );
}

function Spelling({ meta, text, query, words }: Omit<Part, 'found'> & { meta: Page<BookLine>['meta'] }): VNode | null {
  const { didYouMean, searchedFor } = meta;
  if (searchedFor) return <p class="mt-3">{words('catalog.page.searched_for', { asked: text, text: searchedFor })}</p>;
  if (!didYouMean) return null;
  return (
    <p class="mt-3">
      {words('catalog.page.did_you_mean')}{' '}
      <a class="link font-semibold" href={withChange(query, (next) => next.set('search', didYouMean))}>
        {didYouMean}
      </a>
      ?
    </p>
  );
}
