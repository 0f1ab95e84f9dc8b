import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { type Page, PageQuery } from '../../../kernel/page.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';
import { type FindQuery, type SearchSort, search } from '../../search/index.ts';
import { BOOK_STATUSES, type BookLine } from '../book.ts';
import { bookLines } from '../queries.ts';

export const FLAGS = [
  'no_author',
  'no_category',
  'bad_isbn',
  'bad_year',
  'bad_language',
  'title_cut',
  'author_cut',
  'category_cut',
  'publisher_cut',
  'place_cut',
  'edition_cut',
  'series_cut',
  'pages_cut',
  'classification_cut',
  'description_cut',
  'location_cut',
] as const;

const several = (max: number) => z.array(z.string().max(max)).max(20).default([]);

/** What a list of books for staff may be narrowed by; bulk edits choose by the same. */
export const BookFilter = z.strictObject({
  search: z.string().max(500).default(''),
  /** None: all but the archived. */
  status: z.array(z.enum(BOOK_STATUSES)).default([]),
  category: several(100),
  branch: z.array(Uuid).max(20).default([]),
  materialType: several(30),
  language: several(3),
  /** Of an import; 'any': flagged at all. */
  flag: z.enum([...FLAGS, 'any']).optional(),
});
export type BookFilter = z.output<typeof BookFilter>;

const SORTS = {
  relevance: 'relevance',
  createdAt: 'created',
  title: 'title',
  author: 'author',
  stock: 'number',
} as const;
export const STAFF_SORTS = ['createdAt', 'title', 'author', 'stock'] as const;

const StaffQuery = z.strictObject({
  ...BookFilter.shape,
  ...PageQuery.shape,
  sortBy: z.enum(['relevance', ...STAFF_SORTS]).optional(),
  sortOrder: z.enum(['asc', 'desc']).optional(),
});

const PRESENT = BOOK_STATUSES.filter((status) => status !== 'ARCHIVED');

export function findQuery(
  filter: BookFilter,
  page: FindQuery['page'],
  sort: SearchSort,
  descending: boolean,
): FindQuery {
  return {
    kinds: ['book'],
    text: filter.search,
    filters: {
      status: filter.status.length > 0 ? filter.status : PRESENT,
      category: filter.category,
      branch: filter.branch,
      materialType: filter.materialType,
      language: filter.language,
      flag: filter.flag === undefined ? [] : filter.flag === 'any' ? FLAGS : [filter.flag],
    },
    hidden: true,
    sort,
    descending,
    page,
  };
}

/** The working list: what is archived only when asked for. */
export const staffBooks = view({
  name: 'catalog.staff.books',
  permission: 'copy:read',
  input: StaffQuery,
  async run(ctx, input): Promise<Page<BookLine>> {
    const { page, limit, cursor, sortBy, sortOrder, ...filter } = input;
    const sort = sortBy ?? (filter.search.trim() ? 'relevance' : 'createdAt');
    const descending = (sortOrder ?? (sort === 'title' || sort === 'author' ? 'asc' : 'desc')) === 'desc';
    const query = findQuery(filter, { page, limit, cursor }, SORTS[sort], descending);
    const found = await search.find(ctx, query);
    return { items: await bookLines(ctx.sql, found.ids), meta: found.meta };
  },
});

/** At most so many books of a filter, newest first; one more than `most` says that there are more. */
export async function idsOf(ctx: Ctx, filter: BookFilter, most: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ids.length <= most; ) {
    const page = { page: 1, limit: 1000, cursor };
    const found = await search.find(ctx, findQuery(filter, page, 'created', true));
    ids.push(...found.ids);
    if (!found.meta.nextCursor) break;
    cursor = found.meta.nextCursor;
  }
  return ids.slice(0, most + 1);
}

/** Books by their ids, in that order. */
export const booksByIds = view({
  name: 'catalog.staff.lines',
  permission: 'copy:read',
  input: z.strictObject({ ids: z.array(Uuid).max(1000) }),
  run: (ctx, { ids }): Promise<BookLine[]> => bookLines(ctx.sql, ids),
});
