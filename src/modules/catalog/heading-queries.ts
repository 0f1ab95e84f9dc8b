import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { headingNotFound } from './errors.ts';
import type { Heading } from './heading.ts';

const HEADING = `h.id, h.kind, h.name, h.variants, h.merged_into as "mergedInto", h.version, h.created_at as "createdAt",
  h.updated_at as "updatedAt", (select count(distinct book_id)::int from (
    select book_id from book_contributors where heading_id = h.id
    union all select book_id from book_subjects where heading_id = h.id) x) as books`;

export type HeadingRow = Heading & { normalised: string };

const byId = prepared<Heading>('catalog.heading', `select ${HEADING} from headings h where h.id = $1`);
const page = prepared<HeadingRow>(
  'catalog.headings.page',
  `select ${HEADING}, h.normalised from headings h
   where ($1::text is null or h.kind = $1) and h.merged_into is null and $2::text = ''
     and ($3::text is null or (h.normalised, h.id) > ($3, $4::uuid))
   order by h.normalised, h.id limit $5 offset $6`,
);
/** By the beginning of the name or of another spelling. */
const beginning = prepared<HeadingRow>(
  'catalog.headings.beginning',
  `select ${HEADING}, h.normalised from headings h
   where h.merged_into is null and ($1::text is null or h.kind = $1)
     and h.id in (select id from headings where normalised >= $2 and normalised < $2 || U&'\\+10FFFF'
       union select heading_id from heading_variants where normalised >= $2 and normalised < $2 || U&'\\+10FFFF')
     and ($3::text is null or (h.normalised, h.id) > ($3, $4::uuid))
   order by h.normalised, h.id limit $5 offset $6`,
);

export async function headingById(sql: Sql, id: string): Promise<Heading> {
  const row = await byId.one(sql, [id]);
  if (!row) throw headingNotFound();
  return row;
}

/** $2 is what the names begin with. */
export const headingPage = (sql: Sql, params: readonly unknown[]): Promise<HeadingRow[]> =>
  (params[1] === '' ? page : beginning).all(sql, params);

const lock = prepared<{ id: string }>(
  'catalog.heading.lock',
  'select id from headings where id = any ($1) order by id for no key update',
);
/** Locked in the order of their ids, then read. */
export async function lockHeadings(ctx: VerbCtx, ids: readonly string[]): Promise<Heading[]> {
  await lock.all(ctx.sql, [ids]);
  return Promise.all(ids.map((id) => headingById(ctx.sql, id)));
}

const booksOf = prepared<{ id: string }>(
  'catalog.heading.books',
  `select book_id as id from book_contributors where heading_id = $1
   union select book_id from book_subjects where heading_id = $1 order by 1`,
);
export const booksOfHeading = async (sql: Sql, id: string): Promise<string[]> =>
  (await booksOf.all(sql, [id])).map((row) => row.id);

const sameName = prepared<{ id: string }>(
  'catalog.heading.same',
  'select id from headings where kind = $1 and normalised = $2 and merged_into is null and id <> $3',
);
export const headingCalled = async (sql: Sql, kind: string, normalised: string, but: string) =>
  (await sameName.one(sql, [kind, normalised, but]))?.id;

/** Books that show this author as their first: the shown name follows the heading. */
const showAuthor = prepared(
  'catalog.heading.show',
  `update books b set author = $2, version = b.version + 1, updated_at = $4
   where b.author = $3 and b.id in (select book_id from book_contributors where heading_id = $1 and role = 'AUTHOR')`,
);
export async function renameShownAuthor(ctx: VerbCtx, headingId: string, from: string, to: string): Promise<void> {
  await showAuthor.all(ctx.sql, [headingId, to, from, ctx.now]);
}
