import type { Ctx } from '../../kernel/context.ts';
import { search } from '../../modules/search/index.ts';
import { bookDoc } from '../book-doc.ts';
import { inBatches } from '../rows.ts';
import type { Ground } from './ground.ts';
import type { DemoLoan } from './lending.ts';
import type { Catalogue } from './store-books.ts';

/** Puts the books where search finds them, as often used as the year made them. */
export async function indexBooks(
  ctx: Ctx,
  ground: Ground,
  catalogue: Catalogue,
  loans: readonly DemoLoan[],
): Promise<void> {
  const borrowed = Map.groupBy(loans, (loan) => loan.copy.bookId);
  const copies = Map.groupBy(catalogue.copies, (copy) => copy.bookId);
  const docs = catalogue.books.map((book) => {
    const own = copies.get(book.id) ?? [];
    return bookDoc({
      ...book,
      language: 'id',
      materialType: 'BOOK',
      borrows: borrowed.get(book.id)?.length ?? 0,
      copies: own.length,
      branches: [...new Set(own.map((copy) => ground.branches[copy.branch]))],
    });
  });
  await inBatches(ctx, 'search.imported', docs, (tx, batch) => search.put(tx, batch));
  await search.foldWords(ctx);
}
