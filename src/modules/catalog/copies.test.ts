import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

const BOOK = { title: 'Ronggeng Dukuh Paruk', author: 'Ahmad Tohari', category: 'Fiksi' };

describe('copies', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const call = (...args: Parameters<TestLibrary['call']>) => library.call(...args);
  const create = async (body: object = {}): Promise<{ id: string; barcodes: string[] }> => {
    const { id } = (await call(library.cast.budi, 'POST', '/books', { ...BOOK, ...body })).body.data;
    const { data } = (await call(library.cast.budi, 'GET', `/books/${id}/copies?limit=100`)).body;
    return { id, barcodes: data.map((copy: { barcode: string }) => copy.barcode) };
  };

  it('are numbered in the settings’ format, past those chosen by hand', async () => {
    const { id } = await create();
    const { rows } = await library.app.pool.query("select nextval('copy_barcode_seq') as n");
    const own = `b${String(rows[0].n + 2).padStart(6, '0')}`;
    const byHand = await call(library.cast.budi, 'POST', `/books/${id}/copies`, { barcodes: [own], price: 75_000 });
    expect(byHand.status).toBe(201);
    expect(byHand.body.data[0]).toMatchObject({
      barcode: own,
      price: 75_000,
      status: 'AVAILABLE',
      branch: 'Perpustakaan Pusat',
    });
    await library.factsSince();
    const made = await call(library.cast.budi, 'POST', `/books/${id}/copies`, { count: 2, location: 'Rak 3' });
    expect(made.body.data.map((c: { barcode: string }) => c.barcode)).toEqual(
      [rows[0].n + 1, rows[0].n + 3].map((n) => `B${String(n).padStart(6, '0')}`),
    );
    expect(await library.factsSince()).toEqual(['copy.created', 'copy.created']);
    expect((await call(null, 'GET', `/books/${id}`)).body.data).toMatchObject({ stock: 3, available: 3 });
  });

  it('have one barcode each, however it is written', async () => {
    const { id, barcodes } = await create({ barcodes: ['RDP-1', 'RDP-2'] });
    expect(barcodes).toEqual(['RDP-1', 'RDP-2']);
    const taken = await call(library.cast.budi, 'POST', `/books/${id}/copies`, { barcodes: ['rdp-1', 'RDP-3'] });
    expect(taken.status).toBe(409);
    expect(taken.body.error).toMatchObject({ field: 'barcode', details: { taken: ['rdp-1'] } });
    for (const [body, status, field] of [
      [{ barcodes: ['RDP-9', 'rdp-9'] }, 409, 'barcode'],
      [{ barcodes: ['a b'] }, 400, 'barcodes.0'],
      [{ barcodes: ['RDP-7'], count: 2 }, 400, 'count'],
      [{ count: 0 }, 400, 'count'],
      [{ branchId: id }, 404, 'branchId'],
      [{ collectionTypeId: id }, 404, 'collectionTypeId'],
      [{ price: 1.5 }, 400, 'price'],
      [{ acquiredOn: '2026-02-30' }, 400, 'acquiredOn'],
      [{ status: 'ON_LOAN' }, 400, 'status'],
    ] as const) {
      const reply = await call(library.cast.budi, 'POST', `/books/${id}/copies`, body);
      expect([reply.status, reply.body.error.field]).toEqual([status, field]);
    }
    const both = await Promise.all(
      [1, 2].map(() => call(library.cast.budi, 'POST', `/books/${id}/copies`, { barcodes: ['SAMA-1'] })),
    );
    expect(both.map((reply) => reply.status).sort()).toEqual([201, 409]);
  });

  it('change between available, damaged and lost; lending is not for editors', async () => {
    const { id, barcodes } = await create({ stock: 1 });
    const edit = (body: object) => call(library.cast.budi, 'PATCH', `/copies/${barcodes[0]}`, body);
    await library.factsSince();
    expect((await edit({ status: 'DAMAGED', notes: 'Basah' })).body.data).toMatchObject({
      status: 'DAMAGED',
      version: 2,
    });
    expect((await call(null, 'GET', `/books/${id}`)).body.data).toMatchObject({ stock: 1, available: 0 });
    expect((await edit({ status: 'LOST' })).body.data.status).toBe('LOST');
    expect((await call(null, 'GET', `/books/${id}`)).body.data).toMatchObject({ stock: 0, availability: [] });
    expect((await edit({ status: 'AVAILABLE', notes: '' })).body.data).toMatchObject({
      status: 'AVAILABLE',
      notes: null,
    });
    expect(await library.factsSince()).toEqual(['copy.updated', 'copy.updated', 'copy.updated']);
    for (const status of ['ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'WITHDRAWN', 'x'])
      expect((await edit({ status })).body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'status' });
    expect((await edit({ bookId: id })).body.error.field).toBe('bookId');
  });

  it('cannot be moved, turned or withdrawn while they are out', async () => {
    const { barcodes } = await create({ stock: 1 });
    const url = `/copies/${barcodes[0]}`;
    await call(library.cast.budi, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId: library.cast.sari.memberId,
    });
    for (const body of [{ status: 'LOST' }, { branchId: library.cast.jayapura }])
      expect((await call(library.cast.budi, 'PATCH', url, body)).body.error.details.reason).toBe('catalog.copy_busy');
    expect((await call(library.cast.budi, 'DELETE', `${url}?reason=usang`)).status).toBe(409);
    expect((await call(library.cast.budi, 'PATCH', url, { notes: 'Sampul baru' })).body.data).toMatchObject({
      status: 'ON_LOAN',
      can: { changeStatus: false, withdraw: false },
      why: { withdraw: 'catalog.copy_busy' },
    });
  });

  it('are withdrawn with a reason, once, and may come back', async () => {
    const { id, barcodes } = await create({ stock: 2 });
    const url = `/copies/${barcodes[0]}`;
    expect((await call(library.cast.budi, 'DELETE', url)).body.error.field).toBe('reason');
    await library.factsSince();
    const gone = await call(library.cast.budi, 'DELETE', `${url}?reason=Halaman%20hilang`);
    expect(gone.body.data).toMatchObject({ status: 'WITHDRAWN', withdrawnReason: 'Halaman hilang' });
    await call(library.cast.budi, 'DELETE', `${url}?reason=lagi`);
    expect(await library.factsSince()).toEqual(['copy.withdrawn']);
    expect((await call(null, 'GET', `/books/${id}`)).body.data).toMatchObject({ stock: 1, available: 1 });
    const back = await call(library.cast.budi, 'PATCH', url, { status: 'AVAILABLE' });
    expect(back.body.data).toMatchObject({ status: 'AVAILABLE', withdrawnAt: null, withdrawnReason: null });
  });

  it('move to another branch and are found there', async () => {
    const { barcodes } = await create({ title: 'Pindah Cabang', stock: 1 });
    const at = async (branch: string) =>
      (await call(null, 'GET', `/books?search=pindah%20cabang&branch=${branch}`)).body.meta.total;
    expect([await at(library.cast.central), await at(library.cast.jayapura)]).toEqual([1, 0]);
    await call(library.cast.budi, 'PATCH', `/copies/${barcodes[0]}`, { branchId: library.cast.jayapura });
    expect([await at(library.cast.central), await at(library.cast.jayapura)]).toEqual([0, 1]);
  });

  it('of another branch are not there for who works at one branch', async () => {
    const { id, barcodes } = await create({ stock: 1 });
    const { yosef, jayapura, central } = library.cast;
    const url = `/copies/${barcodes[0]}`;
    expect((await call(yosef, 'GET', url)).status).toBe(404);
    expect((await call(yosef, 'PATCH', url, { notes: 'x' })).status).toBe(404);
    expect((await call(yosef, 'DELETE', `${url}?reason=x`)).status).toBe(404);
    expect((await call(yosef, 'GET', `/books/${id}/copies`)).body.data).toEqual([]);
    expect((await call(yosef, 'POST', `/books/${id}/copies`, { branchId: central })).body.error.field).toBe('branchId');
    const own = await call(yosef, 'POST', `/books/${id}/copies`, {});
    expect(own.body.data[0].branchId).toBe(jayapura);
    const moved = await call(yosef, 'PATCH', `/copies/${own.body.data[0].barcode}`, { branchId: central });
    expect(moved.body.error.field).toBe('branchId');
    expect((await call(yosef, 'PATCH', `/books/${id}`, { stock: 0 })).body.error.details).toMatchObject({
      free: 1,
      asked: 2,
    });
  });

  it('agree with stock and available after any changes, also at once', async () => {
    const { budi } = library.cast;
    const step = fc.record({ copy: fc.nat(4), status: fc.constantFrom('AVAILABLE', 'DAMAGED', 'LOST', 'GONE') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const { bookId, barcodes } = await addBook(library.app, library.cast, { copies: 5 });
        await Promise.all(
          steps.map(({ copy, status }) =>
            status === 'GONE'
              ? call(budi, 'DELETE', `/copies/${barcodes[copy]}?reason=uji`)
              : call(budi, 'PATCH', `/copies/${barcodes[copy]}`, { status }),
          ),
        );
        const { rows } = await library.app.pool.query(
          `select k.stock, k.available, count(*) filter (where c.status not in ('LOST', 'WITHDRAWN'))::int as kept,
             count(*) filter (where c.status = 'AVAILABLE')::int as free
           from book_counts k join copies c using (book_id) where book_id = $1 group by 1, 2`,
          [bookId],
        );
        expect([rows[0].stock, rows[0].available]).toEqual([rows[0].kept, rows[0].free]);
        const { data } = (await call(null, 'GET', `/books/${bookId}`)).body;
        expect([data.stock, data.available]).toEqual([rows[0].kept, rows[0].free]);
      }),
      { numRuns: 15 },
    );
  });
});
