import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyLibrary, openEmptyLibrary } from '../../test/support/empty-library.ts';
import { brokenInvariants } from '../../test/support/invariants.ts';
import { makeCtx, systemActor } from '../kernel/context.ts';
import { asSystem } from '../kernel/verb.ts';
import { reindexBooks } from '../modules/catalog/index.ts';
import { search } from '../modules/search/index.ts';
import { titleAt } from './scale/catalogue.ts';
import { type ScaleCounts, seedScale } from './scale.ts';

const BOOKS = 2_000;
let library: EmptyLibrary;
let counts: ScaleCounts;
let schemaBefore: unknown[];

const all = async <T extends Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> =>
  (await library.app.pool.query<T>(sql, params)).rows;

/** Every index, constraint and trigger as the database tells it. */
const SCHEMA = `
  select indexdef as what from pg_indexes where schemaname = 'public'
  union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated from pg_constraint
  union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
  order by 1`;

beforeAll(async () => {
  library = await openEmptyLibrary();
  schemaBefore = await all(SCHEMA);
  counts = await seedScale(library.app, library.database, BOOKS, () => {});
}, 120_000);
afterAll(() => library.close());

describe('a generated library of 2,000 books', () => {
  it('has twice as many copies, a tenth as many members, and loans', async () => {
    const [found] =
      await all(`select (select count(*) from books)::int as books, (select count(*) from copies)::int as copies,
      (select count(*) from members)::int as members, (select count(*) from borrowings)::int as borrowings`);
    expect(found).toEqual({ books: BOOKS, copies: 2 * BOOKS, members: BOOKS / 10, borrowings: counts.borrowings });
    expect(counts.borrowings).toBeGreaterThan(BOOKS / 5);
  });

  it('keeps every invariant', async () => {
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
    expect(await all('select count(*)::int as n from search_index')).toEqual([{ n: BOOKS }]);
  });

  it('leaves indexes, keys, checks and triggers as they were', async () => {
    expect(await all(SCHEMA)).toEqual(schemaBefore);
  });

  it('says words as often as their rank tells (Zipf), the commonest in more than one title in twenty', async () => {
    const words = await all<{
      n: number;
    }>(`select count(*)::int as n from (select distinct id, lower(word) as word from books,
      regexp_split_to_table(title, '[^[:alnum:]]+') word where length(word) > 3) w group by word order by 1 desc`);
    const at = (rank: number): number => words[rank - 1]?.n ?? 0;
    expect(at(1) / BOOKS).toBeGreaterThan(0.05);
    // One over (rank + 6): from the 10th to the 100th word the count falls to about a seventh.
    expect(at(10) / at(100)).toBeGreaterThan(4);
    expect(at(10) / at(100)).toBeLessThan(11);
    expect(words.length).toBeGreaterThan(2.5 * BOOKS);
  });

  it('is indexed exactly as the catalogue would index it', async () => {
    const index = () => all('select * from search_index order by id limit 200');
    const before = await index();
    const ctx = makeCtx(library.app, systemActor('test'));
    const ids = before.map(({ id }) => String(id));
    await asSystem(ctx, async (tx) => tx.unchanged(await reindexBooks(tx, ids)));
    expect(await index()).toEqual(before);
  });

  it('is found by its titles', async () => {
    const ctx = makeCtx(library.app, systemActor('test'));
    const page = { page: 1, limit: 100 };
    const query = {
      kinds: ['book'],
      text: titleAt(17),
      hidden: false,
      sort: 'relevance',
      descending: true,
      page,
    } as const;
    const [first] = (await search.find(ctx, query)).ids;
    expect(await all('select title from books where id = $1', [first])).toEqual([{ title: titleAt(17) }]);
  });

  it('is the same library again', async () => {
    const digest = `select md5(string_agg(t::text, '' order by t.id)) as books,
      (select md5(string_agg(barcode || status, '' order by barcode)) from copies) as copies,
      (select md5(string_agg(borrow_date || status || member_id, '' order by id)) from borrowings) as loans,
      (select md5(string_agg(sort_title || body::text, '' order by id)) from search_index) as index from books t`;
    const again = await openEmptyLibrary();
    await seedScale(again.app, again.database, BOOKS, () => {});
    const [other] = (await again.app.pool.query(digest)).rows;
    expect([other]).toEqual(await all(digest));
    await again.close();
  });

  it('numbers the next copy and member after the last', async () => {
    expect(await all("select nextval('copy_barcode_seq') as n")).toEqual([{ n: 2 * BOOKS + 1 }]);
  });

  it('refuses a library with books', async () => {
    await expect(seedScale(library.app, library.database, 10, () => {})).rejects.toMatchObject({
      code: 'seed.not_empty',
    });
  });
});
