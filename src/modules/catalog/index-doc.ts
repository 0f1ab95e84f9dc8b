import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { type SearchDoc, search } from '../search/index.ts';

/** A book as search knows it; also for who loads a whole catalogue at once. */
export interface IndexedBook {
  id: string;
  title: string;
  author: string;
  /** Other names and the subjects. */
  names: readonly string[];
  subjects: readonly string[];
  /** Other spellings of all of them. */
  variants?: readonly string[] | undefined;
  publisher: string | null;
  isbn: string | null;
  callNumber: string | null;
  series: string | null;
  place: string | null;
  description: string | null;
  category: string;
  materialType: string;
  language: string | null;
  publishedYear: number | null;
  status: string;
  /** Where copies that are not lost or withdrawn are kept. */
  branches: readonly string[];
  stock: number;
  totalBorrows: number;
  /** What an import found amiss. */
  flags?: readonly string[] | undefined;
  createdAt: Date | string;
}

const decade = (year: number): string => String(Math.floor(year / 10) * 10);
const said = (texts: readonly (string | null)[]): string[] => texts.flatMap((text) => text || []);

export const bookDoc = (book: IndexedBook): SearchDoc => ({
  kind: 'book',
  id: book.id,
  isPublic: book.status === 'ACTIVE',
  title: book.title,
  author: book.author,
  words: {
    b: said([...book.names, ...book.subjects]),
    c: said([...(book.variants ?? []), book.series, book.publisher, book.place, book.isbn, book.callNumber]),
    d: said([book.description]),
  },
  facets: {
    category: [book.category],
    materialType: [book.materialType],
    language: said([book.language]),
    decade: book.publishedYear === null ? [] : [decade(book.publishedYear)],
    branch: book.branches,
    status: [book.status],
    flag: [...new Set((book.flags ?? []).map((flag) => flag.split(':')[0] ?? ''))],
  },
  popularity: book.totalBorrows,
  number: book.stock,
  createdAt: new Date(book.createdAt),
});

const read = prepared<IndexedBook>(
  'catalog.index.read',
  `select b.id, b.title, b.author, b.publisher, b.isbn, b.call_number as "callNumber", b.series, b.place, b.description,
     b.category, b.material_type as "materialType", b.language, b.published_year as "publishedYear", b.status,
     k.stock, k.total_borrows as "totalBorrows", b.flags, b.created_at as "createdAt",
     array(select h.name from book_contributors x join headings h on h.id = x.heading_id
       where x.book_id = b.id and h.name <> b.author order by x.position) as names,
     array(select h.name from book_subjects x join headings h on h.id = x.heading_id where x.book_id = b.id order by h.name) as subjects,
     array(select v from (select distinct v from headings h, unnest(h.variants) v where h.id in (
       select heading_id from book_contributors where book_id = b.id union select heading_id from book_subjects where book_id = b.id)) s
       order by v collate "C" limit 50) as variants,
     array(select distinct c.branch_id::text from copies c
       where c.book_id = b.id and c.status not in ('LOST', 'WITHDRAWN')) as branches
   from books b join book_counts k on k.book_id = b.id where b.id = any ($1) order by b.id`,
);

const AT_ONCE = 500;

/** Puts books into the search index as they stand in this transaction. Call it after a copy changed branch or was lost. */
export async function reindexBooks(ctx: VerbCtx, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await search.put(ctx, (await read.all(ctx.sql, [ids.slice(at, at + AT_ONCE)])).map(bookDoc));
}

const some = prepared<{ id: string }>(
  'catalog.index.some',
  'select id from books where id > $1 order by id limit 5000',
);
const stale = prepared<{ id: string }>(
  'catalog.index.stale',
  `select b.id from books b join book_counts k on k.book_id = b.id
   left join search_index s on s.kind = 'book' and s.id = b.id
   where b.id = any ($1) and (s.id is null or s.is_public <> (b.status = 'ACTIVE') or s.number <> k.stock
     or s.popularity <> least(40, round(2 * ln(1 + k.total_borrows) / ln(2)))) order by b.id`,
);
const orphans = prepared<{ id: string }>(
  'catalog.index.orphans',
  `select s.id from search_index s where s.kind = 'book' and s.id > $1
   and not exists (select 1 from books b where b.id = s.id) order by s.id limit $2`,
);

const NOWHERE = '00000000-0000-0000-0000-000000000000';

type InTransaction = (run: (ctx: VerbCtx) => Promise<void>) => Promise<void>;

/** Books the index lacks, shows wrongly or ranks by old use; each part in a transaction of its own. */
export async function healIndex(ctx: Ctx, inTransaction: InTransaction): Promise<number> {
  let healed = 0;
  for (let last = NOWHERE; ; ) {
    const looked = (await some.all(ctx.sql, [last])).map(({ id }) => id);
    if (looked.length === 0) break;
    const found = (await stale.all(ctx.sql, [looked])).map(({ id }) => id);
    for (let at = 0; at < found.length; at += AT_ONCE)
      await inTransaction((tx) => reindexBooks(tx, found.slice(at, at + AT_ONCE)));
    healed += found.length;
    last = looked.at(-1) ?? last;
  }
  const gone = (await orphans.all(ctx.sql, [NOWHERE, 10_000])).map(({ id }) => id);
  await inTransaction((tx) => search.remove(tx, 'book', gone));
  return healed + gone.length;
}
