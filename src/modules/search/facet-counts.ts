import type { Sql } from '../../kernel/context.ts';
import { COUNT_BOUND } from '../../kernel/page.ts';
import type { Conditions } from './conditions.ts';

export interface FacetCount {
  value: string;
  count: number;
  /** What people call it, where the value is an id. */
  label?: string;
}
export type FacetCounts = Record<string, FacetCount[]>;

const MOST = 30;
/** When more than ten thousand match, counts are lower bounds anyway: fewer are looked at. */
const OF_COMMON = 3_000;

interface Row {
  name: string;
  value: string;
  count: number;
}

/** The commonest values of the named facets over rows that have `facets`. */
export const facetRows = (rows: string, names: string): string => `
  select f.name, f.value, c.n as count from (select v, count(*)::int as n from ${rows} r, unnest(r.facets) v group by v) c
  join search_facets f on f.id = c.v where f.name = any (${names})`;

export function facetCounts(rows: readonly Row[], names: readonly string[]): FacetCounts {
  const counts: FacetCounts = Object.fromEntries(names.map((name) => [name, []]));
  for (const { name, value, count } of rows) counts[name]?.push({ value, count });
  for (const [name, values] of Object.entries(counts))
    counts[name] = values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MOST);
  return counts;
}

/** Over the first ten thousand hits: exact when there are no more, else at least so many. */
export async function countFacets(
  sql: Sql,
  where: Conditions,
  names: readonly string[],
  isCommon: boolean,
): Promise<FacetCounts> {
  const { rows } = await sql.query<Row>(
    `with seen as materialized (select s.facets from search_index s where ${where.text}
       limit ${isCommon ? OF_COMMON : COUNT_BOUND})
     ${facetRows('seen', `$${where.params.length + 1}`)}`,
    [...where.params, names],
  );
  return facetCounts(rows, names);
}
