import type { Sql, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { linkHeadings } from '../headings.ts';
import type { BulkBook, BulkColumns, CopyPlaces } from './plan.ts';

const read = prepared<BulkBook>(
  'catalog.bulk.read',
  `select b.id, b.title, b.version, b.status, b.category, b.location, b.classification, b.call_number as "callNumber",
     b.language, b.material_type as "materialType", b.flags,
     array(select h.name from book_subjects x join headings h on h.id = x.heading_id where x.book_id = b.id order by h.name) as subjects,
     coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'barcode', c.barcode, 'branchId', c.branch_id,
         'collectionTypeId', c.collection_type_id, 'location', c.location, 'status', c.status, 'version', c.version) order by c.id)
       from copies c where $2 and c.book_id = b.id and c.status <> 'WITHDRAWN'), '[]') as copies
   from unnest($1::uuid[]) with ordinality o (id, place) join books b on b.id = o.id order by o.place`,
);

/** In the order of the ids; with their copies where those are concerned. */
export const readBulkBooks = (sql: Sql, ids: readonly string[], withCopies: boolean): Promise<BulkBook[]> =>
  read.all(sql, [ids, withCopies]);

const lock = prepared<{ id: string }>(
  'catalog.bulk.lock',
  `with b as materialized (select id from books where id = any ($1) order by id for no key update),
     k as materialized (select book_id from book_counts where $2 and book_id = any ($1) and (select count(*) from b) >= 0
       order by book_id for no key update),
     c as materialized (select id from copies where $2 and book_id = any ($1) and (select count(*) from k) >= 0
       order by id for no key update)
   select id from b where (select count(*) from c) >= 0 order by id`,
);

/** Records, counts, copies: the one order of locks. Read afterwards. */
export const lockBulkBooks = async (ctx: VerbCtx, ids: readonly string[], withCopies: boolean): Promise<void> => {
  await lock.all(ctx.sql, [ids, withCopies]);
};

const sizes = prepared<{ id: string; stock: number }>(
  'catalog.bulk.sizes',
  'select book_id as id, stock from book_counts where book_id = any ($1)',
);

const ROWS = 1000;
const BOOKS = 250;

/** Parts of at most 250 books and, where copies change, about a thousand rows: each is written within two seconds. */
export async function partsOf(sql: Sql, ids: readonly string[], withCopies: boolean): Promise<string[][]> {
  const copies = withCopies ? new Map((await sizes.all(sql, [ids])).map(({ id, stock }) => [id, stock])) : null;
  const parts: string[][] = [];
  let rows = 0;
  for (const id of ids) {
    const size = 1 + (copies?.get(id) ?? 0);
    const last = parts.at(-1);
    if (!last || last.length >= BOOKS || rows + size > ROWS) {
      parts.push([id]);
      rows = size;
    } else {
      last.push(id);
      rows += size;
    }
  }
  return parts;
}

const columns = prepared(
  'catalog.bulk.columns',
  `update books b set category = r.category, location = r.location, classification = r.classification,
     call_number = r.call_number, language = r.language, material_type = r.material_type, status = r.status, flags = r.flags,
     version = b.version + 1, updated_at = $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, category text, location text, classification text, call_number text,
     language text, material_type text, status text, flags text[]) where b.id = r.id`,
);
const copies = prepared(
  'catalog.bulk.copies',
  `update copies c set branch_id = r.branch_id, collection_type_id = r.collection_type_id, location = r.location,
     version = c.version + 1, updated_at = $2
   from jsonb_to_recordset($1::jsonb) as r (id uuid, branch_id uuid, collection_type_id uuid, location text) where c.id = r.id`,
);
const unlink = prepared('catalog.bulk.unlink', 'delete from book_subjects where book_id = any ($1)');

export type BookColumns = BulkColumns & { id: string; flags: readonly string[] };

export async function writeColumns(ctx: VerbCtx, books: readonly BookColumns[]): Promise<void> {
  if (books.length === 0) return;
  const rows = books.map(({ callNumber, materialType, ...rest }) => ({
    ...rest,
    call_number: callNumber,
    material_type: materialType,
  }));
  await columns.all(ctx.sql, [JSON.stringify(rows), ctx.now]);
}

export async function writeSubjects(ctx: VerbCtx, books: readonly { id: string; subjects: readonly string[] }[]) {
  if (books.length === 0) return;
  await unlink.all(ctx.sql, [books.map(({ id }) => id)]);
  await linkHeadings(
    ctx,
    books.map(({ id, subjects }) => ({ bookId: id, contributors: [], subjects })),
  );
}

export async function writeCopies(ctx: VerbCtx, places: readonly (CopyPlaces & { id: string })[]): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map(({ id, branchId, collectionTypeId, location }) => ({
    id,
    branch_id: branchId,
    collection_type_id: collectionTypeId,
    location,
  }));
  await copies.all(ctx.sql, [JSON.stringify(rows), ctx.now]);
}
