import type { Ctx, Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { type Book, type BookLine, bookActions, coverAddress, seesHidden } from './book.ts';
import { bookNotFound } from './errors.ts';

const LINE = `b.id, b.title, b.author, b.isbn, b.category, k.stock, k.available, b.published_year as "publishedYear", b.publisher,
  b.description, b.cover_image as "coverKey", b.location, k.total_borrows as "totalBorrows", b.rating,
  b.review_count as "reviewCount", b.status, b.created_at as "createdAt", b.updated_at as "updatedAt",
  b.material_type as "materialType", b.language, b.classification, b.call_number as "callNumber", b.flags, b.version`;

type LineRow = Omit<BookLine, 'coverImage'> & { coverKey: string | null };
export type BookRow = LineRow &
  Omit<Book, keyof BookLine | 'can' | 'why'> & {
    /** Copies on loan, on the hold shelf or under way. */
    out: number;
  };

/** All of a book; b is the book, k its counts. */
export const WHOLE = `${LINE}, b.place, b.edition, b.series, b.pages, b.archived_at as "archivedAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'name', h.name, 'role', x.role) order by x.position, h.name)
    from book_contributors x join headings h on h.id = x.heading_id where x.book_id = b.id), '[]') as contributors,
  coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'name', h.name) order by h.name)
    from book_subjects x join headings h on h.id = x.heading_id where x.book_id = b.id), '[]') as subjects,
  coalesce((select jsonb_agg(jsonb_build_object('branchId', a.branch_id, 'branch', r.name, 'stock', a.stock,
      'available', a.available) order by r.name)
    from (select branch_id, sum(copy_in_stock(status))::int as stock, sum(copy_is_free(status))::int as available
      from copies where book_id = b.id group by branch_id) a join branches r on r.id = a.branch_id
    where a.stock > 0), '[]') as availability,
  (select count(*)::int from holds where book_id = b.id and status = 'WAITING') as "holdsWaiting",
  (select count(*)::int from copies where book_id = b.id and status in ('ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT')) as out`;

const byId = prepared<BookRow>(
  'catalog.book',
  `select ${WHOLE} from books b join book_counts k on k.book_id = b.id where b.id = $1`,
);
const lock = prepared<{ id: string }>(
  'catalog.book.lock',
  `with b as materialized (select id from books where id = $1 for no key update),
     k as materialized (select book_id from book_counts where book_id = (select id from b) for no key update)
   select book_id as id from k`,
);
const lines = prepared<LineRow>(
  'catalog.book.lines',
  `select ${LINE} from unnest($1::uuid[]) with ordinality o (id, place)
   join books b on b.id = o.id join book_counts k on k.book_id = b.id order by o.place`,
);

/** One query tells all of a book. */
export const bookRow = async (ctx: Ctx, id: string): Promise<BookRow> => found(ctx, await byId.one(ctx.sql, [id]));

/** What the public does not see is not found by it. */
export function found<Row extends BookRow>(ctx: Ctx, row: Row | undefined): Row {
  if (!row || (row.status !== 'ACTIVE' && !seesHidden(ctx))) throw bookNotFound();
  return row;
}

/** Lock first (the record, then its counts, which guard copies and queue), then read. */
export async function lockBook(ctx: VerbCtx, id: string): Promise<BookRow> {
  if (!(await lock.one(ctx.sql, [id]))) throw bookNotFound();
  return bookRow(ctx, id);
}

export const lockBooks = (sql: Sql, ids: readonly string[]) => lockMany.all(sql, [ids]);
const lockMany = prepared(
  'catalog.books.lock',
  'select id from books where id = any ($1) order by id for no key update',
);

const line = ({ coverKey, ...row }: LineRow): BookLine => ({ ...row, coverImage: coverAddress(row.id, coverKey) });

export function bookReply(ctx: Ctx, row: BookRow): Book {
  const { coverKey, out, ...book } = row;
  return {
    ...book,
    archivedAt: moment(book.archivedAt),
    coverImage: coverAddress(row.id, coverKey),
    ...bookActions(ctx, row),
  };
}

const moment = (value: Date | null): Date | null => (value === null ? null : new Date(value));

export const bookReplyOf = async (ctx: Ctx, id: string): Promise<Book> => bookReply(ctx, await bookRow(ctx, id));

/** In the order of the ids. */
export const bookLines = async (sql: Sql, ids: readonly string[]): Promise<BookLine[]> =>
  ids.length === 0 ? [] : (await lines.all(sql, [ids])).map(line);

const byIsbn = prepared<{ id: string }>(
  'catalog.book.isbn',
  'select id from books where isbn = $1 and id is distinct from $2 order by created_at limit 20',
);
const oneAtATime = prepared('catalog.book.isbnLock', 'select pg_advisory_xact_lock(hashtextextended($1, 7318))');

/** Two who save the same new ISBN at once see each other. */
export async function booksWithIsbn(ctx: VerbCtx, isbn: string, but: string | null): Promise<string[]> {
  await oneAtATime.all(ctx.sql, [isbn]);
  return (await byIsbn.all(ctx.sql, [isbn, but])).map(({ id }) => id);
}
