import { copyRows } from '../../drivers/postgres/copy.ts';
import type { VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { normalise } from '../../lib/text/normalise.ts';
import { popularityStep, type SearchDoc } from './doc.ts';
import { type FacetValue, facetIds } from './facet-ids.ts';
import { vectorsOf } from './vector.ts';
import { changeWords, type WordSource } from './words.ts';

interface Before extends WordSource {
  id: string;
}

const before = prepared<Before>(
  'search.before',
  `select id, is_public as "isPublic", sort_title as "sortTitle", sort_author as "sortAuthor"
   from search_index where kind = $1 and id = any ($2)`,
);
const upsert = prepared(
  'search.put',
  `insert into search_index (kind, id, is_public, popularity, number, created_at, facets, sort_title, sort_author, title, body)
   select kind, id, is_public, popularity, number, created_at, facets, sort_title, sort_author, title, body::tsvector
   from jsonb_to_recordset($1::jsonb) as r (kind text, id uuid, is_public boolean, popularity smallint, number int,
     created_at timestamptz, facets int[], sort_title text, sort_author text, title text, body text) order by id
   on conflict (kind, id) do update set is_public = excluded.is_public, popularity = excluded.popularity,
     number = excluded.number, created_at = excluded.created_at, facets = excluded.facets,
     sort_title = excluded.sort_title, sort_author = excluded.sort_author, title = excluded.title, body = excluded.body`,
);
const removeRows = prepared<Before>(
  'search.remove',
  `delete from search_index where kind = $1 and id = any ($2)
   returning id, is_public as "isPublic", sort_title as "sortTitle", sort_author as "sortAuthor"`,
);

/** In the order of rowsOf. */
const TARGET =
  'search_index (kind, id, is_public, popularity, number, created_at, facets, sort_title, sort_author, title, body)';

const MAX_SORT = 200;
/** Cut between words: half a word would be counted as one. */
export function sortKey(text: string | null): string {
  const whole = normalise(text ?? '');
  return whole.length <= MAX_SORT
    ? whole
    : whole.slice(0, Math.max(whole.lastIndexOf(' ', MAX_SORT), MAX_SORT / 2)).toWellFormed();
}

/** Found by the next search after the caller's transaction commits. Docs of one call are of one kind. */
export async function put(ctx: VerbCtx, docs: readonly SearchDoc[]): Promise<void> {
  const kind = docs[0]?.kind;
  if (kind === undefined) return;
  const old = await before.all(ctx.sql, [kind, docs.map(({ id }) => id)]);
  const rows = await rowsOf(ctx, docs);
  await upsert.all(ctx.sql, [JSON.stringify(rows)]);
  const now = rows.map((row) => ({ isPublic: row.is_public, sortTitle: row.sort_title, sortAuthor: row.sort_author }));
  await changeWords(ctx.sql, kind, old, now);
  ctx.touch('search');
}

/** As put does it, of records that the index never had. */
export async function add(ctx: VerbCtx, docs: readonly SearchDoc[]): Promise<void> {
  const kind = docs[0]?.kind;
  if (kind === undefined) return;
  const rows = await rowsOf(ctx, docs);
  await copyRows(
    ctx.tx.client,
    TARGET,
    rows.map((row) => Object.values(row)),
  );
  const now = rows.map((row) => ({ isPublic: row.is_public, sortTitle: row.sort_title, sortAuthor: row.sort_author }));
  await changeWords(ctx.sql, kind, [], now);
  ctx.touch('search');
}

export async function remove(ctx: VerbCtx, kind: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await changeWords(ctx.sql, kind, await removeRows.all(ctx.sql, [kind, ids]), []);
  ctx.touch('search');
}

/** Rows of search_index, named as its columns: for put, and for loading a whole catalogue by COPY. */
export async function rowsOf(ctx: VerbCtx, docs: readonly SearchDoc[]) {
  const bodies = await vectorsOf(ctx.sql, docs);
  const facets = docs.map(facetsOf);
  const number = await facetIds(ctx, facets.flat());
  return docs.map((doc, at) => ({
    kind: doc.kind,
    id: doc.id,
    is_public: doc.isPublic,
    popularity: popularityStep(doc.popularity),
    number: doc.number,
    created_at: doc.createdAt.toISOString(),
    facets: [...new Set(facets[at]?.map(number))].sort((a, b) => a - b),
    sort_title: sortKey(doc.title),
    sort_author: sortKey(doc.author),
    title: doc.title,
    body: bodies[at] ?? '',
  }));
}

const facetsOf = (doc: SearchDoc): FacetValue[] => [
  { name: 'kind', value: doc.kind },
  ...Object.entries(doc.facets).flatMap(([name, values]) => values.filter(Boolean).map((value) => ({ name, value }))),
];
