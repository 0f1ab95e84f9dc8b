import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { insertCopies, type NewCopy } from './copies.ts';
import { linkHeadings } from './headings.ts';
import { reindexBooks } from './index-doc.ts';

/** One book with its copies, checked before. `isbn` has 13 digits; `flags` say what an import found amiss. */
export interface BookItem {
  readonly title: string;
  /** First author, as shown. */
  readonly author: string;
  readonly category: string;
  readonly materialType?: string | undefined;
  readonly isbn?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly publishedYear?: number | null | undefined;
  readonly publisher?: string | null | undefined;
  readonly place?: string | null | undefined;
  readonly edition?: string | null | undefined;
  readonly series?: string | null | undefined;
  readonly pages?: string | null | undefined;
  readonly classification?: string | null | undefined;
  readonly callNumber?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly location?: string | null | undefined;
  /** The first author need not be repeated. */
  readonly contributors?: readonly { name: string; role: string }[] | undefined;
  readonly subjects?: readonly string[] | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly copies: readonly NewCopy[];
}

const insert = prepared(
  'catalog.books.insert',
  `insert into books (id, title, author, isbn, category, material_type, language, published_year, publisher, place, edition,
     series, pages, classification, call_number, description, location, flags, batch_id, created_at, updated_at)
   select id, title, author, isbn, category, material_type, language, published_year, publisher, place, edition,
     series, pages, classification, call_number, description, location, flags, $2, $3, $3
   from jsonb_to_recordset($1::jsonb) as r (id uuid, title text, author text, isbn text, category text, material_type text,
     language text, published_year int, publisher text, place text, edition text, series text, pages text, classification text,
     call_number text, description text, location text, flags text[]) order by id`,
);

const rowOf = (id: string, item: BookItem) => ({
  id,
  title: item.title,
  author: item.author,
  isbn: item.isbn ?? null,
  category: item.category,
  material_type: item.materialType ?? 'BOOK',
  language: item.language ?? null,
  published_year: item.publishedYear ?? null,
  publisher: item.publisher ?? null,
  place: item.place ?? null,
  edition: item.edition ?? null,
  series: item.series ?? null,
  pages: item.pages ?? null,
  classification: item.classification ?? null,
  call_number: item.callNumber ?? null,
  description: item.description ?? null,
  location: item.location ?? null,
  flags: item.flags ?? [],
});

/** Flag of a book whose author is a stand-in: nobody is found under that name. */
export const NO_AUTHOR = 'no_author';

/** The first author leads, whoever else is named. */
export function contributorsOf(author: string, given: BookItem['contributors']): { name: string; role: string }[] {
  const others = (given ?? []).map(({ name, role }) => ({ name, role }));
  return others.some(({ name, role }) => role === 'AUTHOR' && name === author)
    ? others
    : [{ name: author, role: 'AUTHOR' }, ...others];
}

/**
 * Stores books, headings, copies and search documents in the caller's transaction; at most 500 at once. Records nothing:
 * the caller tells book.created for one and catalog.imported for many.
 */
export async function createBooks(
  ctx: VerbCtx,
  items: readonly BookItem[],
  batchId: string | null = null,
): Promise<string[]> {
  const books = items.map((item) => ({ id: newId(), item }));
  await insert.all(ctx.sql, [JSON.stringify(books.map(({ id, item }) => rowOf(id, item))), batchId, ctx.now]);
  await linkHeadings(
    ctx,
    books.map(({ id, item }) => ({
      bookId: id,
      contributors: item.flags?.includes(NO_AUTHOR) ? [] : contributorsOf(item.author, item.contributors),
      subjects: item.subjects ?? [],
    })),
  );
  const copies = books.flatMap(({ id, item }) => item.copies.map((copy) => ({ ...copy, bookId: id })));
  await insertCopies(ctx, copies, batchId);
  const ids = books.map(({ id }) => id);
  await reindexBooks(ctx, ids);
  ctx.touch('book');
  return ids;
}
