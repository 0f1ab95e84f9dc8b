import type { Sql } from '../../kernel/context.ts';
import { decodeCursor, offsetOf, type PageMeta, pageOf } from '../../kernel/page.ts';
import type { Conditions } from './conditions.ts';
import type { FindQuery } from './find.ts';
import { SEEN } from './ranked.ts';

const SORTS = {
  relevance: 's.popularity',
  title: 's.sort_title',
  author: 's.sort_author',
  created: 's.created_at',
  number: 's.number',
} as const;

interface SortedRow {
  id: string;
  key: string | number | null;
}

/** By title, author, age or number: the next page is found by the last row, however deep. */
export async function sortedPage(
  sql: Sql,
  query: FindQuery,
  where: Conditions,
  isCommon: boolean,
): Promise<{ ids: string[]; meta: PageMeta }> {
  const column = SORTS[query.sort];
  const way = query.descending ? 'desc' : 'asc';
  const params: unknown[] = [...where.params];
  const add = (value: unknown): string => `$${params.push(value)}`;
  const { cursor, limit } = query.page;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, 2);
  const past = after
    ? `and (${column}, s.id) ${query.descending ? '<' : '>'} (${keyOf(query, add(after[0]))}, ${add(String(after[1]))}::uuid)`
    : '';
  const skip = after ? '' : `offset ${add(offsetOf(query.page))}`;
  const { rows } = await sql.query<SortedRow>(
    `select s.id, ${query.sort === 'created' ? `to_json(${column}) #>> '{}'` : column} as key from search_index s
     where ${where.text} ${past} order by ${column} ${way}, s.id ${way} limit ${add(limit + 1)} ${skip}`,
    params,
  );
  const total = after ? undefined : isCommon ? SEEN : await countBounded(sql, where);
  const { items, meta } = pageOf(rows, query.page, (row) => [row.key, row.id], total);
  return { ids: items.map(({ id }) => id), meta };
}

const keyOf = (query: FindQuery, parameter: string): string =>
  `${parameter}::${query.sort === 'created' ? 'timestamptz' : query.sort === 'number' || query.sort === 'relevance' ? 'int' : 'text'}`;

async function countBounded(sql: Sql, where: Conditions): Promise<number> {
  const { rows } = await sql.query<{ total: number }>(
    `select count(*)::int as total from (select 1 from search_index s where ${where.text} limit ${SEEN}) x`,
    [...where.params],
  );
  return rows[0]?.total ?? 0;
}
