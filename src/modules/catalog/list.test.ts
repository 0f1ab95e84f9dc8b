import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('the list of books', () => {
  let library: TestLibrary;
  const get = (query: string, who = null as Parameters<TestLibrary['call']>[0]) =>
    library.call(who, 'GET', `/books${query}`);
  const titles = async (query: string): Promise<string[]> =>
    (await get(query)).body.data.map((book: { title: string }) => book.title);

  beforeAll(async () => {
    library = await openLibrary();
    const { budi, central, jayapura } = library.cast;
    const books = [
      {
        title: 'Ayat-ayat Cinta',
        author: 'Habiburrahman',
        category: 'Fiksi',
        stock: 2,
        publishedYear: 2004,
        branchId: central,
      },
      {
        title: 'Biologi Dasar',
        author: 'Campbell',
        category: 'Sains',
        stock: 5,
        publishedYear: 1998,
        branchId: jayapura,
      },
      {
        title: 'Cantik itu Luka',
        author: 'Eka Kurniawan',
        category: 'Fiksi',
        stock: 1,
        publishedYear: 2002,
        branchId: jayapura,
      },
      { title: 'Dilan', author: 'Pidi Baiq', category: 'Fiksi', stock: 0, publishedYear: 2014, language: 'id' },
    ];
    for (const book of books) await library.call(budi, 'POST', '/books', book);
  });
  afterAll(() => library.close());

  it('is sorted by age, newest first, unless asked otherwise', async () => {
    expect(await titles('')).toEqual(['Dilan', 'Cantik itu Luka', 'Biologi Dasar', 'Ayat-ayat Cinta']);
    expect(await titles('?sortBy=title&sortOrder=asc')).toEqual([
      'Ayat-ayat Cinta',
      'Biologi Dasar',
      'Cantik itu Luka',
      'Dilan',
    ]);
    expect(await titles('?sortBy=author&sortOrder=asc')).toEqual([
      'Biologi Dasar',
      'Cantik itu Luka',
      'Ayat-ayat Cinta',
      'Dilan',
    ]);
    expect(await titles('?sortBy=stock')).toEqual(['Biologi Dasar', 'Ayat-ayat Cinta', 'Cantik itu Luka', 'Dilan']);
  });

  it('is narrowed by category, branch, language and decade', async () => {
    const { jayapura } = library.cast;
    expect(await titles('?category=Fiksi&sortBy=title&sortOrder=asc')).toEqual([
      'Ayat-ayat Cinta',
      'Cantik itu Luka',
      'Dilan',
    ]);
    expect(await titles(`?branch=${jayapura}&category=Fiksi`)).toEqual(['Cantik itu Luka']);
    expect(await titles('?decade=2000&decade=1990&sortBy=title&sortOrder=asc')).toEqual([
      'Ayat-ayat Cinta',
      'Biologi Dasar',
      'Cantik itu Luka',
    ]);
    expect(await titles('?language=id')).toEqual(['Dilan']);
    expect(await titles('?status=ACTIVE&search=luka')).toEqual(['Cantik itu Luka']);
  });

  it('counts facets with the names of branches', async () => {
    const { body } = await get('?facets=category,branch,decade');
    expect(body.meta.facets.category).toEqual([
      { value: 'Fiksi', count: 3 },
      { value: 'Sains', count: 1 },
    ]);
    expect(body.meta.facets.branch).toContainEqual({
      value: library.cast.jayapura,
      count: 2,
      label: 'Cabang Jayapura',
    });
    expect((await get('?facets=title')).body.error.field).toBe('facets');
  });

  it('turns by page and by cursor, with links', async () => {
    const first = await get('?limit=3&sortBy=title&sortOrder=asc');
    expect(first.body.meta).toMatchObject({ total: 4, totalPages: 2, hasNext: true, hasPrev: false });
    expect(first.headers.link ?? first.body.meta.nextCursor).toBeTruthy();
    const next = await get(`?limit=3&sortBy=title&sortOrder=asc&cursor=${first.body.meta.nextCursor}`);
    expect(next.body.data.map((b: { title: string }) => b.title)).toEqual(['Dilan']);
    expect((await get('?page=101&limit=100')).body.error).toMatchObject({ field: 'page' });
    expect((await get('?page=101&limit=100')).body.error.message).toContain('cursor');
  });

  it.each([
    ['?sortBy=title;drop table books', 'sortBy'],
    ['?sortBy=password', 'sortBy'],
    ['?sortOrder=desc,id', 'sortOrder'],
    ['?status=DELETED', 'status'],
    ['?page=0', 'page'],
    ['?limit=101', 'limit'],
    ['?branch=1', 'branch'],
    ['?cursor=%00', 'cursor'],
    ['?cursor=abc', 'cursor'],
    ['?nosuch=1', 'nosuch'],
  ])('refuses %s, naming the field', async (query, field) => {
    const reply = await get(query);
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
  });

  it.each([
    "?search='; drop table books; --",
    '?search=%25%5F%5C',
    '?category=%27 or 1=1',
    '?search=a%3A*%20%26%20!b',
    '?search=%22',
  ])('takes %s as words', async (query) => {
    expect((await get(query)).status).toBe(200);
  });

  it('refuses a cursor of another order as a value, never as a failure of ours', async () => {
    const { body } = await get('?limit=1&sortBy=title');
    for (const sort of ['createdAt', 'stock'])
      expect((await get(`?limit=1&sortBy=${sort}&cursor=${body.meta.nextCursor}`)).status).toBe(400);
  });

  it('offers another spelling when nothing is found', async () => {
    await library.app.pool.query('select 1');
    const { foldWords } = (await import('../search/index.ts')).search;
    const { systemActor } = await import('../../kernel/context.ts');
    await foldWords(library.as(systemActor('test')));
    const { body } = await get('?search=biolgi%20dasar');
    expect(body.meta.searchedFor).toBe('biologi dasar');
    expect(body.data[0].title).toBe('Biologi Dasar');
  });
});
