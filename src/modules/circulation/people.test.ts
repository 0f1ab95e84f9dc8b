import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { expireHolds } from './verbs/close-hold.ts';

describe('a person’s loans and holds', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const staff = (method: 'POST' | 'GET' | 'DELETE', url: string, body?: object) =>
    library.call(library.cast.wati, method, url, body);
  const open = (memberId: string) => staff('GET', `/members/${memberId}/borrowings?open=true`);

  it('stand together after a merge, with the better place in a queue', async () => {
    const [kept, gone] = [await addMember(library.app, library.cast), await addMember(library.app, library.cast)];
    const { barcodes } = await addBook(library.app, library.cast);
    const wanted = await addBook(library.app, library.cast);
    await staff('POST', '/borrowings', { barcode: barcodes[0], memberId: gone.memberId });
    const first = await staff('POST', '/holds', { bookId: wanted.bookId, memberId: gone.memberId });
    const second = await staff('POST', '/holds', { bookId: wanted.bookId, memberId: kept.memberId });
    const merged = await staff('POST', `/members/${kept.memberId}/merge`, { otherId: gone.memberId });
    expect(merged.status).toBe(200);
    const id = merged.body.data.id;
    expect((await open(id)).body.data).toHaveLength(1);
    expect((await staff('GET', `/holds/${first.body.data.id}`)).body.data).toMatchObject({
      status: 'WAITING',
      memberId: id,
      position: 1,
    });
    expect((await staff('GET', `/holds/${second.body.data.id}`)).body.data.status).toBe('CANCELLED');
  });

  it('are in what the person takes along, and stay without words when the person is erased', async () => {
    const { memberId } = await addMember(library.app, library.cast);
    const { barcodes, bookId } = await addBook(library.app, library.cast, { title: 'Ronggeng Dukuh Paruk' });
    await staff('POST', '/borrowings', { barcode: barcodes[0], memberId, notes: 'untuk adiknya' });
    await staff('POST', `/copies/${barcodes[0]}/return`, {});
    const exported = await library.call(library.cast.wati, 'GET', `/members/${memberId}/export`);
    expect(exported.text).toContain('Ronggeng Dukuh Paruk');
    const erased = await staff('POST', `/members/${memberId}/erase`, { reason: 'permintaan sendiri' });
    expect(erased.status).toBe(200);
    const { rows } = await library.app.pool.query('select notes from borrowings where book_id = $1', [bookId]);
    expect(rows).toEqual([{ notes: null }]);
  });

  it('lose their place in the queue when the member has left', async () => {
    const { memberId } = await addMember(library.app, library.cast);
    const { bookId } = await addBook(library.app, library.cast);
    const hold = await staff('POST', '/holds', { bookId, memberId });
    const left = await staff('DELETE', `/members/${memberId}`);
    expect([left.status, left.body.error]).toEqual([200, undefined]);
    await expireHolds(library.as(systemActor('test')));
    expect((await staff('GET', `/holds/${hold.body.data.id}`)).body.data.status).toBe('CANCELLED');
  });
});
