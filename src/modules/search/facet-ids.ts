import { LRUCache } from 'lru-cache';
import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';

export interface FacetValue {
  readonly name: string;
  readonly value: string;
}

const MAX_VALUE = 300;
const kept = new LRUCache<string, number>({ max: 20_000 });
const keyOf = (database: object, { name, value }: FacetValue): string => `${serial(database)}\n${name}\n${value}`;

/** Two libraries may live in one process (tests do): their numbers differ. */
const serials = new WeakMap<object, number>();
let lastSerial = 0;
function serial(database: object): number {
  const known = serials.get(database) ?? ++lastSerial;
  serials.set(database, known);
  return known;
}

const add = prepared<{ name: string; value: string; id: number }>(
  'search.facets.add',
  `insert into search_facets (name, value)
   select n, v from unnest($1::text[], $2::text[]) x (n, v) order by n, v on conflict (name, value) do nothing`,
);
const read = prepared<FacetValue & { id: number }>(
  'search.facets.read',
  'select name, value, id from search_facets where (name, value) in (select * from unnest($1::text[], $2::text[]))',
);

const fitting = (facet: FacetValue): FacetValue =>
  facet.value.length <= MAX_VALUE && facet.value.isWellFormed()
    ? facet
    : { name: facet.name, value: facet.value.slice(0, MAX_VALUE).toWellFormed() };

/** Numbers of facet values, made where they are new. Kept in memory only once they are committed. */
export async function facetIds(ctx: VerbCtx, wanted: readonly FacetValue[]): Promise<(value: FacetValue) => number> {
  const { known, missing } = await knownIds(ctx.app, ctx.sql, wanted);
  if (missing.length > 0) {
    const params = [missing.map(({ name }) => name), missing.map(({ value }) => value)];
    await add.all(ctx.sql, params);
    const made = await read.all(ctx.sql, params);
    for (const row of made) known.set(keyOf(ctx.app, row), row.id);
    ctx.afterCommit(() => {
      for (const row of made) kept.set(keyOf(ctx.app, row), row.id);
    });
  }
  return (value) => known.get(keyOf(ctx.app, fitting(value))) ?? 0;
}

/** Numbers of values that exist; a filter by any other value finds nothing. */
export async function existingFacetIds(app: object, sql: Sql, wanted: readonly FacetValue[]): Promise<number[]> {
  return [...(await knownIds(app, sql, wanted)).known.values()];
}

async function knownIds(
  app: object,
  sql: Sql,
  wanted: readonly FacetValue[],
): Promise<{ known: Map<string, number>; missing: FacetValue[] }> {
  const known = new Map<string, number>();
  const unknown = new Map<string, FacetValue>();
  for (const each of wanted) {
    const value = fitting(each);
    const key = keyOf(app, value);
    if (known.has(key) || unknown.has(key)) continue;
    const id = kept.get(key);
    if (id === undefined) unknown.set(key, value);
    else known.set(key, id);
  }
  if (unknown.size === 0) return { known, missing: [] };
  const asked = [...unknown.values()];
  const rows = await read.all(sql, [asked.map(({ name }) => name), asked.map(({ value }) => value)]);
  for (const row of rows) {
    known.set(keyOf(app, row), row.id);
    unknown.delete(keyOf(app, row));
  }
  return { known, missing: [...unknown.values()] };
}
