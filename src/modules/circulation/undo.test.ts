import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('undoing a loan made by permission', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const call = (method: 'GET' | 'POST', url: string, body?: object) =>
    library.call(library.cast.wati, method, url, body);
  const row = async (sql: string, id: string | undefined) => (await library.app.pool.query(sql, [id])).rows[0];
  const copyOf = (id: string | undefined) => row('select status, transit_to from copies where id = $1', id);
  const countsOf = (id: string) =>
    row('select stock, available, total_borrows as borrows from book_counts where book_id = $1', id);
  const lend = (barcode: string | undefined, memberId: string, code: string) =>
    call('POST', '/borrowings', { barcode, memberId, confirmed: [`circulation.${code}`] });

  it.each([
    ['DAMAGED', { stock: 1, available: 0, borrows: 0 }],
    ['LOST', { stock: 0, available: 0, borrows: 0 }],
    ['IN_TRANSIT', { stock: 1, available: 0, borrows: 0 }],
  ])('leaves the copy %s, as it was', async (status, counts) => {
    const { bookId, barcodes, copyIds } = await addBook(library.app, library.cast);
    const { memberId } = await addMember(library.app, library.cast);
    const transit = status === 'IN_TRANSIT' ? library.cast.jayapura : null;
    await library.app.pool.query('update copies set status = $2, transit_to = $3 where id = $1', [
      copyIds[0],
      status,
      transit,
    ]);
    expect(await countsOf(bookId)).toEqual(counts);
    const loan = await lend(barcodes[0], memberId, `copy_${status.toLowerCase()}`);
    expect([loan.status, (await copyOf(copyIds[0])).status]).toEqual([201, 'ON_LOAN']);
    expect((await call('POST', `/borrowings/${loan.body.data.id}/undo`, {})).body.data.status).toBe('CANCELLED');
    expect(await copyOf(copyIds[0])).toEqual({ status, transit_to: transit });
    expect(await countsOf(bookId)).toEqual(counts);
  });

  it('puts a copy taken from somebody’s hold shelf back there', async () => {
    const { bookId, barcodes, copyIds } = await addBook(library.app, library.cast);
    const hold = await call('POST', '/holds', { bookId, memberId: 'LIB001' });
    await call('POST', `/copies/${barcodes[0]}/return`, {});
    const { memberId } = await addMember(library.app, library.cast);
    const asked = { barcode: barcodes[0], memberId };
    const confirmed = ['circulation.held_for_other', 'circulation.reserved_for_others'];
    const loan = await call('POST', '/borrowings', { ...asked, confirmed });
    await library.factsSince();
    await call('POST', `/borrowings/${loan.body.data.id}/undo`, {});
    expect(await library.factsSince()).toEqual(['hold.shelved', 'borrowing.cancelled']);
    expect((await copyOf(copyIds[0])).status).toBe('ON_HOLD_SHELF');
    expect((await call('GET', `/holds/${hold.body.data.id}`)).body.data).toMatchObject({
      status: 'SHELVED',
      copyId: copyIds[0],
    });
  });

  it('gives the member’s own hold its place in the queue when the copy in the hand is none to shelve', async () => {
    const { bookId, barcodes, copyIds } = await addBook(library.app, library.cast, { copies: 2 });
    const { memberId } = await addMember(library.app, library.cast);
    const hold = await call('POST', '/holds', { bookId, memberId });
    await call('POST', `/holds/${hold.body.data.id}/shelve`, { barcode: barcodes[0] });
    await library.app.pool.query(`update copies set status = 'DAMAGED' where id = $1`, [copyIds[1]]);
    const loan = await lend(barcodes[1], memberId, 'copy_damaged');
    expect(loan.status).toBe(201);
    await call('POST', `/borrowings/${loan.body.data.id}/undo`, {});
    expect((await copyOf(copyIds[1])).status).toBe('DAMAGED');
    expect((await copyOf(copyIds[0])).status).toBe('AVAILABLE');
    expect((await call('GET', `/holds/${hold.body.data.id}`)).body.data).toMatchObject({
      status: 'WAITING',
      position: 1,
      copyId: null,
    });
  });
});
