import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { MarcFlavour } from '../../../lib/marc/flavour.ts';

/** A book with all that its record tells, and the record it came with. */
export interface BookWithMarc {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly isbn: string | null;
  readonly materialType: string;
  readonly language: string | null;
  readonly publishedYear: number | null;
  readonly publisher: string | null;
  readonly place: string | null;
  readonly edition: string | null;
  readonly series: string | null;
  readonly pages: string | null;
  readonly classification: string | null;
  readonly callNumber: string | null;
  readonly description: string | null;
  readonly flags: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly contributors: readonly { readonly name: string; readonly role: string }[];
  readonly subjects: readonly string[];
  readonly flavour: MarcFlavour | null;
  readonly record: Buffer | null;
}

export interface CopyOfBook {
  readonly bookId: string;
  readonly barcode: string;
  readonly branch: string;
  readonly location: string | null;
  readonly price: number | null;
}

const books = prepared<BookWithMarc>(
  'catalog.marc.books',
  `select b.id, b.title, b.author, b.isbn, b.material_type as "materialType", b.language, b.published_year as "publishedYear",
     b.publisher, b.place, b.edition, b.series, b.pages, b.classification, b.call_number as "callNumber", b.description, b.flags,
     b.created_at as "createdAt", b.updated_at as "updatedAt", m.flavour, m.record,
     coalesce(c.list, '[]') as contributors, coalesce(s.list, '{}') as subjects
   from unnest($1::uuid[]) with ordinality o (id, place) join books b on b.id = o.id left join book_marc m on m.book_id = b.id
   left join lateral (select jsonb_agg(jsonb_build_object('name', h.name, 'role', x.role) order by x.position, h.name) as list
     from book_contributors x join headings h on h.id = x.heading_id where x.book_id = b.id) c on true
   left join lateral (select array_agg(h.name order by h.name) as list
     from book_subjects x join headings h on h.id = x.heading_id where x.book_id = b.id) s on true
   order by o.place`,
);

/** In the order of the ids. */
export const booksWithMarc = (sql: Sql, ids: readonly string[]): Promise<BookWithMarc[]> => books.all(sql, [ids]);

const copies = prepared<CopyOfBook>(
  'catalog.marc.copies',
  `select c.book_id as "bookId", c.barcode, r.code as branch, c.location, c.price
   from copies c join branches r on r.id = c.branch_id
   where c.book_id = any ($1) and c.status not in ('LOST', 'WITHDRAWN') and ($2::uuid[] is null or c.branch_id = any ($2))
   order by c.book_id, c.barcode`,
);

/** Of these branches; null: of all. */
export const copiesWithBranch = (
  sql: Sql,
  ids: readonly string[],
  branches: readonly string[] | null,
): Promise<CopyOfBook[]> => copies.all(sql, [ids, branches]);
