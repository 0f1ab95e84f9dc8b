import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Failure } from '../../../../kernel/errors.ts';
import { Notice } from '../../../../ui/components/page.tsx';
import type { Words } from '../../../../ui/words.ts';
import type { BookLine } from '../../book.ts';
import { booksByIds } from '../../staff/list.ts';

const ISBN_EXISTS = 'catalog.isbn_exists';

/** Books that have this ISBN already, when that is why a form was refused. */
export async function sameIsbn(ctx: Ctx, failure: Failure): Promise<BookLine[]> {
  const existing = failure.options.details?.existing;
  if (failure.reason !== ISBN_EXISTS || !Array.isArray(existing)) return [];
  return booksByIds(ctx, { ids: existing.map(String) });
}

/** Most often it is the same book: it is one click away. Who knows better says so and saves. */
export function IsbnConflict({ books, words }: { books: readonly BookLine[]; words: Words }): VNode | null {
  if (books.length === 0) return null;
  return (
    <div class="mb-4" role="alert">
      <Notice tone="attention" title={words('catalog.staff.isbn.same')}>
        <ul class="mb-2 list-disc pl-5">
          {books.map((book) => (
            <li>
              <a class="link" href={`/staf/buku/${book.id}`}>
                {book.title}
              </a>{' '}
              {[book.author, book.publisher, book.publishedYear].filter(Boolean).join(' · ')}
            </li>
          ))}
        </ul>
        <label class="inline-flex items-center gap-2 py-1 font-medium">
          <input type="checkbox" class="input" name="confirmed" value={ISBN_EXISTS} />
          {words('catalog.staff.isbn.other_edition')}
        </label>
      </Notice>
    </div>
  );
}
