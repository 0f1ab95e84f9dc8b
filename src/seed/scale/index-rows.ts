import type { VerbCtx } from '../../kernel/context.ts';
import { bookDoc } from '../../modules/catalog/index.ts';
import { search } from '../../modules/search/index.ts';
import { bookAt, titleAt } from './catalogue.ts';
import type { Value } from './copy.ts';
import { copyStatus, loansOf } from './lending.ts';
import { branchOfCopy, callNumberAt, isbnAt, type Making } from './rows.ts';

export const INDEX_COLUMNS =
  'kind, id, is_public, popularity, number, created_at, facets, sort_title, sort_author, title, body';

const BATCH = 2_000;

function docAt({ scale, ground, authors, subjects }: Making, n: number) {
  const book = bookAt(scale, n);
  const title = titleAt(n);
  const author = authors[book.author] ?? '';
  const loans = loansOf(scale, book);
  const copies = Array.from({ length: book.copies }, (_, copy) => copy);
  const inStock = copies.filter((copy) => !['LOST', 'WITHDRAWN'].includes(copyStatus(book, copy, loans)));
  return bookDoc({
    ...book,
    title,
    author,
    names: [],
    subjects: book.subjects.map((subject) => subjects[subject] ?? '').sort(),
    isbn: isbnAt(n),
    callNumber: callNumberAt(book, author, title),
    series: null,
    description: null,
    publishedYear: book.year,
    status: 'ACTIVE',
    branches: [...new Set(inStock.map((copy) => branchOfCopy(ground, book, copy)))],
    stock: inStock.length,
    totalBorrows: book.borrows,
    createdAt: new Date(book.createdAt),
  });
}

/** Rows of the search index, made by the same function that put() uses. */
export async function* indexRows(tx: VerbCtx, making: Making): AsyncGenerator<readonly Value[]> {
  for (let from = 0; from < making.scale.books; from += BATCH) {
    const length = Math.min(BATCH, making.scale.books - from);
    const docs = Array.from({ length }, (_, at) => docAt(making, from + at));
    for (const row of await search.rowsOf(tx, docs)) {
      const { kind, id, is_public, popularity, number, created_at, sort_title, sort_author, title, body } = row;
      const facets = `{${row.facets.join(',')}}`;
      yield [kind, id, is_public, popularity, number, created_at, facets, sort_title, sort_author, title, body];
    }
  }
}
