import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { readSettings } from '../../settings/index.ts';
import { requireReadable } from '../barcodes/scanned.ts';
import type { Book } from '../book.ts';
import type { NewCopy } from '../copies.ts';
import { createBooks } from '../create-books.ts';
import { barcodeTaken, countOrBarcodes, isbnExists } from '../errors.ts';
import { NewBook } from '../fields.ts';
import { branchForCopies, collectionTypeFor } from '../places.ts';
import { bookReplyOf, booksWithIsbn } from '../queries.ts';

export const createBook = verb({
  name: 'catalog.createBook',
  permission: 'book:create',
  input: NewBook,
  async run(ctx, input): Promise<Book> {
    await requirePastYear(ctx, input.publishedYear);
    await requireFreeIsbn(ctx, input.isbn, null, input.confirmed);
    const { confirmed: _confirmed, stock, barcodes, branchId, collectionTypeId, price, acquiredOn, ...item } = input;
    const copies = await newCopies(ctx, { ...input, count: stock });
    const [id = ''] = await createBooks(ctx, [{ ...item, copies }]);
    ctx.record('book.created', { type: 'CREATE', id, name: item.title, new: { ...item, stock: copies.length } });
    return bookReplyOf(ctx, id);
  },
});

/** By the calendar of the library: a new year begins there first. */
export async function requirePastYear(ctx: Ctx, year: number | null | undefined): Promise<void> {
  if (year === null || year === undefined) return;
  const { timeZone } = await readSettings(ctx);
  if (year > Number(localDateIn(timeZone, ctx.now).slice(0, 4)))
    throw invalid('publishedYear', 'catalog.year_in_future');
}

/** Another record of the same ISBN is most often the same book; who knows better confirms. */
export async function requireFreeIsbn(
  ctx: VerbCtx,
  isbn: string | null | undefined,
  but: string | null,
  confirmed: readonly string[],
): Promise<void> {
  if (!isbn || confirmed.includes('catalog.isbn_exists')) return;
  const existing = await booksWithIsbn(ctx, isbn, but);
  if (existing.length > 0) throw isbnExists(existing);
}

interface WantedCopies {
  count?: number | undefined;
  barcodes?: readonly string[] | undefined;
  branchId?: string | undefined;
  collectionTypeId?: string | undefined;
  location?: string | null | undefined;
  price?: number | null | undefined;
  acquiredOn?: string | null | undefined;
  inventoryNumber?: string | null | undefined;
  notes?: string | null | undefined;
}

/** So many copies, or one for each barcode; none asks for no branch. */
export async function newCopies(ctx: Ctx, o: WantedCopies): Promise<NewCopy[]> {
  const given = o.barcodes ?? [];
  if (given.length > 0 && o.count && o.count !== given.length) throw countOrBarcodes();
  const repeated = given.filter(
    (barcode, at) => given.findIndex((b) => b.toLowerCase() === barcode.toLowerCase()) !== at,
  );
  if (repeated.length > 0) throw barcodeTaken(repeated);
  await requireReadable(ctx, given, 'barcodes');
  const barcodes: (string | null)[] = given.length > 0 ? [...given] : Array.from({ length: o.count ?? 0 }, () => null);
  if (barcodes.length === 0) return [];
  const shared = {
    branchId: await branchForCopies(ctx, o.branchId),
    collectionTypeId: await collectionTypeFor(ctx, o.collectionTypeId),
    location: o.location ?? null,
    price: o.price ?? null,
    acquiredOn: o.acquiredOn ?? null,
    inventoryNumber: o.inventoryNumber ?? null,
    notes: o.notes ?? null,
  };
  return barcodes.map((barcode) => ({ barcode, ...shared }));
}
