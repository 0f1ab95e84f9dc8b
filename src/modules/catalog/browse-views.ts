import { z } from 'zod';
import type { Sql } from '../../kernel/context.ts';
import { decodeCursor, encodeCursor } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { normalise } from '../../lib/text/normalise.ts';
import type { BookLine } from './book.ts';
import { HeadingKind } from './heading.ts';
import { bookLines } from './queries.ts';

/** A heading as readers browse it; counts are exact up to a thousand, then 1001. */
export interface HeadingLine {
  id: string;
  name: string;
  books: number;
  /** Set when this name leads to another: see there. */
  see: { id: string; name: string } | null;
}
type Row = HeadingLine & { normalised: string };

export const COUNTED = 1000;
const COUNT = `(select count(*)::int from (
    (select distinct book_id from book_contributors where heading_id = x.to_id limit ${COUNTED + 1})
    union all (select distinct book_id from book_subjects where heading_id = x.to_id limit ${COUNTED + 1})) c)`;
const SEE = `case when x.away then (select jsonb_build_object('id', t.id, 'name', t.name) from headings t where t.id = x.to_id) end`;
const LINE = `select x.to_id as id, x.name, x.normalised, ${SEE} as see, ${COUNT} as books`;

/** Names and other spellings in one order; a spelling leads to the name. */
const between = prepared<Row>(
  'catalog.browse.between',
  `${LINE} from (
     (select id as to_id, name, normalised, false as away from headings
      where kind = $1 and merged_into is null and normalised >= $2 and normalised < $3 and (normalised, id) > ($4, $5::uuid)
      order by normalised, id limit $6)
     union all
     (select h.id, v.name, v.normalised, true from heading_variants v join headings h on h.id = v.heading_id
      where v.kind = $1 and h.merged_into is null and v.normalised <> h.normalised
        and v.normalised >= $2 and v.normalised < $3 and (v.normalised, v.heading_id) > ($4, $5::uuid)
      order by v.normalised, v.heading_id limit $6)) x order by x.normalised, x.to_id limit $6`,
);
/** Words begin so, in any order. What was called otherwise, once or elsewhere, is found by that name. */
const withWords = prepared<Row>(
  'catalog.browse.words',
  `with found as materialized (
     select coalesce(merged_into, id) as to_id, name, normalised, merged_into is not null as away from headings
     where to_tsvector('simple', normalised) @@ to_tsquery('simple', $2) and kind = $1
     union all
     select coalesce(h.merged_into, h.id), v.name, v.normalised, true
     from heading_variants v join headings h on h.id = v.heading_id
     where to_tsvector('simple', v.normalised) @@ to_tsquery('simple', $2) and v.kind = $1),
   one as (select distinct on (normalised, to_id) * from found order by normalised, to_id, away)
   ${LINE} from (select * from one where (normalised, to_id) > ($3, $4::uuid) order by normalised, to_id limit $5) x
   order by x.normalised, x.to_id`,
);

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
export const SECTIONS = ['0-9', ...LETTERS, '…'] as const;
export type Section = (typeof SECTIONS)[number];
const LAST = '\u{10ffff}';

/** From where to where the names of a section stand, in the order of code points. */
function rangeOf(section: Section | null): [string, string] {
  if (section === null) return ['', LAST];
  if (section === '0-9') return ['', 'a'];
  if (section === '…') return ['{', LAST];
  return [section, String.fromCharCode(section.charCodeAt(0) + 1)];
}

const SHORTEST = 2;
const MOST_WORDS = 5;
const NIL = '00000000-0000-0000-0000-000000000000';
const PAGE = 60;

const Browse = z.strictObject({
  kind: HeadingKind,
  search: z.string().max(200).default(''),
  section: z.enum(SECTIONS).nullable().default(null),
  cursor: z.string().max(1000).optional(),
});
type Browse = z.output<typeof Browse>;

async function rowsOf(sql: Sql, { kind, search, section, cursor }: Browse): Promise<Row[]> {
  const words = normalise(search).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  const after = cursor === undefined ? null : decodeCursor(cursor, 2).map(String);
  if (words.some((word) => word.length > SHORTEST)) {
    // Normalised words are letters and digits alone: nothing in them means anything to a tsquery.
    const query = words.map((word) => `'${word}':*`).join(' & ');
    return withWords.all(sql, [kind, query, after?.[0] ?? '', after?.[1] ?? NIL, PAGE + 1]);
  }
  const begin = words.join(' ');
  const range = begin === '' ? rangeOf(section) : [begin, `${begin}${LAST}`];
  return between.all(sql, [kind, ...range, after?.[0] ?? '', after?.[1] ?? NIL, PAGE + 1]);
}

export interface Headings {
  items: HeadingLine[];
  nextCursor: string | null;
}

/** Authors or subjects in the order of their names: by letter, or by the beginnings of their words. */
export const browseHeadings = view({
  name: 'catalog.browse',
  permission: 'heading:read',
  input: Browse,
  async run(ctx, input): Promise<Headings> {
    const rows = await rowsOf(ctx.sql, input);
    const items = rows.slice(0, PAGE);
    const last = items.at(-1);
    return {
      items: items.map(({ normalised: _normalised, ...line }) => line),
      nextCursor: rows.length > PAGE && last ? encodeCursor([last.normalised, last.id]) : null,
    };
  },
});

const booksIn = (table: 'book_contributors' | 'book_subjects'): string =>
  `select x.book_id as id from (select distinct book_id from ${table} where heading_id = $1 and book_id < $2) x
   join books b on b.id = x.book_id and b.status = 'ACTIVE' order by x.book_id desc limit $3`;
const titlesIn = (table: 'book_contributors' | 'book_subjects'): string =>
  `select b.id, left(lower(b.title), 100) as key from books b
   where b.id in (select book_id from ${table} where heading_id = $1) and b.status = 'ACTIVE'
     and (left(lower(b.title), 100), b.id) > ($2, $3::uuid) order by left(lower(b.title), 100), b.id limit $4`;
interface Found {
  id: string;
  key?: string;
}
const ORDERS = {
  AUTHOR: {
    newest: prepared<Found>('catalog.browse.byAuthor', booksIn('book_contributors')),
    title: prepared<Found>('catalog.browse.titlesByAuthor', titlesIn('book_contributors')),
  },
  SUBJECT: {
    newest: prepared<Found>('catalog.browse.bySubject', booksIn('book_subjects')),
    title: prepared<Found>('catalog.browse.titlesBySubject', titlesIn('book_subjects')),
  },
} as const;

const SHELF = 20;
const TOP = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
export const SHELF_ORDERS = ['title', 'newest'] as const;

/** Books of one heading from A to Z, or the newest record first. */
export const booksUnder = view({
  name: 'catalog.browse.books',
  permission: 'book:read',
  input: z.strictObject({
    id: Uuid,
    kind: HeadingKind,
    order: z.enum(SHELF_ORDERS).default('title'),
    cursor: z.string().max(1000).optional(),
  }),
  async run(ctx, { id, kind, order, cursor }): Promise<{ items: BookLine[]; nextCursor: string | null }> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, order === 'title' ? 2 : 1).map(String);
    const last = Uuid.catch(order === 'title' ? NIL : TOP).parse(after?.at(-1));
    const place = order === 'title' ? [after?.[0] ?? '', last] : [last];
    const rows = await ORDERS[kind][order].all(ctx.sql, [id, ...place, SHELF + 1]);
    const shown = rows.slice(0, SHELF);
    const end = shown.at(-1);
    const next =
      rows.length > SHELF && end ? encodeCursor(order === 'title' ? [end.key ?? '', end.id] : [end.id]) : null;
    return {
      items: await bookLines(
        ctx.sql,
        shown.map((row) => row.id),
      ),
      nextCursor: next,
    };
  },
});
