import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { newBarcodes, takenBarcodes } from './copies.ts';
import { type HeadingName, headingIds, linkHeadings } from './headings.ts';
import { reindexBooks } from './index-doc.ts';

/** A title as another system had one; checked and cut to our limits by who brings it. */
export interface MovedBook {
  id: string;
  title: string;
  author: string;
  isbn: string | null;
  category: string;
  materialType: string;
  language: string | null;
  publishedYear: number | null;
  publisher: string | null;
  place: string | null;
  edition: string | null;
  series: string | null;
  pages: string | null;
  classification: string | null;
  callNumber: string | null;
  description: string | null;
  flags: readonly string[];
  /** Not shown to readers. */
  isHidden: boolean;
  contributors: readonly { name: string; role: string }[];
  subjects: readonly string[];
  createdAt: Date;
}

const FIELDS = `title, author, isbn, category, material_type, language, published_year, publisher, place, edition, series,
  pages, classification, call_number, description, flags`;
const put = prepared(
  'catalog.moved.books',
  `insert into books (id, ${FIELDS}, status, archived_at, created_at, updated_at)
   select id, title, author, isbn, category, "materialType", language, "publishedYear", publisher, place, edition, series,
     pages, classification, "callNumber", description, flags, case when "isHidden" then 'ARCHIVED' else 'ACTIVE' end,
     case when "isHidden" then $2::timestamptz end, "createdAt", $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, title text, author text, isbn text, category text, "materialType" text,
     language text, "publishedYear" int, publisher text, place text, edition text, series text, pages text, classification text,
     "callNumber" text, description text, flags text[], "isHidden" boolean, "createdAt" timestamptz)
   order by id
   on conflict (id) do update set (${FIELDS}) = row (${FIELDS.split(',')
     .map((field) => `excluded.${field.trim()}`)
     .join(', ')}), updated_at = excluded.updated_at, version = books.version + 1`,
);
const unlink = prepared('catalog.moved.unlink', 'delete from book_contributors where book_id = any ($1::uuid[])');
const unlinkSubjects = prepared(
  'catalog.moved.unlinkSubjects',
  'delete from book_subjects where book_id = any ($1::uuid[])',
);

/** Many titles in the caller's transaction; those that are there are brought up to date. Records nothing, indexes nothing. */
export async function putMovedBooks(
  ctx: VerbCtx,
  books: readonly MovedBook[],
  known: readonly string[],
): Promise<void> {
  if (books.length === 0) return;
  await put.all(ctx.sql, [JSON.stringify(books), ctx.now]);
  if (known.length > 0) {
    await unlink.all(ctx.sql, [known]);
    await unlinkSubjects.all(ctx.sql, [known]);
  }
  await linkHeadings(
    ctx,
    books.map(({ id, contributors, subjects }) => ({ bookId: id, contributors, subjects })),
  );
  ctx.touch('book', ...known.map((id) => `book:${id}`));
}

/** Into search, as they stand in this transaction. */
export const indexMoved = (ctx: VerbCtx, bookIds: readonly string[]): Promise<void> => reindexBooks(ctx, bookIds);

/** Headings that may have no title; returns their ids in order. */
export async function putMovedHeadings(ctx: VerbCtx, names: readonly HeadingName[]): Promise<string[]> {
  const idOf = await headingIds(ctx, names);
  return names.map(idOf);
}

export interface MovedCopy {
  id: string;
  bookId: string;
  /** null: a new one is made. */
  barcode: string | null;
  branchId: string;
  collectionTypeId: string;
  location: string | null;
  status: 'AVAILABLE' | 'DAMAGED' | 'LOST' | 'WITHDRAWN';
  withdrawnReason?: string | undefined;
  price: number | null;
  acquiredOn: string | null;
  inventoryNumber: string | null;
  notes: string | null;
  createdAt: Date;
}

/** A copy that is out, on the hold shelf or on its way stays so: circulation knows better. */
const putCopies = prepared(
  'catalog.moved.copies',
  `insert into copies (id, book_id, barcode, branch_id, collection_type_id, location, status, withdrawn_at, withdrawn_reason, price,
     acquired_on, inventory_number, notes, created_at, updated_at)
   select id, "bookId", barcode, "branchId", "collectionTypeId", location, status,
     case when status = 'WITHDRAWN' then $2::timestamptz end, "withdrawnReason", price, "acquiredOn", "inventoryNumber", notes,
     "createdAt", $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, "bookId" uuid, barcode text, "branchId" uuid, "collectionTypeId" uuid,
     location text, status text, "withdrawnReason" text, price bigint, "acquiredOn" date, "inventoryNumber" text, notes text,
     "createdAt" timestamptz)
   order by "bookId", id
   on conflict (id) do update set barcode = excluded.barcode, collection_type_id = excluded.collection_type_id,
     location = excluded.location, price = excluded.price, acquired_on = excluded.acquired_on,
     inventory_number = excluded.inventory_number, notes = excluded.notes, book_id = excluded.book_id,
     status = case when copies.status in ('AVAILABLE', 'DAMAGED', 'LOST') then excluded.status else copies.status end,
     updated_at = excluded.updated_at, version = copies.version + 1`,
);
const lockCounts = prepared(
  'catalog.moved.counts',
  'select 1 from book_counts where book_id = any ($1::uuid[]) order by book_id for no key update',
);
/** Held by whoever changes copies or loans of many titles, before anything else. */
export const lockMovedBooks = (ctx: VerbCtx, bookIds: readonly string[]): Promise<unknown> =>
  lockCounts.all(ctx.sql, [[...new Set(bookIds)]]);

export async function putMovedCopies(ctx: VerbCtx, copies: readonly MovedCopy[]): Promise<void> {
  if (copies.length === 0) return;
  await lockMovedBooks(
    ctx,
    copies.map(({ bookId }) => bookId),
  );
  const made = await newBarcodes(ctx, copies.filter(({ barcode }) => barcode === null).length);
  const rows = copies.map((copy) => ({ ...copy, barcode: copy.barcode ?? made.shift() }));
  await putCopies.all(ctx.sql, [JSON.stringify(rows), ctx.now]);
  ctx.touch('book', 'copy');
}

export { takenBarcodes };

const addType = prepared<{ id: string }>(
  'catalog.moved.type',
  `insert into collection_types (id, code, name, loanable) values ($1, $2, $3, $4) returning id`,
);
export const addCollectionType = (
  ctx: VerbCtx,
  { id, code, name, loanable }: { id: string; code: string; name: string; loanable: boolean },
): Promise<unknown> => addType.all(ctx.sql, [id, code, name, loanable]);

const covers = prepared(
  'catalog.moved.covers',
  `update books b set cover_image = r.cover, updated_at = $2, version = b.version + 1
   from jsonb_to_recordset($1::jsonb) as r (id uuid, cover text) where b.id = r.id`,
);
/** Files that are stored already, under keys below `covers/`. */
export async function putMovedCovers(ctx: VerbCtx, rows: readonly { id: string; cover: string }[]): Promise<void> {
  await covers.all(ctx.sql, [JSON.stringify(rows), ctx.now]);
  ctx.touch('book', ...rows.map(({ id }) => `book:${id}`));
}

const copyPlaces = prepared<{ id: string; bookId: string; branchId: string; status: string; barcode: string }>(
  'catalog.moved.places',
  `select id, book_id as "bookId", branch_id as "branchId", status, barcode from copies where id = any ($1::uuid[])`,
);
export const movedCopies = async (sql: Sql, ids: readonly string[]) =>
  new Map((await copyPlaces.all(sql, [ids])).map((row) => [row.id, row]));
