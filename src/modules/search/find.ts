import type { Ctx } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { COUNT_BOUND, decodeCursor, encodeCursor, offsetOf, type PageInput, type PageMeta } from '../../kernel/page.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { countFacets, type FacetCounts } from './facet-counts.ts';
import { existingFacetIds } from './facet-ids.ts';
import { rankedPage } from './ranked.ts';
import { sortedPage } from './sorted.ts';
import { bestSpelling } from './spelling.ts';
import { type TextQuery, textQuery } from './text-query.ts';
import { pendingRecords } from './words.ts';

export type SearchSort = 'relevance' | 'title' | 'author' | 'created' | 'number';

export interface FindQuery {
  readonly kinds: readonly string[];
  readonly text?: string | undefined;
  /** Values of one facet are alternatives; every named facet must fit. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Whoever works here also finds what the public does not see. */
  readonly hidden: boolean;
  readonly sort: SearchSort;
  readonly descending: boolean;
  readonly page: PageInput;
  /** Names of facets to count. */
  readonly facets?: readonly string[];
}

export interface Found {
  readonly ids: string[];
  readonly meta: PageMeta;
}

/** Fewer hits than this, and another spelling is looked for. */
const FEW = 3;

export async function find(ctx: Ctx, query: FindQuery): Promise<Found> {
  const text = query.text?.trim() ? await textQuery(ctx.sql, query.kinds, query.text) : undefined;
  const filters = await filtersOf(ctx, query);
  if (text === null || filters === null) return nothing(query);
  const first = await search(ctx, query, text, filters);
  if (text === undefined || query.page.cursor !== undefined || (first.meta.total ?? 0) >= FEW) return first;
  return withSpelling(ctx, query, text, filters, first);
}

/** null: a value nobody has ever used. */
async function filtersOf(ctx: Ctx, query: FindQuery): Promise<number[][] | null> {
  const groups: number[][] = [];
  for (const [name, values] of Object.entries(query.filters ?? {})) {
    if (values.length === 0) continue;
    const ids = await existingFacetIds(
      ctx.app,
      ctx.sql,
      values.map((value) => ({ name, value })),
    );
    if (ids.length === 0) return null;
    groups.push(ids);
  }
  return groups;
}

async function search(ctx: Ctx, query: FindQuery, text: TextQuery | undefined, filters: number[][]): Promise<Found> {
  const where = conditionsOf(query, text, filters);
  const isCommon = filters.length === 0 && (await surelyCommon(ctx, text));
  if (text && query.sort === 'relevance') return relevantPage(ctx, query, text, where, isCommon);
  const { ids, meta } = await sortedPage(ctx.sql, query, where, isCommon);
  if (!query.facets?.length) return { ids, meta };
  return { ids, meta: { ...meta, facets: await countFacets(ctx.sql, where, query.facets, isCommon) } };
}

/** Counted words prove it; what was not counted yet is taken off. */
async function surelyCommon(ctx: Ctx, text: TextQuery | undefined): Promise<boolean> {
  if (!text || text.surely <= COUNT_BOUND) return false;
  return text.surely - (await pendingRecords(ctx.sql)) > COUNT_BOUND;
}

async function relevantPage(
  ctx: Ctx,
  query: FindQuery,
  text: TextQuery,
  where: Conditions,
  isCommon: boolean,
): Promise<Found> {
  const { limit, cursor } = query.page;
  const offset = cursor === undefined ? offsetOf(query.page) : startOf(cursor);
  const wanted = query.facets ?? [];
  const { ids, total, facets } = await rankedPage(ctx.sql, text, where, { limit, offset, isCommon, facets: wanted });
  const reachable = Math.min(total, COUNT_BOUND);
  const next = offset + limit;
  return {
    ids,
    meta: {
      ...totals(total, limit),
      ...(cursor === undefined ? { page: query.page.page } : {}),
      limit,
      hasNext: next < reachable,
      hasPrev: offset > 0,
      nextCursor: next < reachable ? encodeCursor([next]) : null,
      ...(wanted.length > 0 ? { facets } : {}),
    },
  };
}

/** Relevance knows no key to go on from but the place; it ends at ten thousand. */
function startOf(cursor: string): number {
  const [start] = decodeCursor(cursor, 1);
  if (typeof start === 'number' && Number.isInteger(start) && start >= 0 && start <= COUNT_BOUND) return start;
  throw failure('VALIDATION_ERROR', 'kernel.bad_cursor', { field: 'cursor' });
}

function totals(total: number, limit: number) {
  const bounded = Math.min(total, COUNT_BOUND);
  const lower = total > COUNT_BOUND ? { totalIsLowerBound: true } : {};
  return { total: bounded, totalPages: Math.ceil(bounded / limit), ...lower };
}

/** Nothing found: what was probably meant is shown and named. A little found: it is offered. */
async function withSpelling(
  ctx: Ctx,
  query: FindQuery,
  text: TextQuery,
  filters: number[][],
  first: Found,
): Promise<Found> {
  const better = await bestSpelling(ctx.sql, query.kinds, query.text ?? '', text.words);
  const other = better === null ? null : await textQuery(ctx.sql, query.kinds, better);
  if (better === null || other === null) return first;
  if ((first.meta.total ?? 0) > 0) return { ...first, meta: { ...first.meta, didYouMean: better } };
  const second = await search(ctx, query, other, filters);
  return (second.meta.total ?? 0) > 0 ? { ...second, meta: { ...second.meta, searchedFor: better } } : first;
}

function nothing(query: FindQuery): Found {
  const { page, limit, cursor } = query.page;
  const where = cursor === undefined ? { page } : {};
  const facets: { facets?: FacetCounts } = query.facets?.length ? { facets: {} } : {};
  const counts = { total: 0, totalPages: 0, hasNext: false, hasPrev: page > 1, nextCursor: null };
  return { ids: [], meta: { ...where, limit, ...counts, ...facets } };
}
