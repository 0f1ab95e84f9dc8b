import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { normalise } from '../../lib/text/normalise.ts';
import { readSettings } from '../../modules/settings/index.ts';
import type { Random } from '../random.ts';
import { inBatches, insertRows, type Row } from '../rows.ts';
import type { DemoBook } from './books.ts';
import type { Ground } from './ground.ts';
import type { Place, StageCopy } from './stage.ts';

export interface StoredBook extends DemoBook {
  id: string;
  createdAt: Date;
}

export interface Catalogue {
  books: StoredBook[];
  copies: StageCopy[];
}

const DAY = 86_400_000;
const YEARS = 6;

/** Bought over six years, mostly at the beginning of a school year. */
function acquired(random: Random, now: Date, year: number): Date {
  const back = random.chance(0.12) ? random.fraction() * 300 : 20 + random.fraction() * YEARS * 365;
  const published = Date.UTC(year, 11, 1);
  const at = Math.min(Math.max(now.getTime() - back * DAY, published), now.getTime() - DAY);
  return new Date(Math.floor(at / 60_000) * 60_000);
}

interface NewCopy extends StageCopy {
  createdAt: Date;
  collection: string;
}

function copiesOf(random: Random, ground: Ground, book: StoredBook): NewCopy[] {
  const { category, isReference } = book;
  const children = /Anak|Cerita Rakyat/.test(category);
  const collection = isReference ? 'reference' : children ? 'children' : category === 'Fiksi' ? 'fiction' : 'general';
  const price = random.int(50, 300) * 500;
  return Array.from({ length: book.copies }, (): NewCopy => {
    const branch: Place = isReference
      ? 'central'
      : random.weighted({ central: 60, second: 29, van: children ? 30 : 9 });
    return {
      id: random.id(book.createdAt),
      bookId: book.id,
      title: book.title,
      barcode: '',
      branch,
      loanable: !isReference,
      price,
      acquiredOn: book.createdAt.toISOString().slice(0, 10),
      appeal: book.appeal,
      createdAt: book.createdAt,
      collection: ground.collections[collection],
    };
  });
}

/** Stores books with their headings and copies, the oldest first; barcodes are drawn in that order. */
export async function storeBooks(
  ctx: Ctx,
  random: Random,
  ground: Ground,
  books: readonly DemoBook[],
): Promise<Catalogue> {
  const stored = books.map((book): StoredBook => {
    const createdAt = acquired(random, ctx.now, book.year);
    return { ...book, id: random.id(createdAt), createdAt };
  });
  stored.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const copies: NewCopy[] = [];
  const headings = new Map<string, string>();
  await inBatches(ctx, 'catalog.imported', stored, async (tx, batch) => {
    await insertRows(tx.sql, 'books', batch.map(bookRow));
    await storeHeadings(tx, random, headings, batch);
    const made = batch.flatMap((book) => copiesOf(random, ground, book));
    await storeCopies(tx, ground, made);
    copies.push(...made);
  });
  return { books: stored, copies };
}

const bookRow = (book: StoredBook): Row => ({
  id: book.id,
  title: book.title,
  author: book.author,
  isbn: book.isbn,
  category: book.category,
  material_type: 'BOOK',
  language: 'id',
  published_year: book.year,
  publisher: book.publisher,
  place: book.place,
  edition: book.edition,
  pages: book.pages,
  classification: book.classification,
  call_number: book.callNumber,
  description: book.description,
  rating: 0,
  review_count: 0,
  flags: [],
  status: 'ACTIVE',
  version: 1,
  created_at: book.createdAt,
  updated_at: book.createdAt,
});

async function storeHeadings(tx: VerbCtx, random: Random, known: Map<string, string>, books: readonly StoredBook[]) {
  const fresh: Row[] = [];
  const idOf = (kind: 'AUTHOR' | 'SUBJECT', name: string, at: Date): string => {
    const normalised = normalise(name);
    const key = `${kind} ${normalised}`;
    const id = known.get(key) ?? random.id(at);
    if (!known.has(key)) {
      fresh.push({ id, kind, name, normalised, variants: [], version: 1, created_at: at, updated_at: at });
      known.set(key, id);
    }
    return id;
  };
  const contributors = books.map(({ id, author, createdAt }) => ({
    book_id: id,
    heading_id: idOf('AUTHOR', author, createdAt),
    role: 'AUTHOR',
    position: 0,
  }));
  const subjects = books.flatMap(({ id, subjects, createdAt }) =>
    subjects.map((name) => ({ book_id: id, heading_id: idOf('SUBJECT', name, createdAt) })),
  );
  await insertRows(tx.sql, 'headings', fresh);
  await insertRows(tx.sql, 'book_contributors', contributors);
  await insertRows(tx.sql, 'book_subjects', subjects);
}

async function storeCopies(tx: VerbCtx, ground: Ground, copies: readonly NewCopy[]): Promise<void> {
  const { barcodeFormat: format } = await readSettings(tx);
  const { rows: drawn } = await tx.sql.query<{ n: number }>(
    "select nextval('copy_barcode_seq') as n from generate_series(1, $1)",
    [copies.length],
  );
  const rows = copies.map((copy, at) => {
    const n = String(drawn[at]?.n);
    copy.barcode = `${format.prefix}${n.padStart(format.digits, '0')}`;
    return {
      id: copy.id,
      book_id: copy.bookId,
      barcode: copy.barcode,
      branch_id: ground.branches[copy.branch],
      collection_type_id: copy.collection,
      status: 'AVAILABLE',
      price: copy.price,
      acquired_on: copy.acquiredOn,
      inventory_number: `${n.padStart(5, '0')}/${copy.branch === 'van' ? 'PK' : 'PB'}/${copy.acquiredOn.slice(0, 4)}`,
      version: 1,
      created_at: copy.createdAt,
      updated_at: copy.createdAt,
    };
  });
  await insertRows(tx.sql, 'copies', rows);
}
