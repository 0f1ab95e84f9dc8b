import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import type { FindQuery } from './find.ts';
import { search } from './index.ts';

const MANY = 10_300;

describe('a word that stands in more than ten thousand records', () => {
  let library: TestLibrary;
  const find = (text: string | undefined, o: Partial<FindQuery> = {}) =>
    search.find(library.as(systemActor('test')), {
      kinds: ['book'],
      text,
      hidden: false,
      sort: 'relevance',
      descending: true,
      page: { page: 1, limit: 20, cursor: undefined },
      ...o,
    });
  const page = (n: number, limit: number) => ({ page: n, limit, cursor: undefined });

  beforeAll(async () => {
    library = await openLibrary();
    await library.app.pool.query(
      `insert into search_index (kind, id, is_public, popularity, number, created_at, facets, sort_title, sort_author, title, body)
       select 'book', gen_random_uuid(), true, n % 7, n % 5, '2026-01-01'::timestamptz + n * interval '1 second', '{}',
         'sejarah ' || n, 'penulis', 'Sejarah ' || n, ('''sejarah'':1A ''' || n || ''':2A')::tsvector
       from generate_series(1, ${MANY}) n`,
    );
    const client = await library.app.pool.connect();
    await search.rebuildWords(client).finally(() => client.release());
  });
  afterAll(() => library.close());

  it('is counted to ten thousand and says that there are more', async () => {
    const { ids, meta } = await find('sejarah');
    expect(meta).toMatchObject({ total: 10_000, totalIsLowerBound: true, totalPages: 500, hasNext: true });
    expect(ids).toHaveLength(20);
  });

  it('gives each record once, however far the pages are turned', async () => {
    const seen: string[] = [];
    for (const n of [1, 2, 3, 99, 100]) seen.push(...(await find('sejarah', { page: page(n, 100) })).ids);
    expect(seen).toHaveLength(500);
    expect(new Set(seen).size).toBe(500);
    expect((await find('sejarah', { page: page(100, 100) })).meta).toMatchObject({ hasNext: false, nextCursor: null });
  });

  it('is refused past ten thousand by page, and goes on by cursor when sorted', async () => {
    await expect(find('sejarah', { page: page(101, 100) })).rejects.toMatchObject({
      reason: 'kernel.page_too_deep',
      options: { field: 'page' },
    });
    const last = await find('sejarah', { sort: 'title', descending: false, page: page(100, 100) });
    const next = await find('sejarah', {
      sort: 'title',
      descending: false,
      page: { page: 1, limit: 100, cursor: last.meta.nextCursor ?? '' },
    });
    expect(next.ids).toHaveLength(100);
    expect(next.ids.some((id) => last.ids.includes(id))).toBe(false);
  });

  it('is exact below the bound, also when the word is common', async () => {
    expect((await find('sejarah 77 ')).meta).toMatchObject({ total: 1 });
    expect((await find('sejarah -77 ')).meta).toMatchObject({ total: 10_000, totalIsLowerBound: true });
  });

  it('is not believed to be common while changes wait to be counted', async () => {
    await library.app.pool.query(
      `insert into search_word_changes (kind, added, removed, records) values ('book', '{}', '{}', 400)`,
    );
    await library.app.pool.query(`delete from search_index where number < 4`);
    expect((await find('sejarah')).meta.total).toBe(MANY / 5);
    await search.foldWords(library.as(systemActor('test')));
  });

  it.each(['x', '[]', Buffer.from('[-1]').toString('base64url'), Buffer.from('[1e9]').toString('base64url')])(
    'refuses the cursor %j',
    async (cursor) => {
      await expect(find('sejarah', { page: { page: 1, limit: 5, cursor } })).rejects.toMatchObject({
        reason: 'kernel.bad_cursor',
      });
    },
  );
});
