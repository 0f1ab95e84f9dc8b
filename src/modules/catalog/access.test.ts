import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

const BOOK = { title: 'Hanya Satu', author: 'Penulis', category: 'Umum' };
const NOBODY = '0195a000-0000-7000-8000-000000000000';

describe('who may do what in the catalogue', () => {
  let library: TestLibrary;
  let id = '';
  let barcode = '';
  let heading = '';
  beforeAll(async () => {
    library = await openLibrary();
    const made = await library.call(library.cast.budi, 'POST', '/books', { ...BOOK, stock: 1 });
    ({ id } = made.body.data);
    heading = made.body.data.contributors[0].id;
    barcode = (await library.call(library.cast.budi, 'GET', `/books/${id}/copies`)).body.data[0].barcode;
    await library.factsSince();
  });
  afterAll(() => library.close());

  const writes = (): [string, 'POST' | 'PATCH' | 'DELETE' | 'PUT', string, unknown, Record<string, string>?][] => [
    ['book:create', 'POST', '/books', BOOK],
    ['book:create', 'POST', '/books/import', 'judul\nX', { 'content-type': 'text/csv' }],
    ['book:update', 'PATCH', `/books/${id}`, { title: 'X' }],
    ['book:update', 'PUT', `/books/${id}/cover`, Buffer.alloc(9), { 'content-type': 'image/png' }],
    ['book:delete', 'DELETE', `/books/${id}`, undefined],
    ['book:delete', 'POST', `/books/${id}/restore`, undefined],
    ['copy:create', 'POST', `/books/${id}/copies`, {}],
    ['copy:update', 'PATCH', `/copies/${barcode}`, { notes: 'x' }],
    ['copy:delete', 'DELETE', `/copies/${barcode}?reason=x`, undefined],
    ['heading:update', 'PATCH', `/headings/${heading}`, { name: 'X' }],
    ['heading:merge', 'POST', `/headings/${heading}/merge`, { into: library.cast.central }],
  ];

  it('refuses readers, desks and strangers every change', async () => {
    const { sari, tono, dewi, vera, manager, operator, client } = library.cast;
    for (const [permission, method, url, body, headers] of writes()) {
      for (const who of [sari, tono, dewi, vera, manager, operator, client]) {
        const reply = await library.call(who, method, url, body, headers);
        expect([permission, reply.status]).toEqual([permission, 403]);
      }
      expect([url, (await library.call(null, method, url, body, headers)).status]).toEqual([url, 401]);
    }
    expect(await library.factsSince()).toEqual([]);
  });

  it('leaves archiving to the administrator', async () => {
    expect((await library.call(library.cast.budi, 'DELETE', `/books/${id}`)).status).toBe(403);
    expect((await library.call(library.cast.budi, 'POST', `/books/${id}/restore`)).status).toBe(403);
  });

  it('shows copies to who works here alone, books and headings to everybody', async () => {
    for (const url of [`/books/${id}/copies`, `/copies/${barcode}`]) {
      expect((await library.call(library.cast.tono, 'GET', url)).status).toBe(200);
      expect((await library.call(library.cast.sari, 'GET', url)).status).toBe(403);
      expect((await library.call(null, 'GET', url)).status).toBe(401);
    }
    for (const url of [
      '/books',
      `/books/${id}`,
      `/books/${id}/stats`,
      '/headings',
      `/headings/${heading}`,
      '/collection-types',
    ])
      expect((await library.call(null, 'GET', url)).status).toBe(200);
  });

  it('answers 404 for what is not there and 400 for what cannot be', async () => {
    const { wati } = library.cast;
    for (const [, method, url, body, headers] of writes()) {
      if (url === '/books' || url.endsWith('import')) continue;
      const elsewhere = url.replace(id, NOBODY).replace(barcode, 'TIDAK-ADA').replace(heading, NOBODY);
      const reply = await library.call(wati, method, elsewhere, body, headers);
      expect([elsewhere, reply.status]).toEqual([elsewhere, url.endsWith('cover') ? 400 : 404]);
    }
    expect((await library.call(wati, 'GET', '/books/1')).body.error.field).toBe('id');
    expect((await library.call(wati, 'GET', `/books/${NOBODY}`)).status).toBe(404);
  });

  it('lets a body name no other record than the path', async () => {
    const other = (await library.call(library.cast.budi, 'POST', '/books', BOOK)).body.data.id;
    await library.call(library.cast.budi, 'PATCH', `/books/${id}`, { id: other, title: 'Berubah' });
    expect((await library.call(null, 'GET', `/books/${other}`)).body.data.title).toBe('Hanya Satu');
  });
});
