import type { ComponentChildren, VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Cover } from '../../../ui/components/cover.tsx';
import { Facts, Panel } from '../../../ui/components/page.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import type { Book } from '../book.ts';
import { bookOnShelf, relatedTo, type ShelfCopy, standingOf } from '../reader-views.ts';
import { BookHead } from './book-head.tsx';
import { BookShelf } from './book-row.tsx';
import { citations } from './citation.ts';
import { CopyTable } from './copy-table.tsx';
import { Hold } from './hold-button.tsx';
import { languageName, materialName } from './names.ts';
import { bookPath, headingPath, resultsPath } from './paths.ts';

/** Everything a reader wants of one book: what it is, where it stands, when it is back, and how to get it. */
export async function bookPage(ctx: Ctx, { params, base }: Asked): Promise<Shown> {
  const id = params.id ?? '';
  const { timeZone } = await readSettings(ctx);
  const words = wordsFor(ctx.locale, timeZone);
  const [{ book, copies }, related, standing] = await Promise.all([
    bookOnShelf(ctx, { id }),
    relatedTo(ctx, { id }),
    standingOf(ctx, { id }),
  ]);
  const address = base + bookPath(ctx.locale, id);
  return {
    title: book.title,
    head: <BookHead book={book} address={address} base={base} />,
    body: (
      <article>
        <div class="grid gap-6 sm:grid-cols-[minmax(0,14rem)_1fr] sm:gap-8">
          <div class="max-sm:w-36">
            <Cover title={book.title} author={book.author} src={book.coverImage} size="large" />
          </div>
          <div class="min-w-0">
            <Title book={book} words={words} />
            <Get book={book} copies={copies} words={words}>
              <Hold ctx={ctx} book={book} standing={standing} words={words} />
            </Get>
            {holds(ctx.actor, 'book:update') && (
              <p class="mt-4">
                <a class="btn" data-variant="outline" href={`/staf/buku/${book.id}`}>
                  {words('catalog.page.edit')}
                </a>
              </p>
            )}
          </div>
        </div>
        <div class="mt-8 grid items-start gap-x-8 lg:grid-cols-[1fr_20rem]">
          <div class="min-w-0">
            <Panel title={words('catalog.page.copies')} id="eksemplar" flush>
              <CopyTable copies={copies} words={words} now={ctx.now} />
            </Panel>
            {book.description && (
              <Panel title={words('catalog.page.about')}>
                <p class="max-w-prose whitespace-pre-line">{book.description}</p>
              </Panel>
            )}
          </div>
          <aside class="min-w-0">
            <Panel title={words('catalog.page.details')}>
              <Details book={book} words={words} />
            </Panel>
            <Sharing book={book} address={address} words={words} />
          </aside>
        </div>
        {related.length > 0 && (
          <section class="mt-4">
            <h2 class="mb-4 font-serif text-2xl font-semibold">{words('catalog.page.related')}</h2>
            <BookShelf books={related} words={words} />
          </section>
        )}
      </article>
    ),
  };
}

function Title({ book, words }: { book: Book; words: Words }): VNode {
  const authors = book.contributors.filter((one) => one.role === 'AUTHOR');
  return (
    <header>
      <p class="text-muted-foreground text-sm">{materialName(words, book.materialType)}</p>
      <h1 class="font-serif text-3xl leading-tight font-semibold text-balance sm:text-4xl">{book.title}</h1>
      <p class="mt-2 text-lg">
        {words('catalog.page.by')}{' '}
        {authors.length === 0
          ? book.author
          : authors.map((author, at) => (
              <>
                {at > 0 && ', '}
                <a class="link" href={headingPath(words.locale, 'AUTHOR', author.id)}>
                  {author.name}
                </a>
              </>
            ))}
      </p>
      <p class="text-muted-foreground mt-1">
        {[
          book.publisher,
          book.publishedYear,
          book.totalBorrows > 0 && words('catalog.page.borrowed_times', { count: words.number(book.totalBorrows) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </header>
  );
}

/** Is it there, where, and the one button. */
function Get({
  book,
  copies,
  words,
  children,
}: {
  book: Book;
  copies: readonly ShelfCopy[];
  words: Words;
  children: ComponentChildren;
}): VNode {
  const isFree = book.available > 0;
  return (
    <div class="panel mt-5 flex flex-wrap items-center gap-x-6 gap-y-3 p-4">
      <div class="min-w-0 flex-1 basis-56">
        <p class={`flex items-center gap-2 text-lg font-semibold ${isFree ? 'text-ok' : 'text-attention'}`}>
          <Icon name={isFree ? 'check' : 'clock'} />
          {isFree
            ? words('catalog.page.available_of', { available: book.available, stock: book.stock })
            : words(book.stock > 0 ? 'catalog.page.all_out' : 'catalog.page.no_copies')}
        </p>
        <p class="text-muted-foreground">
          {book.availability
            .filter((place) => !isFree || place.available > 0)
            .map((place) => place.branch)
            .join(', ')}
          {book.callNumber && <span class="inline-block font-mono"> · {book.callNumber}</span>}
        </p>
        {book.holdsWaiting > 0 && (
          <p class="text-muted-foreground text-sm">
            {words(book.holdsWaiting === 1 ? 'catalog.page.hold.waiting.one' : 'catalog.page.hold.waiting', {
              count: book.holdsWaiting,
            })}
          </p>
        )}
      </div>
      {copies.some((copy) => copy.loanable) && children}
    </div>
  );
}

function Details({ book, words }: { book: Book; words: Words }): VNode {
  const others = book.contributors.filter((one) => one.role !== 'AUTHOR');
  const published = [book.place, book.publisher, book.publishedYear].filter(Boolean).join(', ');
  return (
    <Facts
      facts={[
        { label: words('catalog.page.published'), value: published },
        ...others.map((one) => ({
          label: words(`catalog.role.${one.role}`),
          value: (
            <a class="link" href={headingPath(words.locale, 'AUTHOR', one.id)}>
              {one.name}
            </a>
          ),
        })),
        { label: words('catalog.page.edition'), value: book.edition },
        { label: words('catalog.page.series'), value: book.series },
        { label: words('catalog.page.pages'), value: book.pages },
        { label: words('catalog.page.language'), value: book.language && languageName(words.locale, book.language) },
        { label: words('catalog.page.isbn'), value: book.isbn && <span class="tabular">{book.isbn}</span> },
        { label: words('catalog.page.classification'), value: book.classification },
        {
          label: words('catalog.page.category'),
          value: (
            <a class="link" href={`${resultsPath(words.locale)}?${new URLSearchParams({ category: book.category })}`}>
              {book.category}
            </a>
          ),
        },
        book.subjects.length > 0 && {
          label: words('catalog.page.subject'),
          value: book.subjects.map((subject, at) => (
            <>
              {at > 0 && ' · '}
              <a class="link" href={headingPath(words.locale, 'SUBJECT', subject.id)}>
                {subject.name}
              </a>
            </>
          )),
        },
      ]}
    />
  );
}

function Sharing({ book, address, words }: { book: Book; address: string; words: Words }): VNode {
  const text = encodeURIComponent(`${book.title}\n${address}`);
  return (
    <Panel>
      <details>
        <summary class="link py-1 font-semibold">{words('catalog.page.cite')}</summary>
        <dl class="mt-2">
          {citations(book).map(({ style, text: citation }) => (
            <>
              <dt class="text-muted-foreground text-sm">{style}</dt>
              <dd class="mb-2 select-all">{citation}</dd>
            </>
          ))}
        </dl>
      </details>
      <details class="mt-1">
        <summary class="link py-1 font-semibold">{words('catalog.page.share')}</summary>
        <label class="text-muted-foreground mt-2 block text-sm" for="alamat">
          {words('catalog.page.share.copy')}
        </label>
        <input id="alamat" class="input mt-1 w-full" readOnly value={address} />
        <p class="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          <a class="link py-1" rel="noopener" href={`https://wa.me/?text=${text}`}>
            WhatsApp
          </a>
          <a class="link py-1" href={`mailto:?subject=${encodeURIComponent(book.title)}&body=${text}`}>
            E-mail
          </a>
        </p>
      </details>
    </Panel>
  );
}
