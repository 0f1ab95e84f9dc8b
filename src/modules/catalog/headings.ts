import { copyRows } from '../../drivers/postgres/copy.ts';
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

/** A heading under the name it bears. */
export interface Found {
  readonly id: string;
  readonly name: string;
  /** Its other spellings; of a new one there are none. */
  readonly variants?: readonly string[];
}

const add = prepared<Found & { kind: HeadingKind; normalised: string }>(
  'catalog.headings.add',
  `insert into headings (id, kind, name, normalised, created_at, updated_at)
   select r.id, r.kind, r.name, r.normalised, $5, $5 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
     as r (id, kind, name, normalised)
   where not exists (select 1 from headings h where h.kind = r.kind and h.normalised = r.normalised)
   order by r.kind, r.normalised
   on conflict (kind, normalised) where merged_into is null do nothing returning id, kind, name, normalised`,
);
const read = prepared<Found & { kind: HeadingKind; normalised: string }>(
  'catalog.headings.read',
  `select distinct on (h.kind, h.normalised) h.kind, h.normalised, coalesce(m.id, h.id) as id, coalesce(m.name, h.name) as name,
     coalesce(m.variants, h.variants) as variants
   from unnest($1::text[], $2::text[]) w (kind, normalised) join headings h on h.kind = w.kind and h.normalised = w.normalised
   left join headings m on m.id = h.merged_into
   order by h.kind, h.normalised, h.merged_into nulls first`,
);

/** By their keys; `keyOf` remembers what it has normalised. */
interface Wanted {
  readonly byKey: ReadonlyMap<string, HeadingName & { readonly normalised: string }>;
  keyOf(name: HeadingName): string;
}

function wantedOf(names: readonly HeadingName[]): Wanted {
  const byKey = new Map<string, HeadingName & { normalised: string }>();
  const keys = new Map<string, string>();
  for (const { kind, name } of names) {
    const said = `${kind}\n${name}`;
    if (keys.has(said)) continue;
    const normalised = headingKey(name);
    const key = `${kind}\n${normalised}`;
    keys.set(said, key);
    byKey.set(key, { kind, name, normalised });
  }
  return { byKey, keyOf: (name) => keys.get(`${name.kind}\n${name.name}`) ?? keyOf(name) };
}

/** Names that are another spelling of one heading alone lead to it; what two share is a name of its own. */
const spelled = prepared<Found & { kind: HeadingKind; normalised: string }>(
  'catalog.headings.spelled',
  `select s.kind, s.normalised, t.id, t.name, t.variants from (
     select v.kind, v.normalised, (min(coalesce(h.merged_into, h.id)::text))::uuid as id
     from unnest($1::text[], $2::text[]) w (kind, normalised)
       join heading_variants v on v.kind = w.kind and v.normalised = w.normalised join headings h on h.id = v.heading_id
     group by v.kind, v.normalised having count(distinct coalesce(h.merged_into, h.id)) = 1) s
   join headings t on t.id = s.id`,
);

async function find(
  sql: Sql,
  wanted: Iterable<HeadingName & { normalised: string }>,
  how: typeof read = read,
): Promise<Map<string, Found>> {
  const names = [...wanted];
  if (names.length === 0) return new Map();
  const rows = await how.all(sql, [names.map(({ kind }) => kind), names.map(({ normalised }) => normalised)]);
  return new Map(rows.map(({ kind, normalised, ...heading }) => [`${kind}\n${normalised}`, heading]));
}

/**
 * Headings by name, made where they are new. Inserted in one order, so that twenty who bring the same new names
 * wait for each other but never in a circle; a name that was merged leads to the heading that stayed.
 */
async function headingsCalled(ctx: VerbCtx, names: readonly HeadingName[]): Promise<(name: HeadingName) => Found> {
  const { byKey, keyOf: keyIn } = wantedOf(names);
  const found = await find(ctx.sql, byKey.values());
  const without = () => [...byKey].flatMap(([key, name]) => (found.has(key) ? [] : [name]));
  for (const [key, heading] of await find(ctx.sql, without(), spelled)) found.set(key, heading);
  const missing = without().map((name) => ({ ...name, id: newId() }));
  if (missing.length > 0) {
    const columns = (['id', 'kind', 'name', 'normalised'] as const).map((column) =>
      missing.map((name) => name[column]),
    );
    for (const { kind, normalised, id, name } of await add.all(ctx.sql, [...columns, ctx.now]))
      found.set(`${kind}\n${normalised}`, { id, name });
    // Somebody else made the rest meanwhile.
    for (const [key, heading] of await find(ctx.sql, without())) found.set(key, heading);
  }
  return (name) => {
    const heading = found.get(keyIn(name));
    if (heading === undefined) throw new Error(`heading ${keyIn(name)} vanished`);
    return heading;
  };
}

export async function headingIds(ctx: VerbCtx, names: readonly HeadingName[]): Promise<(name: HeadingName) => string> {
  const called = await headingsCalled(ctx, names);
  return (name) => called(name).id;
}

export interface BookHeadings {
  readonly bookId: string;
  readonly contributors: readonly { readonly name: string; readonly role: string }[];
  readonly subjects: readonly string[];
}

/** The names under which a book is found now, in their order: of its people, and of its subjects. */
export interface LinkedNames {
  readonly names: readonly string[];
  readonly subjects: readonly string[];
  /** Other spellings of all of them. */
  readonly variants: readonly string[];
}

/** Of books that have no such links yet. Gives back what each of them is found under. */
export async function linkHeadings(ctx: VerbCtx, books: readonly BookHeadings[]): Promise<LinkedNames[]> {
  const author = (name: string): HeadingName => ({ kind: 'AUTHOR', name });
  const subject = (name: string): HeadingName => ({ kind: 'SUBJECT', name });
  const names = books.flatMap((book) => [
    ...book.contributors.map(({ name }) => author(name)),
    ...book.subjects.map(subject),
  ]);
  if (names.length === 0) return books.map(() => ({ names: [], subjects: [], variants: [] }));
  const called = await headingsCalled(ctx, names);
  const linked = books.map(({ bookId, contributors, subjects }) => ({
    people: once(
      contributors.map(({ name, role }, position) => [called(author(name)), role, bookId, position] as const),
    ),
    topics: once(subjects.map((name) => [called(subject(name)), '', bookId, 0] as const)),
  }));
  const people = linked.flatMap((book) =>
    book.people.map(([{ id }, role, bookId, n]) => [bookId, id, role, n] as const),
  );
  const topics = linked.flatMap((book) => book.topics.map(([{ id }, , bookId]) => [bookId, id] as const));
  await copyRows(ctx.tx.client, 'book_contributors (book_id, heading_id, role, position)', people);
  await copyRows(ctx.tx.client, 'book_subjects (book_id, heading_id)', topics);
  return linked.map((book) => ({
    names: book.people.map(([{ name }]) => name),
    subjects: book.topics.map(([{ name }]) => name).sort(),
    variants: spellingsOf([...book.people, ...book.topics].map(([heading]) => heading)),
  }));
}

const MOST_SPELLINGS = 50;
const spellingsOf = (headings: readonly Found[]): string[] =>
  [...new Set(headings.flatMap(({ variants }) => variants ?? []))].sort().slice(0, MOST_SPELLINGS);

/** One heading once in one role: two spellings of a name are one. */
const once = <T extends readonly [Found, string, ...unknown[]]>(links: readonly T[]): T[] => {
  const seen = new Set<string>();
  return links.filter(([{ id }, role]) => {
    const key = id + role;
    return !seen.has(key) && seen.add(key);
  });
};

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
