import type { VNode } from 'preact';
import { Cover } from '../../../ui/components/cover.tsx';
import { Badge } from '../../../ui/components/page.tsx';
import type { Words } from '../../../ui/words.ts';
import type { BookLine } from '../book.ts';
import type { CoveredBook, FreeAt } from '../reader-views.ts';
import { bookPath } from './paths.ts';

/** One hit: what it is, whether it is there, where, and under which call number. */
export function BookRow({ book, shelves, words }: { book: BookLine; shelves: readonly FreeAt[]; words: Words }): VNode {
  const href = bookPath(words.locale, book.id);
  const made = [book.publisher, book.publishedYear].filter(Boolean).join(', ');
  return (
    <li class="flex gap-4 py-4">
      <Cover title={book.title} author={book.author} src={book.coverImage} />
      <div class="min-w-0 flex-1">
        <h2 class="font-serif text-lg leading-snug font-semibold">
          <a href={href} class="hover:text-primary hover:underline">
            {book.title}
          </a>
        </h2>
        <p class="text-muted-foreground">
          {book.author}
          {made && <> · {made}</>}
        </p>
        <p class="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.9375rem]">
          <Availability book={book} words={words} />
          {shelves.length > 0 && <span>{shelves.map((shelf) => shelf.branch).join(', ')}</span>}
          {book.callNumber && <span class="tabular font-mono text-sm">{book.callNumber}</span>}
        </p>
      </div>
    </li>
  );
}

export function Availability({ book, words }: { book: Pick<BookLine, 'stock' | 'available'>; words: Words }): VNode {
  if (book.available > 0)
    return (
      <Badge tone="ok">{words('catalog.page.available_of', { available: book.available, stock: book.stock })}</Badge>
    );
  return (
    <Badge tone={book.stock > 0 ? 'attention' : 'plain'}>
      {words(book.stock > 0 ? 'catalog.page.all_out' : 'catalog.page.no_copies')}
    </Badge>
  );
}

/** Covers side by side, for shelves of the home page and related books. */
export function BookShelf({ books, words }: { books: readonly CoveredBook[]; words: Words }): VNode {
  return (
    <ul class="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-6">
      {books.map((book) => (
        <li>
          <a href={bookPath(words.locale, book.id)} class="group block">
            <Cover title={book.title} author={book.author} src={book.coverImage} size="large" />
            <span class="group-hover:text-primary mt-2 line-clamp-2 block leading-snug font-semibold group-hover:underline">
              {book.title}
            </span>
            <span class="text-muted-foreground line-clamp-1 block text-sm">{book.author}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
