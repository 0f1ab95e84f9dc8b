import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { normalise } from '../../lib/text/normalise.ts';
import type { HeadingKind } from './heading.ts';

export interface HeadingName {
  readonly kind: HeadingKind;
  readonly name: string;
}

/** One heading for all spellings: accents, capitals and punctuation do not make another person. */
export const headingKey = (name: string): string =>
  [...normalise(name)].slice(0, 255).join('').trim() || [...name.trim().toLowerCase()].slice(0, 255).join('');

const keyOf = ({ kind, name }: HeadingName): string => `${kind}\n${headingKey(name)}`;

const add = prepared(
  'catalog.headings.add',
  `insert into headings (id, kind, name, normalised, created_at, updated_at)
   select id, kind, name, normalised, $2, $2 from jsonb_to_recordset($1::jsonb) as r (id uuid, kind text, name text, normalised text)
   where not exists (select 1 from headings h where h.kind = r.kind and h.normalised = r.normalised)
   order by kind, normalised
   on conflict (kind, normalised) where merged_into is null do nothing`,
);
const read = prepared<{ kind: HeadingKind; normalised: string; id: string }>(
  'catalog.headings.read',
  `select distinct on (h.kind, h.normalised) h.kind, h.normalised, coalesce(h.merged_into, h.id) as id
   from unnest($1::text[], $2::text[]) w (kind, normalised) join headings h on h.kind = w.kind and h.normalised = w.normalised
   order by h.kind, h.normalised, h.merged_into nulls first`,
);

const find = async (sql: Sql, names: readonly HeadingName[]): Promise<Map<string, string>> => {
  const rows = await read.all(sql, [names.map(({ kind }) => kind), names.map(({ name }) => headingKey(name))]);
  return new Map(rows.map((row) => [`${row.kind}\n${row.normalised}`, row.id]));
};

/**
 * Ids of headings by name, made where they are new. Inserted in one order, so that twenty who bring the same new names
 * wait for each other but never in a circle; a name that was merged leads to the heading that stayed.
 */
export async function headingIds(ctx: VerbCtx, names: readonly HeadingName[]): Promise<(name: HeadingName) => string> {
  const wanted = [...new Map(names.map((name) => [keyOf(name), name])).values()];
  const found = await find(ctx.sql, wanted);
  const missing = wanted.filter((name) => !found.has(keyOf(name)));
  if (missing.length > 0) {
    const rows = missing.map(({ kind, name }) => ({ id: newId(), kind, name, normalised: headingKey(name) }));
    await add.all(ctx.sql, [JSON.stringify(rows), ctx.now]);
    for (const [key, id] of await find(ctx.sql, missing)) found.set(key, id);
  }
  return (name) => {
    const id = found.get(keyOf(name));
    if (id === undefined) throw new Error(`heading ${keyOf(name)} vanished`);
    return id;
  };
}

export interface BookHeadings {
  readonly bookId: string;
  readonly contributors: readonly { readonly name: string; readonly role: string }[];
  readonly subjects: readonly string[];
}

const link = prepared(
  'catalog.headings.link',
  `insert into book_contributors (book_id, heading_id, role, position)
   select book_id, heading_id, role, position from jsonb_to_recordset($1::jsonb)
     as r (book_id uuid, heading_id uuid, role text, position int)
   on conflict (book_id, heading_id, role) do nothing`,
);
const linkSubjects = prepared(
  'catalog.headings.linkSubjects',
  `insert into book_subjects (book_id, heading_id)
   select book_id, heading_id from jsonb_to_recordset($1::jsonb) as r (book_id uuid, heading_id uuid)
   on conflict (book_id, heading_id) do nothing`,
);

export async function linkHeadings(ctx: VerbCtx, books: readonly BookHeadings[]): Promise<void> {
  const author = (name: string): HeadingName => ({ kind: 'AUTHOR', name });
  const subject = (name: string): HeadingName => ({ kind: 'SUBJECT', name });
  const names = books.flatMap((book) => [
    ...book.contributors.map(({ name }) => author(name)),
    ...book.subjects.map(subject),
  ]);
  if (names.length === 0) return;
  const idOf = await headingIds(ctx, names);
  const contributors = books.flatMap(({ bookId, contributors }) =>
    contributors.map(({ name, role }, position) => ({
      book_id: bookId,
      heading_id: idOf(author(name)),
      role,
      position,
    })),
  );
  const subjects = books.flatMap(({ bookId, subjects }) =>
    subjects.map((name) => ({ book_id: bookId, heading_id: idOf(subject(name)) })),
  );
  await link.all(ctx.sql, [JSON.stringify(contributors)]);
  if (subjects.length > 0) await linkSubjects.all(ctx.sql, [JSON.stringify(subjects)]);
}

const unlinkContributors = prepared('catalog.headings.unlink', 'delete from book_contributors where book_id = $1');
const unlinkSubjects = prepared('catalog.headings.unlinkSubjects', 'delete from book_subjects where book_id = $1');

/** What is given replaces what was; what is not stays. */
export async function relinkHeadings(
  ctx: VerbCtx,
  bookId: string,
  given: { contributors?: BookHeadings['contributors'] | undefined; subjects?: readonly string[] | undefined },
): Promise<void> {
  if (given.contributors) await unlinkContributors.all(ctx.sql, [bookId]);
  if (given.subjects) await unlinkSubjects.all(ctx.sql, [bookId]);
  await linkHeadings(ctx, [{ bookId, contributors: given.contributors ?? [], subjects: given.subjects ?? [] }]);
}
