import type { z } from 'zod';
import type { BookQuery } from '../list-books.ts';

/** Facets a reader may narrow by, in the order they are shown. */
export const READER_FACETS = ['category', 'branch', 'materialType', 'language', 'decade'] as const;
export type ReaderFacet = (typeof READER_FACETS)[number];

const PAGE_SIZE = 20;
const ONE = new Set<ReaderFacet>(['branch']);

/** The address of the results as the query of the catalogue; what it does not know is left out. */
export function bookQueryOf(query: URLSearchParams): z.input<typeof BookQuery> {
  const chosen = Object.fromEntries(
    READER_FACETS.flatMap((facet) => {
      const values = query.getAll(facet).filter(Boolean).slice(0, 20);
      return values.length === 0 ? [] : [[facet, ONE.has(facet) ? values[0] : values]];
    }),
  );
  const sortBy = query.get('sortBy');
  const cursor = query.get('cursor');
  return {
    ...chosen,
    search: query.get('search') ?? '',
    ...(sortBy ? { sortBy: sortBy as 'title', ...(isAscending(sortBy) ? { sortOrder: 'asc' as const } : {}) } : {}),
    ...(cursor ? { cursor } : { page: query.get('page') ?? 1 }),
    limit: PAGE_SIZE,
    facets: READER_FACETS.join(','),
  };
}

const isAscending = (sortBy: string): boolean => sortBy === 'title' || sortBy === 'author';

/** The same results with something else in the address; a new choice begins at the first page. */
export function withChange(query: URLSearchParams, change: (next: URLSearchParams) => void): string {
  const next = new URLSearchParams(query);
  next.delete('page');
  next.delete('cursor');
  change(next);
  for (const [name, value] of [...next]) if (value === '') next.delete(name, value);
  const text = next.toString();
  return text ? `?${text}` : '?';
}
