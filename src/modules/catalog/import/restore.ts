import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { reindexBooks } from '../index-doc.ts';

const FIELDS = `title, author, isbn, category, material_type, language, published_year, publisher, place, edition, series,
  pages, classification, call_number, description, location, flags`;
const BEFORE = FIELDS.split(',')
  .map((field) => `r.${field.trim()}`)
  .join(', ');

/** In this order: what the import wrote goes, what stood there comes back. Headings that were merged since stay merged. */
const steps = [
  `update books b set (${FIELDS}) = row (${BEFORE}), version = b.version + 1, updated_at = $3
   from catalog_batch_rows k, jsonb_populate_record(null::books, k.before -> 'book') r
   where k.batch_id = $1 and k.book_id = any ($2::uuid[]) and b.id = k.book_id`,
  'delete from book_contributors where book_id = any ($2::uuid[]) and $1::uuid is not null and $3::timestamptz is not null',
  'delete from book_subjects where book_id = any ($2::uuid[]) and $1::uuid is not null and $3::timestamptz is not null',
  `insert into book_contributors (book_id, heading_id, role, position)
   select x.book_id, coalesce(h.merged_into, h.id), x.role, x.position
   from (select k.book_id, r.* from catalog_batch_rows k, jsonb_to_recordset(k.before -> 'contributors')
       r (heading_id uuid, role text, position int)
     where k.batch_id = $1 and k.book_id = any ($2::uuid[]) and $3::timestamptz is not null) x join headings h on h.id = x.heading_id
   on conflict do nothing`,
  `insert into book_subjects (book_id, heading_id)
   select x.book_id, coalesce(h.merged_into, h.id)
   from (select k.book_id, r.value::uuid as heading_id from catalog_batch_rows k, jsonb_array_elements_text(k.before -> 'subjects') r
     where k.batch_id = $1 and k.book_id = any ($2::uuid[]) and $3::timestamptz is not null) x join headings h on h.id = x.heading_id
   on conflict do nothing`,
  'delete from book_marc where book_id = any ($2::uuid[]) and $1::uuid is not null and $3::timestamptz is not null',
  `insert into book_marc select r.* from catalog_batch_rows k, jsonb_populate_record(null::book_marc, nullif(k.before -> 'marc', 'null')) r
   where k.batch_id = $1 and k.book_id = any ($2::uuid[]) and r.book_id is not null and $3::timestamptz is not null`,
  'update catalog_batch_rows set undone_at = $3 where batch_id = $1 and book_id = any ($2::uuid[])',
].map((text, at) => prepared(`catalog.import.restore.${at}`, text));

/** Books that an import changed, as they were before it; they are locked, and nobody touched them since. */
export async function restoreBooks(ctx: VerbCtx, batchId: string, ids: readonly string[]): Promise<string[]> {
  for (const step of steps) await step.all(ctx.sql, [batchId, ids, ctx.now]);
  await reindexBooks(ctx, [...ids].sort());
  return [...ids];
}
