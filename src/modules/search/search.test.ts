import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor, type VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { asSystem } from '../../kernel/verb.ts';
import type { SearchDoc } from './doc.ts';
import type { FindQuery } from './find.ts';
import { search } from './index.ts';
import { strokesBetween } from './spelling.ts';

describe('search', () => {
  let library: TestLibrary;
  const ids = new Map<string, string>();
  const doc = (title: string, o: Partial<SearchDoc> = {}): SearchDoc => ({
    kind: 'book',
    id: ids.get(title) ?? newId(),
    isPublic: true,
    title,
    author: 'Andrea Hirata',
    words: {},
    facets: {},
    popularity: 0,
    number: 1,
    createdAt: library.clock.now(),
    ...o,
  });
  const inTransaction = (run: (tx: VerbCtx) => Promise<void>) =>
    asSystem(library.as(systemActor('test')), async (tx) => tx.unchanged(await run(tx)));
  const put = async (...docs: SearchDoc[]) => {
    for (const d of docs) ids.set(d.title, d.id);
    await inTransaction((tx) => search.put(tx, docs));
    await search.foldWords(library.as(systemActor('test')));
  };
  const find = (text: string | undefined, o: Partial<FindQuery> = {}) =>
    search.find(library.as(systemActor('test')), {
      kinds: ['book'],
      text,
      hidden: false,
      sort: text ? 'relevance' : 'created',
      descending: true,
      page: { page: 1, limit: 20, cursor: undefined },
      ...o,
    });
  const titles = async (text: string | undefined, o: Partial<FindQuery> = {}): Promise<string[]> => {
    const byId = new Map([...ids].map(([title, id]) => [id, title]));
    return (await find(text, o)).ids.map((id) => byId.get(id) ?? id);
  };

  const recordsOf = async (word: string): Promise<number> => {
    const { rows } = await library.app.pool.query('select records from search_words where word = $1', [word]);
    return rows[0]?.records ?? 0;
  };

  beforeAll(async () => {
    library = await openLibrary();
    await put(
      doc('Laskar Pelangi', { facets: { category: ['Fiksi'], language: ['id'] }, popularity: 50, number: 5 }),
      doc('Sang Pemimpi', { facets: { category: ['Fiksi'], language: ['id'] }, number: 3 }),
      doc('Pelangi di Langit Senja', { author: 'Tere Liye', facets: { category: ['Fiksi'], language: ['id'] } }),
      doc('Pelajaran Membaca Buku-buku Lama', {
        author: 'S. Rukiah',
        facets: { category: ['Bahasa'], language: ['id'] },
      }),
      doc('Running Libraries', { author: 'Jane Austen', facets: { category: ['Umum'], language: ['en'] } }),
      doc('Tafsīr al-Qurʼān', { author: 'Quraish Shihab', words: { b: ['Islam'] }, facets: { category: ['Agama'] } }),
      doc('Rahasia Dapur', { isPublic: false, author: 'Chef', facets: { category: ['Umum'] } }),
      doc('Aku', { author: 'Chairil Anwar', words: { d: ['Kumpulan puisi tentang pelangi'] } }),
    );
  });
  afterAll(() => library.close());

  it('puts the title that is what was asked before those that only hold the words', async () => {
    expect((await titles('pelangi')).sort()).toEqual(['Aku', 'Laskar Pelangi', 'Pelangi di Langit Senja']);
    expect((await titles('laskar pelangi'))[0]).toBe('Laskar Pelangi');
    expect((await titles('pelangi')).at(-1)).toBe('Aku');
  });

  it.each([
    ['pelajari membaca', ['Pelajaran Membaca Buku-buku Lama']],
    ['buku lama', ['Pelajaran Membaca Buku-buku Lama']],
    ['library run ', ['Running Libraries']],
    ['tafsir alquran', ['Tafsīr al-Qurʼān']],
    ['tafsir "al quran"', ['Tafsīr al-Qurʼān']],
    ['islam ', ['Tafsīr al-Qurʼān']],
    ['"pelangi di langit"', ['Pelangi di Langit Senja']],
    ['"langit pelangi"', []],
    ['pelangi -laskar -puisi', ['Pelangi di Langit Senja']],
    ['pemimpi OR libraries ', ['Running Libraries', 'Sang Pemimpi']],
    ['laskar pel', ['Laskar Pelangi']],
    ['andrea hirata laskar', ['Laskar Pelangi']],
    ['aku', ['Aku']],
    ['rahasia dapur', []],
  ])('finds by %j %j', async (text, expected) => {
    expect((await titles(text)).sort()).toEqual([...expected].sort());
  });

  it('shows what is not public to those who work here', async () => {
    expect(await titles('rahasia', { hidden: true })).toEqual(['Rahasia Dapur']);
  });

  it('finds a record in the transaction that saved it, and no longer the one that took it away', async () => {
    const made = doc('Negeri Lima Menara');
    await inTransaction(async (tx) => {
      await search.put(tx, [made]);
      const query = {
        kinds: ['book'],
        text: 'lima menara',
        hidden: false,
        sort: 'relevance',
        descending: true,
      } as const;
      const page = { page: 1, limit: 5, cursor: undefined };
      expect((await search.find(tx, { ...query, page })).ids).toEqual([made.id]);
    });
    expect((await find('lima menara')).ids).toEqual([made.id]);
    await put({ ...made, title: 'Ranah Tiga Warna' });
    expect((await find('lima menara')).ids).toEqual([]);
    expect((await find('ranah tiga')).ids).toEqual([made.id]);
    await inTransaction((tx) => search.remove(tx, 'book', [made.id]));
    expect((await find('ranah tiga')).ids).toEqual([]);
  });

  it('mends a misspelt word when nothing is found, and says so', async () => {
    const wrong = await find('laksar pelangi ');
    expect(wrong.meta).toMatchObject({ searchedFor: 'laskar pelangi', total: 1 });
    expect((await find('pelnagi ')).meta.searchedFor).toBe('pelangi');
    expect((await find('zzzzzz')).meta).toMatchObject({ total: 0 });
    expect((await find('zzzzzz')).meta.searchedFor).toBeUndefined();
  });

  it('counts facets, and narrows by them: alternatives within one, all of several', async () => {
    const { meta } = await find('pelangi', { facets: ['category', 'language'] });
    expect(meta.facets).toEqual({ category: [{ value: 'Fiksi', count: 2 }], language: [{ value: 'id', count: 2 }] });
    const some = { filters: { category: ['Bahasa', 'Agama'] }, sort: 'title', descending: false } as const;
    expect(await titles(undefined, some)).toEqual(['Pelajaran Membaca Buku-buku Lama', 'Tafsīr al-Qurʼān']);
    expect(await titles('pelangi', { filters: { category: ['Fiksi'], language: ['id'] } })).toHaveLength(2);
    expect(await titles('pelangi', { filters: { category: ['Fiksi'], language: ['en'] } })).toEqual([]);
    expect(await titles('pelangi', { filters: { category: ['Tidak ada'] } })).toEqual([]);
    const whole = await find(undefined, { facets: ['category'], sort: 'title' });
    expect(whole.meta.facets?.category?.[0]).toEqual({ value: 'Fiksi', count: 3 });
  });

  it.each(['title', 'author', 'created', 'number'] as const)(
    'walks all of it by cursor, sorted by %s',
    async (sort) => {
      for (const descending of [true, false]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const found = await find(undefined, { sort, descending, page: { page: 1, limit: 2, cursor } });
          seen.push(...found.ids);
          cursor = found.meta.nextCursor ?? undefined;
        } while (cursor);
        const all = await find(undefined, { sort, descending, page: { page: 1, limit: 100, cursor: undefined } });
        expect(seen).toEqual(all.ids);
        expect(new Set(seen).size).toBe(seen.length);
      }
    },
  );

  it('walks ranked hits by cursor', async () => {
    const first = await find('pelangi', { page: { page: 1, limit: 2, cursor: undefined } });
    expect(first.meta).toMatchObject({ total: 3, hasNext: true });
    const rest = await find('pelangi', { page: { page: 1, limit: 2, cursor: first.meta.nextCursor ?? '' } });
    expect(rest.meta).toMatchObject({ hasNext: false, nextCursor: null });
    expect([...first.ids, ...rest.ids]).toEqual((await find('pelangi')).ids);
  });

  it('does not let two who save the same words wait for each other', async () => {
    const words = 'Kamus Besar Bahasa Indonesia';
    await inTransaction(async (outer) => {
      await search.put(outer, [doc(`${words} Satu`)]);
      await inTransaction((inner) => search.put(inner, [doc(`${words} Dua`)]));
    });
    await search.foldWords(library.as(systemActor('test')));
    expect(await recordsOf('kamus')).toBe(2);
  });

  it('counts words as records come, change and go', async () => {
    const made = doc('Kalimantan Hijau');
    await put(made);
    await put({ ...made, title: 'Kalimantan Biru' });
    expect(await recordsOf('kalimantan')).toBe(1);
    expect(await recordsOf('hijau')).toBe(0);
    await put({ ...made, title: 'Kalimantan Biru', isPublic: false });
    expect(await recordsOf('biru')).toBe(0);
  });

  it('never fails, whatever is typed', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '"',
        '-',
        ' ',
        'OR',
        'NOT',
        '|',
        '&',
        '!',
        ':*',
        "'",
        '\\',
        '(',
        ')',
        '<->',
        'pelangi',
        'al ',
        '978',
        '%',
        '_',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), async (pieces, sorted) => {
        const text = pieces.join('').replaceAll('\0', '').toWellFormed();
        const found = await find(text, { sort: sorted ? 'title' : 'relevance', facets: ['category'] });
        expect(found.meta.total).toBeGreaterThanOrEqual(0);
        await search.suggest(library.as(systemActor('test')), text, ['book']);
      }),
      { numRuns: 300 },
    );
  });

  it('suggests words and titles that go on so, to anybody, without hidden ones', async () => {
    const reply = await library.call(null, 'GET', '/search/suggest?q=laskar%20pel');
    expect(reply.status).toBe(200);
    expect(reply.body.data.words).toContain('laskar pelangi');
    expect(reply.body.data.titles.map((t: { title: string }) => t.title)).toEqual(['Laskar Pelangi']);
    expect((await library.call(null, 'GET', '/search/suggest?q=rahas')).body.data).toEqual({ words: [], titles: [] });
    expect((await library.call(null, 'GET', '/search/suggest?q=%25')).body.data).toEqual({ words: [], titles: [] });
    expect((await library.call(null, 'GET', '/search/suggest')).body.error.field).toBe('q');
  });
});

describe('strokesBetween', () => {
  it.each([
    ['laskar', 'laksar', 1],
    ['pelangi', 'pelngi', 1],
    ['buku', 'baku', 1],
    ['a', '', 1],
    ['sama', 'sama', 0],
    ['kucing', 'anjing', 3],
  ])('counts from %j to %j %d', (a, b, strokes) => {
    expect(strokesBetween(a, b)).toBe(strokes);
  });
});
