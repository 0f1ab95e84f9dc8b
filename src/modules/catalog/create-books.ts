import { copyRows } from '../../drivers/postgres/copy.ts';
import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { search } from '../search/index.ts';
import { insertCopies, type NewCopy } from './copies.ts';
import { type LinkedNames, linkHeadings } from './headings.ts';
import { bookDoc, type IndexedBook } from './index-doc.ts';

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

/** Named as the columns of books. */
export const bookColumns = (item: Omit<BookItem, 'copies'>) => ({
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

const COLUMNS = Object.keys(bookColumns({ title: '', author: '', category: '' }));
const TARGET = `books (id, ${COLUMNS.join(', ')}, batch_id, created_at, updated_at)`;

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
  const row = ({ id, item }: New) => [id, ...Object.values(bookColumns(item)), batchId, ctx.now, ctx.now];
  await copyRows(ctx.tx.client, TARGET, books.map(row));
  const linked = await linkHeadings(
    ctx,
    books.map(({ id, item }) => ({
      bookId: id,
      contributors: item.flags?.includes(NO_AUTHOR) ? [] : contributorsOf(item.author, item.contributors),
      subjects: item.subjects ?? [],
    })),
  );
  const copies = books.flatMap(({ id, item }) => item.copies.map((copy) => ({ ...copy, bookId: id })));
  await insertCopies(ctx, copies, batchId);
  await search.add(
    ctx,
    books.map((book, at) => bookDoc(indexed(ctx, book, linked[at] ?? { names: [], subjects: [], variants: [] }))),
  );
  ctx.touch('book');
  return books.map(({ id }) => id);
}

interface New {
  readonly id: string;
  readonly item: BookItem;
}

/** As it stands in this transaction, without asking for it: reindexBooks would read the very same. */
function indexed(ctx: VerbCtx, { id, item }: New, { names, subjects, variants }: LinkedNames): IndexedBook {
  return {
    id,
    title: item.title,
    author: item.author,
    names: names.filter((name) => name !== item.author),
    subjects,
    variants,
    publisher: item.publisher ?? null,
    isbn: item.isbn ?? null,
    callNumber: item.callNumber ?? null,
    series: item.series ?? null,
    place: item.place ?? null,
    description: item.description ?? null,
    category: item.category,
    materialType: item.materialType ?? 'BOOK',
    language: item.language ?? null,
    publishedYear: item.publishedYear ?? null,
    status: 'ACTIVE',
    branches: [...new Set(item.copies.map(({ branchId }) => branchId))],
    stock: item.copies.length,
    totalBorrows: 0,
    flags: item.flags,
    createdAt: ctx.now,
  };
}
