import type { Sql } from '../../kernel/context.ts';
import { COUNT_BOUND } from '../../kernel/page.ts';
import type { Conditions } from './conditions.ts';
import { countFacets, type FacetCounts, facetCounts, facetRows } from './facet-counts.ts';
import type { TextQuery } from './text-query.ts';

/** One more than is counted, so that "more than ten thousand" is known. */
export const SEEN = COUNT_BOUND + 1;

/** What stands first: a title that is what was asked, one that begins so, then weight of the words, then use. */
const score = (tsquery: string, plain: string): string => `
  ts_rank('{0.05, 0.15, 0.4, 1.0}', s.body, ${tsquery}, 1)
  + case when s.sort_title = ${plain} then 1.0 when s.sort_title like ${plain} || ' %' then 0.2 else 0 end
  + s.popularity * 0.002`;

interface Ranked {
  readonly limit: number;
  readonly offset: number;
  readonly isCommon: boolean;
  readonly facets: readonly string[];
}

interface RankedPage {
  ids: string[];
  total: number;
  facets: FacetCounts;
}

interface Row {
  id: string | null;
  total: number;
  facets: { name: string; value: string; count: number }[] | null;
}

/** Page, total and facets from one look at the hits; of common words the facets are counted apart. */
export async function rankedPage(sql: Sql, text: TextQuery, where: Conditions, o: Ranked): Promise<RankedPage> {
  const params = [...where.params, text.tsquery, text.plain, o.limit, o.offset, o.facets];
  const at = (back: number): string => `$${params.length - back}`;
  const scored = score(`${at(4)}::tsquery`, `${at(3)}::text`);
  const hits = o.isCommon ? commonHits(where, scored, `${at(3)}::text`, o) : allHits(where, scored, o);
  const counting = o.facets.length > 0 && !o.isCommon;
  const facets = counting
    ? `(select jsonb_agg(f) from (${facetRows('(select facets from hits limit 10000)', `${at(0)}::text[]`)}) f)`
    : `case when ${at(0)}::text[] is null then null::jsonb end`;
  const { rows } = await sql.query<Row>(
    `with hits as materialized (${hits}), counted as (select count(*)::int as total from hits)
     select p.id, c.total, case when row_number() over () = 1 then ${facets} end as facets
     from counted c left join (select * from hits order by score desc, popularity desc, id
       limit ${at(2)} offset ${at(1)}) p on true order by p.score desc, p.popularity desc, p.id`,
    params,
  );
  return {
    ids: rows.flatMap(({ id }) => id ?? []),
    total: o.isCommon ? SEEN : (rows[0]?.total ?? 0),
    facets:
      o.isCommon && o.facets.length > 0
        ? await countFacets(sql, where, o.facets, true)
        : facetCounts(
            rows.flatMap((row) => row.facets ?? []),
            o.facets,
          ),
  };
}

const COLUMNS = 's.kind, s.id, s.popularity';

/** Up to ten thousand hits are all ranked. */
const allHits = (where: Conditions, scored: string, o: Ranked): string =>
  `select ${COLUMNS}, ${o.facets.length > 0 ? 's.facets, ' : ''}${scored} as score
   from search_index s where ${where.text} limit ${SEEN}`;

const MOST_USED = 1_000;
const ENOUGH_MOST_USED = 40;
const BEGIN_SO = 200;
const SAMPLE = 1_000;

/**
 * Of more than ten thousand hits are ranked: those among the most used records, titles that begin with the text, and the
 * first of the rest. Only who turns the pages past these gets the others, unranked, in the order of use.
 */
function commonHits(where: Conditions, scored: string, plain: string, o: Ranked): string {
  const from = (rows: string): string => `select ${COLUMNS}, ${scored} as score from ${rows} s where ${where.text}`;
  const first = (rule: string, limit: number): string => `(select * from search_index ${rule} limit ${limit})`;
  const deep = o.offset + o.limit > ENOUGH_MOST_USED;
  return `
    with used as materialized (${from(first('order by popularity desc, id', MOST_USED))}),
      begun as materialized (${from(first(`where sort_title like ${plain} || '%' order by sort_title`, BEGIN_SO))}),
      others as (${from('search_index')}
        limit case when (select count(*) from used) >= ${ENOUGH_MOST_USED} then 0 else ${SAMPLE} end),
      ranked as (select * from used union select * from begun union select * from others)
    select * from ranked ${deep ? `union all (${unranked(where)})` : ''}`;
}

const unranked = (where: Conditions): string =>
  `select ${COLUMNS}, -1 from search_index s where ${where.text}
   and s.id not in (select id from ranked) limit ${SEEN}`;
