import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { type Page, type PageMeta, PageQuery } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { type SearchSort, search } from '../search/index.ts';
import { BOOK_STATUSES, type BookLine, seesHidden } from './book.ts';
import { bookLines } from './queries.ts';

const FACETS = ['category', 'materialType', 'language', 'decade', 'branch', 'status'] as const;
type Facet = (typeof FACETS)[number];

const facetNames = z
  .string()
  .max(200)
  .transform((text, context): Facet[] => {
    const names = text.split(',').filter(Boolean);
    const known = FACETS.filter((facet) => names.includes(facet));
    const unknown = names.find((name) => !FACETS.some((facet) => facet === name));
    if (unknown !== undefined) context.addIssue({ code: 'custom', message: 'catalog.bad_facet' });
    return known;
  });

/** S1's bookQuery, with more to narrow by. One value, or several alternatives by repeating the name. */
const several = (max: number) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(z.string().max(max)).max(20).optional(),
  );

export const BookQuery = z.strictObject({
  ...PageQuery.shape,
  search: z.string().max(500).optional(),
  category: several(100),
  status: z.enum(BOOK_STATUSES).optional(),
  branch: Uuid.optional(),
  language: several(3),
  materialType: several(30),
  decade: several(4),
  sortBy: z.enum(['relevance', 'title', 'author', 'createdAt', 'stock']).optional(),
  sortOrder: z.enum(['asc', 'desc']).optional(),
  /** Names of facets to count, by comma. */
  facets: facetNames.optional(),
});
export type BookQuery = z.output<typeof BookQuery>;

/** The only names a sort may have; what a reader sends is looked up here. */
const SORTS: Readonly<Record<NonNullable<BookQuery['sortBy']>, SearchSort>> = {
  relevance: 'relevance',
  title: 'title',
  author: 'author',
  createdAt: 'created',
  stock: 'number',
};

const only = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

type Filters = Pick<BookQuery, 'category' | 'language' | 'materialType' | 'decade' | 'branch' | 'status'>;

export const filtersOf = (input: Filters) => ({
  category: input.category ?? [],
  language: input.language ?? [],
  materialType: input.materialType ?? [],
  decade: input.decade ?? [],
  branch: only(input.branch),
  status: only(input.status),
});

/** Everything goes through the search index: one way to find, with words or without. */
export const listBooks = view({
  name: 'catalog.books',
  permission: 'book:read',
  input: BookQuery,
  async run(ctx, input): Promise<Page<BookLine>> {
    const hasWords = Boolean(input.search?.trim());
    const sort = SORTS[input.sortBy ?? (hasWords ? 'relevance' : 'createdAt')];
    const found = await search.find(ctx, {
      kinds: ['book'],
      text: input.search,
      filters: filtersOf(input),
      hidden: seesHidden(ctx),
      sort,
      descending: (input.sortOrder ?? 'desc') === 'desc',
      page: input,
      facets: input.facets ?? [],
    });
    return { items: await bookLines(ctx.sql, found.ids), meta: await named(ctx, found.meta) };
  },
});

const branchNames = prepared<{ id: string; name: string }>('catalog.branch.names', 'select id, name from branches');

/** A branch is counted by its id and shown by its name. */
async function named(ctx: Ctx, meta: PageMeta): Promise<PageMeta> {
  const { branch, ...others } = meta.facets ?? {};
  if (!branch || branch.length === 0) return meta;
  const names = new Map((await branchNames.all(ctx.sql, [])).map(({ id, name }) => [id, name]));
  const labelled = branch.map((each) => ({ ...each, label: names.get(each.value) ?? each.value }));
  return { ...meta, facets: { ...others, branch: labelled } };
}
