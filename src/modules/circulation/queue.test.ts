import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { asSystem } from '../../kernel/verb.ts';
import { eraseLending } from './people.ts';
import { expireHolds } from './verbs/close-hold.ts';
import { returnCopy } from './verbs/return-borrowing.ts';

describe('the queue of a title', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  const desk = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) =>
    library.call(library.cast.dewi, method, url, body);
  const lent = async (collection = library.cast.general) => {
    const book = await addBook(library.app, library.cast, { collection });
    const { memberId } = await addMember(library.app, library.cast);
    const confirmed = ['circulation.reference_only'];
    const loan = await library.call(library.cast.wati, 'POST', '/borrowings', {
      barcode: book.barcodes[0],
      memberId,
      confirmed,
    });
    return { ...book, barcode: book.barcodes[0] ?? '', loanId: loan.body.data.id as string };
  };
  const hold = async (bookId: string) => {
    const { memberId } = await addMember(library.app, library.cast);
    const { body } = await desk('POST', '/holds', { bookId, memberId });
    return { memberId, id: body.data.id as string };
  };
  const statusOf = async (id: string) => (await desk('GET', `/holds/${id}`)).body.data.status;

  it('is not joined for a branch that is closed', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    const { body } = await library.call(library.cast.wati, 'POST', '/branches', { code: 'TUTUP', name: 'Tutup' });
    await library.call(library.cast.wati, 'DELETE', `/branches/${body.data.id}`);
    const reply = await library.call(library.cast.sari, 'POST', '/holds', { bookId, pickupBranchId: body.data.id });
    expect([reply.status, reply.body.error.field]).toEqual([400, 'pickupBranchId']);
  });

  it('gets no reference copy, which could not be taken home', async () => {
    const reference = await lent(library.cast.reference);
    await addBook(library.app, library.cast);
    await library.app.pool.query(
      `insert into copies (id, book_id, barcode, branch_id, collection_type_id, status, created_at, updated_at)
       select gen_random_uuid(), $1, 'LAIN-1', branch_id, $2, 'ON_HOLD_SHELF', created_at, updated_at from copies where id = $3`,
      [reference.bookId, library.cast.general, reference.copyIds[0]],
    );
    const { id } = await hold(reference.bookId);
    const back = await desk('POST', `/copies/${reference.barcode}/return`, {});
    expect(back.body.data.next.act).toBe('SHELVE');
    expect(await statusOf(id)).toBe('WAITING');
    const fetched = await desk('POST', `/holds/${id}/shelve`, { barcode: reference.barcode });
    expect(fetched.status).toBe(409);
  });

  it('tells of its holds when a scan is undone', async () => {
    const { bookId, barcode, loanId } = await lent();
    const { id, memberId } = await hold(bookId);
    await desk('POST', `/copies/${barcode}/return`, {});
    await library.factsSince();
    await desk('POST', `/borrowings/${loanId}/undo`, {});
    expect(await library.factsSince()).toEqual(['hold.unshelved', 'borrowing.return_undone']);
    await desk('POST', `/copies/${barcode}/return`, {});
    const taken = await desk('POST', '/borrowings', { barcode, memberId });
    await library.factsSince();
    await desk('POST', `/borrowings/${taken.body.data.id}/undo`, {});
    expect(await library.factsSince()).toEqual(['hold.reopened', 'borrowing.cancelled']);
    expect(await statusOf(id)).toBe('SHELVED');
  });

  it('goes on expiring when one of those listed was collected meanwhile', async () => {
    const [first, second] = [await lent(), await lent()];
    const holds = [await hold(first.bookId), await hold(second.bookId)];
    for (const { barcode } of [first, second]) await desk('POST', `/copies/${barcode}/return`, {});
    library.clock.move('10d');
    const ctx = makeCtx(library.app, systemActor('test'));
    const list = library.app.pool.query.bind(library.app.pool) as unknown as (
      q: unknown,
    ) => Promise<{ rows: object[] }>;
    // The list was read before the first was given up.
    const stale = { query: async (q: unknown) => ({ ...(await list(q)), rows: holds.map(({ id }) => ({ id })) }) };
    await desk('DELETE', `/holds/${holds[0]?.id}`);
    await expireHolds({ ...ctx, sql: stale as unknown as typeof ctx.sql });
    expect(await statusOf(holds[1]?.id ?? '')).toBe('EXPIRED');
  });

  it('is looked at again when the first in it is a person who is being erased', async () => {
    const { bookId, barcode } = await lent();
    const [gone, next] = [await hold(bookId), await hold(bookId)];
    const ctx = makeCtx(library.app, systemActor('test'));
    let finish = (): void => {};
    const erasing = asSystem(ctx, async (tx) => {
      await eraseLending(tx, { memberIds: [gone.memberId], accountIds: [] });
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const returning = returnCopy(library.as(await library.cast.dewi.actor()), { barcode });
    await new Promise((resolve) => setTimeout(resolve, 150));
    finish();
    await erasing;
    expect((await returning).next).toMatchObject({ act: 'HOLD_SHELF', holdId: next.id });
    expect(await Promise.all([gone.id, next.id].map(statusOf))).toEqual(['CANCELLED', 'SHELVED']);
  });
});

describe('a return', () => {
  it('is not undone when the copy was lent and came back since', async () => {
    const library = await openLibrary();
    try {
      const { barcodes } = await addBook(library.app, library.cast);
      const call = (url: string, body: object) => library.call(library.cast.dewi, 'POST', url, body);
      const loan = await call('/borrowings', { barcode: barcodes[0], memberId: 'LIB001' });
      await call(`/copies/${barcodes[0]}/return`, {});
      await call('/borrowings', { barcode: barcodes[0], memberId: 'LIB002' });
      await call(`/copies/${barcodes[0]}/return`, {});
      const undone = await call(`/borrowings/${loan.body.data.id}/undo`, {});
      expect(undone.body.error.details.reason).toBe('circulation.undo_copy_moved');
    } finally {
      await library.close();
    }
  });
});
