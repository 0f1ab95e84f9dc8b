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
const LINE = `select x.id, x.name, x.normalised, x.see, ${COUNT} as books`;

const between = prepared<Row>(
  'catalog.browse.between',
  `${LINE} from (select id, id as to_id, name, normalised, null::jsonb as see from headings
     where kind = $1 and merged_into is null and normalised >= $2 and normalised < $3 and normalised > $4
     order by normalised limit $5) x order by x.normalised`,
);
/** Words begin so, in any order. What was called otherwise once is found by its old name. */
const withWords = prepared<Row>(
  'catalog.browse.words',
  `with found as materialized (select id, merged_into, name, normalised from headings
     where to_tsvector('simple', normalised) @@ to_tsquery('simple', $2) and kind = $1)
   ${LINE} from (select f.id, coalesce(f.merged_into, f.id) as to_id, f.name, f.normalised,
       case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as see
     from found f left join headings t on t.id = f.merged_into
     where (f.normalised, f.id) > ($3, $4::uuid) order by f.normalised, f.id limit $5) x order by x.normalised, x.id`,
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
  return between.all(sql, [kind, ...range, after?.[0] ?? '', PAGE + 1]);
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
const byAuthor = prepared<{ id: string }>('catalog.browse.byAuthor', booksIn('book_contributors'));
const bySubject = prepared<{ id: string }>('catalog.browse.bySubject', booksIn('book_subjects'));

const SHELF = 20;
const TOP = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Books of one heading, the newest record first. */
export const booksUnder = view({
  name: 'catalog.browse.books',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid, kind: HeadingKind, cursor: z.string().max(500).optional() }),
  async run(ctx, { id, kind, cursor }): Promise<{ items: BookLine[]; nextCursor: string | null }> {
    const after = cursor === undefined ? TOP : Uuid.catch(TOP).parse(decodeCursor(cursor, 1)[0]);
    const rows = await (kind === 'AUTHOR' ? byAuthor : bySubject).all(ctx.sql, [id, after, SHELF + 1]);
    const ids = rows.slice(0, SHELF).map((row) => row.id);
    const last = ids.at(-1);
    const nextCursor = rows.length > SHELF && last ? encodeCursor([last]) : null;
    return { items: await bookLines(ctx.sql, ids), nextCursor };
  },
});
