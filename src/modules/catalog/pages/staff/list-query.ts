import type { z } from 'zod';
import type { BookFilter } from '../../staff/list.ts';

const FIELDS = ['search', 'status', 'category', 'branch', 'materialType', 'language', 'flag'] as const;

/** The filter that an address says; a value that is none is refused by the view, by name. */
export function filterIn(query: URLSearchParams): z.input<typeof BookFilter> {
  const many = (name: string): string[] => [...new Set(query.getAll(name).filter(Boolean))];
  const flag = query.get('flag');
  return {
    search: query.get('search') ?? '',
    status: many('status') as z.input<typeof BookFilter>['status'],
    category: many('category'),
    branch: many('branch'),
    materialType: many('materialType'),
    language: many('language'),
    ...(flag ? { flag: flag as 'any' } : {}),
  };
}

/** Only what narrows, for links that carry the filter elsewhere. */
export function filterParams(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of FIELDS) for (const value of query.getAll(name)) if (value) kept.append(name, value);
  return kept;
}

export const isNarrowed = (query: URLSearchParams): boolean => filterParams(query).size > 0;

/** Back to a list of books, never elsewhere. */
export const listPath = (text: string | null): string =>
  text && /^\/staf\/buku(\?[^\s\\]*)?$/.test(text) ? text : '/staf/buku';
