import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { asSystem } from '../../kernel/verb.ts';
import { type BookItem, createBooks, reindexBooks } from '../../modules/catalog/index.ts';
import { search } from '../../modules/search/index.ts';
import type { Random } from '../random.ts';
import { inBatches } from '../rows.ts';
import type { DemoBook } from './books.ts';
import type { Ground } from './ground.ts';
import type { Place, StageCopy } from './stage.ts';

const DAY = 86_400_000;
const YEARS = 6;

/** Days on which the library bought: about one a month, larger ones when a school year begins. */
function purchases(random: Random, now: Date): Date[] {
  const days = Array.from(
    { length: YEARS * 12 },
    (_, n) => new Date(now.getTime() - (n * 30.4 + random.int(3, 24)) * DAY),
  );
  return days.map((day) => new Date(Math.floor(day.getTime() / DAY) * DAY + 3 * 3_600_000)).reverse();
}

/** The books of each purchase, the oldest first; none before it was published. */
function bought(random: Random, now: Date, books: readonly DemoBook[]): Map<Date, DemoBook[]> {
  const days = purchases(random, now);
  const last = days.length - 1;
  const dayOf = (book: DemoBook): Date => {
    const first = days.findIndex((day) => day.getUTCFullYear() >= book.year);
    return days[random.int(first < 0 ? last : first, last)] ?? now;
  };
  const groups = Map.groupBy(books, dayOf);
  return new Map(days.map((day) => [day, groups.get(day) ?? []]));
}

type PlannedCopy = Pick<StageCopy, 'title' | 'branch' | 'loanable' | 'price' | 'acquiredOn' | 'appeal'> & {
  inventoryNumber: string;
  collection: string;
};

class Inventory {
  #last = 0;
  readonly #random: Random;
  readonly #ground: Ground;
  constructor(random: Random, ground: Ground) {
    this.#random = random;
    this.#ground = ground;
  }

  copiesOf(book: DemoBook, day: Date): PlannedCopy[] {
    const { category, isReference, title, appeal } = book;
    const children = /Anak|Cerita Rakyat/.test(category);
    const collection = isReference ? 'reference' : children ? 'children' : category === 'Fiksi' ? 'fiction' : 'general';
    const price = this.#random.int(50, 300) * 500;
    const acquiredOn = day.toISOString().slice(0, 10);
    const origin = this.#random.chance(0.2) ? 'H' : 'B';
    return Array.from({ length: book.copies }, () => {
      this.#last += 1;
      const place = { central: 60, second: 29, van: children ? 30 : 9 };
      const branch: Place = isReference ? 'central' : this.#random.weighted(place);
      const inventoryNumber = `${String(this.#last).padStart(5, '0')}/${origin}/${acquiredOn.slice(0, 4)}`;
      const type = this.#ground.collections[collection];
      return { title, branch, loanable: !isReference, price, acquiredOn, appeal, inventoryNumber, collection: type };
    });
  }
}

/** Stores every purchase on its day, by the catalogue's own function. */
export async function storeBooks(
  ctx: Ctx,
  random: Random,
  ground: Ground,
  books: readonly DemoBook[],
): Promise<StageCopy[]> {
  const inventory = new Inventory(random, ground);
  const stored: StageCopy[] = [];
  for (const [day, group] of bought(random, ctx.now, books)) {
    const planned = group.map((book) => ({ book, copies: inventory.copiesOf(book, day) }));
    if (planned.length === 0) continue;
    const onDay = await asSystem(ctx, async (tx) => {
      const items = planned.map(({ book, copies }) => itemOf(ground, book, copies));
      const ids = await createBooks({ ...tx, now: day }, items);
      tx.record('catalog.imported', { type: 'IMPORT', id: newId(), new: { count: ids.length, acquired: day } });
      return readCopies(
        tx,
        ids,
        planned.flatMap(({ copies }) => copies),
      );
    });
    stored.push(...onDay);
  }
  return stored;
}

const itemOf = (ground: Ground, book: DemoBook, copies: readonly PlannedCopy[]): BookItem => ({
  title: book.title,
  author: book.author,
  category: book.category,
  isbn: book.isbn,
  language: 'id',
  publishedYear: book.year,
  publisher: book.publisher,
  place: book.place,
  edition: book.edition,
  pages: book.pages,
  classification: book.classification,
  callNumber: book.callNumber,
  description: book.description,
  subjects: book.subjects,
  copies: copies.map(({ branch, collection, price, acquiredOn, inventoryNumber }) => ({
    barcode: null,
    branchId: ground.branches[branch],
    collectionTypeId: collection,
    location: null,
    price,
    acquiredOn,
    inventoryNumber,
    notes: null,
  })),
});

interface Made {
  id: string;
  bookId: string;
  barcode: string;
  inventoryNumber: string;
}

/** What the catalogue made of the planned copies, found by the number in the inventory. */
async function readCopies(
  tx: VerbCtx,
  bookIds: readonly string[],
  planned: readonly PlannedCopy[],
): Promise<StageCopy[]> {
  const { rows } = await tx.sql.query<Made>(
    `select id, book_id as "bookId", barcode, inventory_number as "inventoryNumber" from copies where book_id = any ($1)`,
    [bookIds],
  );
  const made = new Map(rows.map((row) => [row.inventoryNumber, row]));
  return planned.map(({ inventoryNumber, collection: _collection, ...copy }) => {
    const { id = '', bookId = '', barcode = '' } = made.get(inventoryNumber) ?? {};
    return { ...copy, id, bookId, barcode };
  });
}

/** Search ranks the books by how often the year lent them. */
export async function rankBooks(ctx: Ctx, copies: readonly StageCopy[]): Promise<void> {
  const books = [...new Set(copies.map((copy) => copy.bookId))];
  await inBatches(ctx, 'search.imported', books, reindexBooks);
  await search.foldWords(ctx);
}
