import { z } from 'zod';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { type Book, type BookLine, coverAddress } from './book.ts';
import type { CopyStatus } from './copy.ts';
import { type BookRow, bookReply, found, WHOLE } from './queries.ts';

/** A copy as a reader sees it: where it stands, whether it is free, and when it comes back. Never who has it. */
export interface ShelfCopy {
  barcode: string;
  branchId: string;
  branch: string;
  location: string | null;
  collection: string;
  loanable: boolean;
  status: CopyStatus;
  dueDate: Date | null;
}

const COPIES_SHOWN = 100;
const shelved = prepared<BookRow & { copies: (Omit<ShelfCopy, 'dueDate'> & { dueDate: string | null })[] }>(
  'catalog.reader.book',
  `select ${WHOLE},
     coalesce((select jsonb_agg(to_jsonb(s)) from (
       select c.barcode, c.branch_id as "branchId", r.name as branch, c.location, t.name as collection, t.loanable, c.status,
         (select l.due_date from borrowings l where l.copy_id = c.id and l.return_date is null and l.status <> 'CANCELLED') as "dueDate"
       from copies c join branches r on r.id = c.branch_id join collection_types t on t.id = c.collection_type_id
       where c.book_id = b.id and c.status not in ('LOST', 'WITHDRAWN')
       order by r.name, c.status <> 'AVAILABLE', c.barcode limit ${COPIES_SHOWN}) s), '[]') as copies
   from books b join book_counts k on k.book_id = b.id where b.id = $1`,
);

/** A book with its copies, the first hundred. */
export const bookOnShelf = view({
  name: 'catalog.reader.book',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<{ book: Book; copies: ShelfCopy[] }> {
    const { copies, ...row } = found(ctx, await shelved.one(ctx.sql, [id]));
    const due = (date: string | null): Date | null => (date === null ? null : new Date(date));
    return { book: bookReply(ctx, row), copies: copies.map((copy) => ({ ...copy, dueDate: due(copy.dueDate) })) };
  },
});

const withBarcode = prepared<{ id: string }>(
  'catalog.reader.barcode',
  `select b.id from copies c join books b on b.id = c.book_id
   where lower(c.barcode) = lower($1) and c.status <> 'WITHDRAWN' and b.status = 'ACTIVE'`,
);

/** The book whose copy a reader holds in his hand, by the label on it; or null. */
export const bookWithBarcode = view({
  name: 'catalog.reader.barcode',
  permission: 'book:read',
  input: z.strictObject({ barcode: z.string().max(500) }),
  run: async (ctx, { barcode }): Promise<string | null> => (await withBarcode.one(ctx.sql, [barcode]))?.id ?? null,
});

/** A book in a row of covers. */
export type CoveredBook = Pick<BookLine, 'id' | 'title' | 'author' | 'coverImage'>;
type CoveredRow = Pick<CoveredBook, 'id' | 'title' | 'author'> & { coverKey: string | null };

/** Covers of the ids that this tells, in its order. */
const covered = (name: string, found: string, order: string) =>
  prepared<CoveredRow>(
    name,
    `select b.id, b.title, b.author, b.cover_image as "coverKey" from (${found}) s join books b on b.id = s.id order by ${order}`,
  );
const related = covered(
  'catalog.reader.related',
  `select distinct on (k.popularity, s.id) s.id, k.popularity from (
     (select heading_id from book_subjects where book_id = $1 limit 3)
     union (select heading_id from book_contributors where book_id = $1 and position = 0 limit 1)) h
   cross join lateral (
     (select book_id as id from book_subjects where heading_id = h.heading_id limit 12)
     union all (select book_id from book_contributors where heading_id = h.heading_id limit 12)) s
   join search_index k on k.kind = 'book' and k.id = s.id and k.is_public
   where s.id <> $1 order by k.popularity desc, s.id limit 6`,
  's.popularity desc, s.id',
);
const newest = covered(
  'catalog.reader.newest',
  `select id, created_at from search_index where kind = 'book' and is_public order by created_at desc, id desc limit $1`,
  's.created_at desc, s.id desc',
);
const popular = covered(
  'catalog.reader.popular',
  `select id, popularity from search_index where kind = 'book' and is_public and popularity > 0
   order by popularity desc, id limit $1`,
  's.popularity desc, s.id',
);

const withCover = ({ coverKey, ...book }: CoveredRow): CoveredBook => ({
  ...book,
  coverImage: coverAddress(book.id, coverKey),
});

/** Books that share a subject or the first author; the most used first. */
export const relatedTo = view({
  name: 'catalog.reader.related',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid }),
  run: async (ctx, { id }): Promise<CoveredBook[]> => (await related.all(ctx.sql, [id])).map(withCover),
});

const Many = z.strictObject({ limit: z.int().min(1).max(24) });

export const newestBooks = view({
  name: 'catalog.reader.newest',
  permission: 'book:read',
  input: Many,
  run: async (ctx, { limit }): Promise<CoveredBook[]> => (await newest.all(ctx.sql, [limit])).map(withCover),
});

/** Borrowed at least once. */
export const popularBooks = view({
  name: 'catalog.reader.popular',
  permission: 'book:read',
  input: Many,
  run: async (ctx, { limit }): Promise<CoveredBook[]> => (await popular.all(ctx.sql, [limit])).map(withCover),
});

export interface FreeAt {
  bookId: string;
  branch: string;
  available: number;
  stock: number;
}
const freeAt = prepared<FreeAt>(
  'catalog.reader.freeAt',
  `select c.book_id as "bookId", r.name as branch, sum(copy_is_free(c.status))::int as available,
     sum(copy_in_stock(c.status))::int as stock
   from copies c join branches r on r.id = c.branch_id
   where c.book_id = any ($1) group by c.book_id, r.name order by r.name`,
);

/** Where the books of a list stand, by branch. */
export const shelvesOf = view({
  name: 'catalog.reader.shelves',
  permission: 'book:read',
  input: z.strictObject({ ids: z.array(Uuid).max(100) }),
  run: async (ctx, { ids: books }): Promise<FreeAt[]> =>
    books.length === 0 ? [] : (await freeAt.all(ctx.sql, [books])).filter(({ stock }) => stock > 0),
});

/** How a reader stands to a title: in its queue, or with a copy at home. */
export interface Standing {
  hold: { status: string; position: number | null } | null;
  dueDate: Date | null;
}
const standing = prepared<Standing>(
  'catalog.reader.standing',
  `select (select jsonb_build_object('status', h.status, 'position', case when h.status = 'WAITING' then
       (select count(*) + 1 from holds o where o.book_id = h.book_id and o.status = 'WAITING' and o.queue < h.queue) end)
     from holds h where h.book_id = $1 and h.member_id = $2 and h.status in ('WAITING', 'SHELVED')) as hold,
   (select min(l.due_date) from borrowings l where l.book_id = $1 and l.member_id = $2 and l.return_date is null
     and l.status <> 'CANCELLED') as "dueDate"`,
);
const NO_STANDING: Standing = { hold: null, dueDate: null };

/** Of whoever is signed in with a card. */
export const standingOf = view({
  name: 'catalog.reader.standing',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Standing> {
    const memberId = ctx.actor.kind === 'account' ? ctx.actor.memberId : null;
    return (memberId !== null && (await standing.one(ctx.sql, [id, memberId]))) || NO_STANDING;
  },
});
