import type { FindQuery } from './find.ts';
import type { TextQuery } from './text-query.ts';

/** A `where` over search_index s with its parameters; only numbers and names from here stand in its text. */
export interface Conditions {
  readonly text: string;
  readonly params: readonly unknown[];
}

export function conditionsOf(query: FindQuery, text: TextQuery | undefined, filters: readonly number[][]): Conditions {
  const params: unknown[] = [];
  const add = (value: unknown): string => `$${params.push(value)}`;
  const parts: string[] = [];
  if (text) parts.push(`s.body @@ ${add(text.tsquery)}::tsquery`);
  const single = filters.filter((ids) => ids.length === 1).flat();
  if (single.length > 0) parts.push(`s.facets @> ${add(single)}::int[]`);
  for (const ids of filters) if (ids.length > 1) parts.push(`s.facets && ${add(ids)}::int[]`);
  parts.push(`s.kind = any (${add(query.kinds)})`);
  if (!query.hidden) parts.push('s.is_public');
  return { text: parts.join(' and '), params };
}
