import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('headings', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const call = (...args: Parameters<TestLibrary['call']>) => library.call(...args);
  const create = async (title: string, author: string, subjects: string[] = []) => {
    const reply = await call(library.cast.budi, 'POST', '/books', { title, author, category: 'Umum', subjects });
    expect(reply.status).toBe(201);
    return reply.body.data;
  };
  const byName = async (kind: string, search: string) =>
    (await call(null, 'GET', `/headings?kind=${kind}&search=${encodeURIComponent(search)}`)).body.data;

  it('are one for every spelling, and browsed by their beginning', async () => {
    const one = await create('Satu', 'Pramoedya Ananta Toer', ['Sejarah', 'Pers']);
    const two = await create('Dua', 'PRAMOEDYA ANANTA-TOER', ['sejarah']);
    expect(two.contributors[0].id).toBe(one.contributors[0].id);
    expect(await byName('AUTHOR', 'pramoe')).toMatchObject([{ name: 'Pramoedya Ananta Toer', books: 2, variants: [] }]);
    expect((await byName('SUBJECT', '')).map((h: { name: string }) => h.name)).toEqual(['Pers', 'Sejarah']);
    const first = await call(null, 'GET', '/headings?kind=SUBJECT&limit=1');
    const next = await call(null, 'GET', `/headings?kind=SUBJECT&limit=1&cursor=${first.body.meta.nextCursor}`);
    expect(next.body.data[0].name).toBe('Sejarah');
    expect((await call(null, 'GET', `/headings/${one.subjects[0].id}`)).body.data.name).toBe('Pers');
  });

  it('are made once by twenty who bring the same new names at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        call(library.cast.budi, 'POST', '/books', {
          title: `Serentak ${n}`,
          author: 'Seno Gumira Ajidarma',
          category: 'Serentak',
          subjects: n % 2 ? ['Jurnalisme', 'Timor'] : ['Timor', 'Jurnalisme'],
          stock: 1,
        }),
      ),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array(20).fill(201));
    expect(await byName('AUTHOR', 'seno gumira')).toMatchObject([{ books: 20 }]);
    expect(await byName('SUBJECT', 'timor')).toMatchObject([{ books: 20 }]);
    expect((await call(null, 'GET', '/books?search=serentak&category=Serentak')).body.meta.total).toBe(20);
  });

  it('are renamed with the books that show and are found by them', async () => {
    const book = await create('Saman', 'Ayu Utami', ['Perempuan']);
    const { id } = book.contributors[0];
    await library.factsSince();
    const rename = (name: string, version = 1) =>
      call(library.cast.budi, 'PATCH', `/headings/${id}`, { name }, { 'if-match': `"v${version}"` });
    expect((await rename('Justina Ayu Utami')).body.data).toMatchObject({
      name: 'Justina Ayu Utami',
      variants: ['Ayu Utami'],
      books: 1,
      version: 2,
    });
    expect(await library.factsSince()).toEqual(['heading.updated']);
    expect((await rename('Lain', 1)).status).toBe(412);
    expect((await call(null, 'GET', `/books/${book.id}`)).body.data).toMatchObject({
      author: 'Justina Ayu Utami',
      version: 2,
    });
    expect((await call(null, 'GET', '/books?search=justina')).body.data[0].id).toBe(book.id);
    const taken = await rename('Pramoedya Ananta Toer', 2);
    expect(taken.status).toBe(409);
    expect(taken.body.error).toMatchObject({ field: 'name', details: { reason: 'catalog.heading_exists' } });
  });

  it('are merged: books, spelling and later records go to the one that stays', async () => {
    const right = await create('Laut Bercerita', 'Leila S. Chudori', ['Politik']);
    const wrong = await create('Pulang', 'Chudori, Leila', ['Eksil']);
    const both = await create('Namaku Alam', 'Leila S. Chudori');
    await call(library.cast.budi, 'PATCH', `/books/${both.id}`, { contributors: [{ name: 'Chudori, Leila' }] });
    const [from, into] = [wrong.contributors[0].id, right.contributors[0].id];
    await library.factsSince();
    const merge = (id: string, target: string) =>
      call(library.cast.budi, 'POST', `/headings/${id}/merge`, { into: target });
    const merged = await merge(from, into);
    expect(merged.body.data).toMatchObject({ id: into, books: 3, variants: ['Chudori, Leila'] });
    expect(await library.factsSince()).toEqual(['heading.merged']);
    expect((await call(null, 'GET', `/books/${wrong.id}`)).body.data).toMatchObject({
      author: 'Leila S. Chudori',
      contributors: [{ id: into, name: 'Leila S. Chudori' }],
    });
    expect((await call(null, 'GET', `/books/${both.id}`)).body.data.contributors).toHaveLength(1);
    expect((await call(null, 'GET', '/books?search=pulang%20leila%20chudori')).body.data[0].id).toBe(wrong.id);
    expect((await call(null, 'GET', `/headings/${from}`)).body.data.mergedInto).toBe(into);
    const later = await create('Malam Terakhir', 'chudori leila');
    expect(later.contributors[0].id).toBe(into);
    expect((await merge(from, into)).status).toBe(200);
    expect((await merge(into, into)).body.error.field).toBe('into');
    expect((await merge(into, from)).body.error.details.reason).toBe('catalog.heading_merged');
    expect((await merge(into, right.subjects[0].id)).body.error.field).toBe('into');
    expect((await merge(into, library.cast.central)).status).toBe(404);
    const edit = await call(library.cast.budi, 'PATCH', `/headings/${from}`, { name: 'X' });
    expect(edit.body.error.details).toMatchObject({ reason: 'catalog.heading_merged', into });
  });

  it('merged crosswise at once end as one', async () => {
    const a = (await create('Silang A', 'Silang Satu')).contributors[0].id;
    const b = (await create('Silang B', 'Silang Dua')).contributors[0].id;
    const replies = await Promise.all([
      call(library.cast.budi, 'POST', `/headings/${a}/merge`, { into: b }),
      call(library.cast.budi, 'POST', `/headings/${b}/merge`, { into: a }),
    ]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
  });
});
