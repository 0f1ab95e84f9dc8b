import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer } from '../../../kernel/http/screen.ts';
import { Empty } from '../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { booksUnder } from '../browse-views.ts';
import { headingNotFound } from '../errors.ts';
import type { HeadingKind } from '../heading.ts';
import { getHeading } from '../heading-views.ts';
import { shelvesOf } from '../reader-views.ts';
import { BookRow } from './book-row.tsx';
import { authorsPath, headingPath, resultsPath, subjectsPath } from './paths.ts';

export const authorPage = (ctx: Ctx, asked: Asked): Promise<ScreenAnswer> => headingPageOf(ctx, asked, 'AUTHOR');
export const subjectPage = (ctx: Ctx, asked: Asked): Promise<ScreenAnswer> => headingPageOf(ctx, asked, 'SUBJECT');

/** One author or subject with other spellings and the books; a name that was merged leads to the one that stayed. */
async function headingPageOf(ctx: Ctx, { params, query }: Asked, kind: HeadingKind): Promise<ScreenAnswer> {
  const words = wordsFor(ctx.locale);
  const heading = await getHeading(ctx, { id: params.id ?? '' });
  if (heading.kind !== kind) throw headingNotFound();
  if (heading.mergedInto) return { to: headingPath(ctx.locale, kind, heading.mergedInto) };
  const cursor = query.get('cursor') ?? undefined;
  const order = query.get('urut') === 'terbaru' ? 'newest' : 'title';
  const found = await booksUnder(ctx, { id: heading.id, kind, order, cursor });
  const shelves = await shelvesOf(ctx, { ids: found.items.map((book) => book.id) });
  const [list, all] =
    kind === 'AUTHOR'
      ? ([authorsPath(ctx.locale), 'catalog.page.authors'] as const)
      : ([subjectsPath(ctx.locale), 'catalog.page.subjects'] as const);
  const here = headingPath(ctx.locale, kind, heading.id);
  return {
    title: heading.name,
    head: <meta name="description" content={words('catalog.browse.about', { name: heading.name })} />,
    body: (
      <>
        <a href={list} class="link inline-flex items-center gap-1 py-1 text-sm">
          <span aria-hidden="true">←</span> {words(all)}
        </a>
        <h1 class="font-serif text-3xl leading-tight font-semibold sm:text-4xl">{heading.name}</h1>
        {heading.variants.length > 0 && (
          <p class="text-muted-foreground mt-1">
            {words('catalog.browse.variants')} {heading.variants.join(' · ')}
          </p>
        )}
        <p class="mt-2 border-b pb-3">
          <strong class="tabular">
            {words(heading.books === 1 ? 'catalog.page.results.one' : 'catalog.page.results', {
              count: words.number(heading.books),
            })}
          </strong>
          {' · '}
          <a class="link py-1" href={`${resultsPath(ctx.locale)}?${new URLSearchParams({ search: heading.name })}`}>
            {words('catalog.browse.search')}
          </a>
          {heading.books > 1 && <Orders here={here} order={order} words={words} />}
        </p>
        {found.items.length === 0 ? (
          <div class="mt-4">
            <Empty title={words('catalog.browse.no_books')} />
          </div>
        ) : (
          <ol class="divide-y">
            {found.items.map((book) => (
              <BookRow book={book} shelves={shelves.filter((shelf) => shelf.bookId === book.id)} words={words} />
            ))}
          </ol>
        )}
        <nav aria-label={words('ui.pages')} class="mt-4 flex flex-wrap justify-between gap-3">
          {cursor ? (
            <a class="btn" data-variant="outline" href={order === 'newest' ? `${here}?urut=terbaru` : here}>
              {words('catalog.browse.start')}
            </a>
          ) : (
            <span />
          )}
          {found.nextCursor && (
            <a
              class="btn"
              data-variant="outline"
              rel="next"
              href={`${here}?${new URLSearchParams({ ...(order === 'newest' ? { urut: 'terbaru' } : {}), cursor: found.nextCursor })}`}
            >
              {words('ui.next')} →
            </a>
          )}
        </nav>
      </>
    ),
  };
}

const Orders = ({ here, order, words }: { here: string; order: 'title' | 'newest'; words: Words }): VNode => (
  <span class="float-right flex gap-3 text-sm">
    {(
      [
        ['title', here],
        ['newest', `${here}?urut=terbaru`],
      ] as const
    ).map(([name, href]) => (
      <a
        class="link py-1 aria-[current=true]:font-semibold"
        href={href}
        aria-current={name === order ? 'true' : undefined}
      >
        {words(`catalog.browse.order.${name}`)}
      </a>
    ))}
  </span>
);
