import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

const BUMI = { title: 'Bumi Manusia', author: 'Pramoedya Ananta Toer', category: 'Fiksi' };

describe('books', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const { call } = {
    call: (...args: Parameters<TestLibrary['call']>) => library.call(...args),
  };
  const create = async (body: object = {}) =>
    (await call(library.cast.budi, 'POST', '/books', { ...BUMI, ...body })).body.data;

  it('are made with n copies at the actor’s branch, found at once by anybody, and told as one fact', async () => {
    const made = await call(library.cast.budi, 'POST', '/books', {
      ...BUMI,
      isbn: '979-97312-3-6'.replace('979-97312-3-6', '0-306-40615-2'),
      stock: 2,
      publishedYear: 1980,
      subjects: ['Sejarah', 'Kolonialisme'],
      contributors: [{ name: 'Max Lane', role: 'TRANSLATOR' }],
      language: 'ID',
    });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      ...BUMI,
      isbn: '9780306406157',
      stock: 2,
      available: 2,
      totalBorrows: 0,
      rating: 0,
      reviewCount: 0,
      status: 'ACTIVE',
      coverImage: null,
      language: 'id',
      version: 1,
      contributors: [
        { name: 'Pramoedya Ananta Toer', role: 'AUTHOR' },
        { name: 'Max Lane', role: 'TRANSLATOR' },
      ],
      subjects: [{ name: 'Kolonialisme' }, { name: 'Sejarah' }],
      availability: [{ branchId: library.cast.central, branch: 'Perpustakaan Pusat', stock: 2, available: 2 }],
      can: { update: true, addCopies: true, archive: false, restore: false },
      why: { archive: 'kernel.forbidden', restore: 'kernel.forbidden' },
    });
    expect(made.headers.etag).toBe('"v1"');
    expect(await library.factsSince()).toEqual(['book.created']);
    const found = await call(null, 'GET', '/books?search=bumi%20manusia');
    expect(found.body.data.map((b: { id: string }) => b.id)).toEqual([made.body.data.id]);
    expect(found.body.meta).toMatchObject({
      page: 1,
      limit: 20,
      total: 1,
      totalPages: 1,
      hasNext: false,
      hasPrev: false,
    });
    expect((await call(null, 'GET', '/books?search=max%20lane')).body.meta.total).toBe(1);
  });

  it.each([
    [{ title: '' }, 'title', 'Judul harus diisi'],
    [{ title: undefined }, 'title', 'Judul harus diisi'],
    [{ title: 'x'.repeat(501) }, 'title', 'Judul terlalu panjang'],
    [{ author: ' ' }, 'author', 'Penulis harus diisi'],
    [{ author: 'x'.repeat(256) }, 'author', 'Nama penulis terlalu panjang'],
    [{ isbn: '978-0-306-40615-8' }, 'isbn', 'Format ISBN tidak valid'],
    [{ category: '' }, 'category', 'Kategori harus diisi'],
    [{ category: 'x'.repeat(101) }, 'category', 'Kategori terlalu panjang'],
    [{ stock: 1.5 }, 'stock', 'Stok harus bilangan bulat'],
    [{ stock: '2' }, 'stock', 'Stok harus bilangan bulat'],
    [{ stock: -1 }, 'stock', 'Stok tidak boleh negatif'],
    [{ stock: 1001 }, 'stock', 'Stok tidak boleh lebih dari 1000'],
    [{ publishedYear: 1999.5 }, 'publishedYear', 'Tahun terbit harus bilangan bulat'],
    [{ publishedYear: 1799 }, 'publishedYear', 'Tahun terbit tidak valid'],
    [{ publishedYear: 2027 }, 'publishedYear', 'Tahun terbit tidak boleh masa depan'],
    [{ publisher: 'x'.repeat(256) }, 'publisher', 'Nama penerbit terlalu panjang'],
    [{ description: 'x'.repeat(5001) }, 'description', 'Deskripsi terlalu panjang'],
    [{ status: 'ARCHIVED' }, 'status', null],
    [{ id: '0195a000-0000-7000-8000-000000000000' }, 'id', null],
    [{ totalBorrows: 5 }, 'totalBorrows', null],
  ])('refuse %j, naming %s in S1’s words', async (body, field, message) => {
    const reply = await call(library.cast.budi, 'POST', '/books', { ...BUMI, ...body });
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
    if (message) expect(reply.body.error.message).toContain(message);
    expect(await library.factsSince()).toEqual([]);
  });

  it('of an ISBN that exists ask first, also when two are saved at once', async () => {
    const isbn = '9786020324784';
    const both = await Promise.all(
      ['Satu', 'Dua'].map((title) => call(library.cast.budi, 'POST', '/books', { ...BUMI, title, isbn })),
    );
    expect(both.map((reply) => reply.status).sort()).toEqual([201, 409]);
    const refused = both.find((reply) => reply.status === 409);
    const first = both.find((reply) => reply.status === 201);
    expect(refused?.body.error).toMatchObject({
      code: 'CONFLICT',
      field: 'isbn',
      details: { reason: 'catalog.isbn_exists', existing: [first?.body.data.id] },
    });
    const again = { ...BUMI, isbn, confirmed: ['catalog.isbn_exists'] };
    expect((await call(library.cast.budi, 'POST', '/books', again)).status).toBe(201);
    expect((await call(null, 'GET', '/books?search=978-602-03-2478-4')).body.meta.total).toBe(2);
  });

  it('are answered once for the same Idempotency-Key', async () => {
    const body = { ...BUMI, title: 'Sekali Saja', stock: 1 };
    const key = { 'idempotency-key': 'buku-sekali' };
    const [one, two] = [
      await call(library.cast.budi, 'POST', '/books', body, key),
      await call(library.cast.budi, 'POST', '/books', body, key),
    ];
    expect(two.body.data.id).toBe(one.body.data.id);
    expect((await call(null, 'GET', '/books?search=sekali%20saja')).body.meta.total).toBe(1);
  });

  it('are edited by version; nothing changed is nothing told', async () => {
    const { id } = await create({ title: 'Jejak Langkah', stock: 1 });
    await library.factsSince();
    const edit = (body: object, version = 1) =>
      call(library.cast.budi, 'PATCH', `/books/${id}`, body, { 'if-match': `"v${version}"` });
    const changed = await edit({
      title: 'Jejak Langkah Baru',
      publisher: 'Hasta Mitra',
      author: 'Pram',
      subjects: ['Pers'],
    });
    expect(changed.body.data).toMatchObject({
      title: 'Jejak Langkah Baru',
      publisher: 'Hasta Mitra',
      author: 'Pram',
      version: 2,
      stock: 1,
      subjects: [{ name: 'Pers' }],
      contributors: [{ name: 'Pram', role: 'AUTHOR' }],
    });
    expect((await edit({ title: 'Lama' }, 1)).status).toBe(412);
    expect((await edit({ publisher: '', isbn: null }, 2)).body.data).toMatchObject({ publisher: null, isbn: null });
    expect((await edit({ title: 'Jejak Langkah Baru' }, 3)).body.data.version).toBe(3);
    expect(await library.factsSince()).toEqual(['book.updated', 'book.updated']);
    expect((await call(null, 'GET', '/books?search=%22langkah%20baru%22')).body.meta.total).toBe(1);
    expect((await call(null, 'GET', `/books/${id}`)).body.data.title).toBe('Jejak Langkah Baru');
  });

  it('gain copies when the stock is raised and lose free ones when it is lowered', async () => {
    const { id } = await create({ title: 'Rumah Kaca', stock: 3 });
    const set = (stock: number) => call(library.cast.budi, 'PATCH', `/books/${id}`, { stock });
    expect((await set(5)).body.data).toMatchObject({ stock: 5, available: 5, version: 2 });
    const { body } = await call(library.cast.budi, 'GET', `/books/${id}/copies`);
    const lend = (barcode: string) =>
      call(library.cast.budi, 'POST', '/borrowings', { barcode, memberId: library.cast.sari.memberId });
    expect((await lend(body.data[0].barcode)).status).toBe(201);
    const refused = await set(0);
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      field: 'stock',
      details: { reason: 'catalog.not_enough_free', free: 4, asked: 5 },
    });
    expect((await set(1)).body.data).toMatchObject({ stock: 1, available: 0 });
    const copies = await call(library.cast.budi, 'GET', `/books/${id}/copies`);
    expect(copies.body.data.filter((c: { status: string }) => c.status === 'WITHDRAWN')).toHaveLength(4);
    expect((await call(library.cast.wati, 'DELETE', `/books/${id}`)).body.error.details).toMatchObject({
      reason: 'catalog.copies_out',
      out: 1,
    });
    await call(library.cast.budi, 'POST', `/copies/${body.data[0].barcode}/return`, {});
    expect((await call(null, 'GET', `/books/${id}`)).body.data).toMatchObject({ available: 1, totalBorrows: 1 });
  });

  it('are archived, hidden from readers, and come back', async () => {
    const { id } = await create({ title: 'Arok Dedes', stock: 1 });
    expect((await call(null, 'GET', `/books/${id}`)).status).toBe(200);
    await library.factsSince();
    const gone = await call(library.cast.wati, 'DELETE', `/books/${id}`);
    expect(gone.body.data).toMatchObject({ status: 'ARCHIVED', can: { restore: true, update: false } });
    for (const who of [null, library.cast.sari]) {
      expect((await call(who, 'GET', `/books/${id}`)).status).toBe(404);
      expect((await call(who, 'GET', '/books?search=arok&status=ARCHIVED')).body.meta.total).toBe(0);
    }
    expect((await call(library.cast.budi, 'GET', '/books?search=arok&status=ARCHIVED')).body.meta.total).toBe(1);
    const edit = await call(library.cast.budi, 'PATCH', `/books/${id}`, { title: 'X' });
    expect(edit.body.error.details.reason).toBe('catalog.archived');
    expect((await call(library.cast.wati, 'POST', `/books/${id}/restore`)).body.data.status).toBe('ACTIVE');
    expect((await call(null, 'GET', '/books?search=arok')).body.meta.total).toBe(1);
    expect(await library.factsSince()).toEqual(['book.archived', 'book.restored']);
  });

  it('stay while somebody waits for them', async () => {
    const { id } = await create({ title: 'Gadis Pantai', stock: 1 });
    await library.app.pool.query(
      `insert into holds (id, book_id, member_id, pickup_branch_id, placed_at, updated_at) values (gen_random_uuid(), $1, $2, $3, $4, $4)`,
      [id, library.cast.sari.memberId, library.cast.central, library.clock.now()],
    );
    const refused = await call(library.cast.wati, 'DELETE', `/books/${id}`);
    expect(refused.body.error.details).toMatchObject({ reason: 'catalog.holds_waiting', holds: 1 });
    expect((await call(library.cast.budi, 'GET', `/books/${id}/stats`)).body.data.holdsWaiting).toBe(1);
  });

  it('tell their use over twelve months of the library’s calendar', async () => {
    const { id } = await create({ title: 'Larasati', stock: 2 });
    const { body } = await call(library.cast.budi, 'GET', `/books/${id}/copies`);
    await call(library.cast.budi, 'POST', '/borrowings', {
      barcode: body.data[0].barcode,
      memberId: library.cast.andi.memberId,
    });
    const { data } = (await call(library.cast.budi, 'GET', `/books/${id}/stats`)).body;
    expect(data.byMonth).toHaveLength(12);
    expect(data.byMonth[0]).toEqual({ month: '2025-04', borrows: 0 });
    expect(data.byMonth[11]).toEqual({ month: '2026-03', borrows: 1 });
    expect(data).toMatchObject({
      totalBorrows: 1,
      copies: [
        { status: 'AVAILABLE', count: 1 },
        { status: 'ON_LOAN', count: 1 },
      ],
    });
  });

  it('get covers that anybody may keep, and only pictures', async () => {
    const { id } = await create({ title: 'Bersampul' });
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20)]);
    const put = (body: Buffer, type = 'image/png') =>
      call(library.cast.budi, 'PUT', `/books/${id}/cover`, body, { 'content-type': type });
    expect((await call(null, 'GET', `/books/${id}/cover`)).status).toBe(404);
    await library.factsSince();
    const { data } = (await put(png)).body;
    expect(await library.factsSince()).toEqual(['book.cover_changed']);
    const seen = await call(null, 'GET', data.coverImage);
    expect(seen.status).toBe(200);
    expect(seen.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000' });
    expect((await call(null, 'GET', `/books/${id}/cover`)).headers['cache-control']).toBe('public, max-age=300');
    expect((await put(Buffer.from('<svg onload=alert(1)>'))).body.error).toMatchObject({ field: 'file' });
    expect((await put(png, 'image/svg+xml')).status).toBe(415);
    expect(
      (await call(library.cast.sari, 'PUT', `/books/${id}/cover`, png, { 'content-type': 'image/png' })).status,
    ).toBe(403);
  });
});
