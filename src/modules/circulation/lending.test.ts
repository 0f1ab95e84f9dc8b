import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('lending at the desk', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  const borrow = (body: object, headers = {}, who = library.cast.dewi) =>
    library.call(who, 'POST', '/borrowings', body, headers);
  const counts = async (bookId: string) =>
    (
      await library.app.pool.query(
        'select stock, available, total_borrows as borrows from book_counts where book_id = $1',
        [bookId],
      )
    ).rows[0];

  it('lends a scanned copy until the end of the local day two weeks on', async () => {
    const { barcodes, bookId } = await addBook(library.app, library.cast, { copies: 2 });
    const reply = await borrow({ barcode: barcodes[0], memberId: 'LIB001' });
    expect(reply.status).toBe(201);
    expect(reply.body.data).toMatchObject({
      status: 'BORROWED',
      memberName: 'Sari',
      fine: 0,
      accruing: false,
      warnings: [],
    });
    expect(reply.body.data.dueDate).toBe('2026-03-16T16:59:59.999Z');
    expect(await counts(bookId)).toEqual({ stock: 2, available: 1, borrows: 1 });
    expect(await library.factsSince()).toEqual(['borrowing.created']);
  });

  it('takes a free copy of the title at the desk’s branch when no barcode is given', async () => {
    const { bookId } = await addBook(library.app, library.cast, { branch: library.cast.jayapura });
    const elsewhere = await borrow({ bookId, memberId: 'LIB002' });
    expect(elsewhere).toMatchObject({
      status: 409,
      body: { error: { details: { reason: 'circulation.no_free_copy' } } },
    });
    const here = await borrow({ bookId, memberId: 'LIB002' }, {}, library.cast.yosef);
    expect(here.body.data.branchId).toBe(library.cast.jayapura);
    await library.call(library.cast.yosef, 'POST', `/borrowings/${here.body.data.id}/return`, {});
  });

  it('refuses with every reason at once, the rule that fired and who may go on', async () => {
    const books = await Promise.all([1, 2, 3, 4].map(() => addBook(library.app, library.cast)));
    for (const { barcodes } of books.slice(0, 3)) await borrow({ barcode: barcodes[0], memberId: 'LIB002' });
    const reply = await borrow({ barcode: books[3]?.barcodes[0], memberId: 'LIB002' });
    expect(reply.status).toBe(409);
    expect(reply.body.error.message).toContain('Batas pinjaman tercapai (3 dari 3)');
    expect(reply.body.error.details.reasons).toEqual([
      expect.objectContaining({
        code: 'circulation.limit_reached',
        strength: 'block',
        rule: library.cast.rule,
        canConfirm: false,
        overrideWith: 'borrowing:override',
      }),
    ]);
    const override = { barcode: books[3]?.barcodes[0], memberId: 'LIB002', confirmed: ['circulation.limit_reached'] };
    expect((await borrow(override)).status).toBe(409);
    expect((await borrow(override, {}, library.cast.wati)).status).toBe(201);
  });

  it('never lends a copy that is out, not even with the permission to override', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    await borrow({ barcode: barcodes[0], memberId: 'LIB001' });
    const again = await borrow(
      { barcode: barcodes[0], memberId: 'LIB001', confirmed: ['circulation.copy_on_loan'] },
      {},
      library.cast.wati,
    );
    expect(again.body.error.details.reasons[0]).toMatchObject({ code: 'circulation.copy_on_loan', canConfirm: false });
  });

  it('keeps reference copies in the house', async () => {
    const { barcodes } = await addBook(library.app, library.cast, { collection: library.cast.reference });
    const reply = await borrow({ barcode: barcodes[0], memberId: 'LIB001' });
    expect(reply.body.error.details.reasons[0].code).toBe('circulation.reference_only');
  });

  it('names what is wrong in a body and changes nothing', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const asked = [
      [{ memberId: 'LIB001' }, 'bookId'],
      [{ barcode: barcodes[0] }, 'memberId'],
      [{ barcode: barcodes[0], memberId: 'LIB001', dueDays: 31 }, 'dueDays'],
      [{ barcode: barcodes[0], memberId: 'LIB001', status: 'RETURNED' }, 'status'],
    ] as const;
    for (const [body, field] of asked) {
      const reply = await borrow(body);
      expect([reply.status, reply.body.error.field]).toEqual([400, field]);
    }
    expect((await borrow({ barcode: 'TIDAK-ADA', memberId: 'LIB001' })).status).toBe(404);
    expect((await borrow({ barcode: barcodes[0], memberId: 'LIB999' })).status).toBe(404);
    expect(await library.factsSince()).toEqual([]);
  });

  it('lets nobody lend without the permission, nor beyond the branches granted', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const body = { barcode: barcodes[0], memberId: 'LIB001' };
    expect((await library.call(null, 'POST', '/borrowings', body)).status).toBe(401);
    expect((await borrow(body, {}, library.cast.sari)).status).toBe(403);
    expect((await borrow(body, {}, library.cast.vera)).status).toBe(403);
    expect((await borrow(body, {}, library.cast.yosef)).status).toBe(404);
    expect(await library.factsSince()).toEqual([]);
  });

  it('gives one effect and one answer to the same Idempotency-Key, twenty times in parallel', async () => {
    const { barcodes, bookId } = await addBook(library.app, library.cast);
    const body = {
      barcode: barcodes[0],
      memberId: 'LIB001',
      confirmed: ['circulation.same_title', 'circulation.limit_reached'],
    };
    const key = { 'idempotency-key': 'scan-1' };
    const replies = await Promise.all(Array.from({ length: 20 }, () => borrow(body, key, library.cast.wati)));
    expect(new Set(replies.map((r) => r.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((r) => JSON.stringify(r.body.data))).size).toBe(1);
    expect(await counts(bookId)).toMatchObject({ available: 0, borrows: 1 });
    const other = await borrow({ ...body, memberId: 'LIB002' }, key, library.cast.wati);
    expect(other).toMatchObject({ status: 422, body: { error: { details: { reason: 'kernel.key_reused' } } } });
  });
});

describe('returning', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const lend = async (o: Parameters<typeof addBook>[2] = {}, member = 'LIB001') => {
    const book = await addBook(library.app, library.cast, o);
    const confirmed = [
      'circulation.member_owes',
      'circulation.has_overdue',
      'circulation.same_title',
      'circulation.limit_reached',
    ];
    const reply = await library.call(library.cast.wati, 'POST', '/borrowings', {
      barcode: book.barcodes[0],
      memberId: member,
      confirmed,
    });
    return { ...book, id: reply.body.data.id as string };
  };

  it('needs only the copy, and says the next act', async () => {
    const loan = await lend();
    await library.factsSince();
    const reply = await library.call(library.cast.dewi, 'POST', `/copies/${loan.barcodes[0]}/return`, {});
    expect(reply.status).toBe(200);
    expect(reply.body.data).toMatchObject({
      borrowing: { status: 'RETURNED' },
      fine: null,
      next: { act: 'SHELVE', message: 'Kembalikan ke rak' },
    });
    expect(await library.factsSince()).toEqual(['borrowing.returned']);
    const again = await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.id}/return`, {});
    expect(again.body.error.details.reason).toBe('circulation.not_open');
  });

  it('charges open days after the due day once, and shows it growing before', async () => {
    const loan = await lend();
    library.clock.move('20d');
    const seen = await library.call(library.cast.sari, 'GET', `/borrowings/${loan.id}`);
    expect(seen.body.data).toMatchObject({ status: 'OVERDUE', accruing: true, fine: 0 });
    const reply = await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.id}/return`, {});
    const { amount, chargedDays } = reply.body.data.fine;
    expect(amount).toBe(chargedDays * 500);
    expect(amount).toBe(seen.body.data.accruedFine);
    expect(reply.body.data.borrowing.fine).toBe(amount);
    const { rows } = await library.app.pool.query('select amount, outstanding from fines where borrowing_id = $1', [
      loan.id,
    ]);
    expect(rows).toEqual([{ amount, outstanding: amount }]);
    expect((await library.call(library.cast.sari, 'GET', `/borrowings/${loan.id}`)).body.data.accruing).toBe(false);
  });

  it('answers a loan and its return as they are read afterwards', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const { number } = await addMember(library.app, library.cast);
    const body = { barcode: barcodes[0], memberId: number, notes: 'Sampul robek' };
    const lent = await library.call(library.cast.dewi, 'POST', '/borrowings', body);
    const { warnings: _none, ...loan } = lent.body.data;
    const read = async () => (await library.call(library.cast.dewi, 'GET', `/borrowings/${loan.id}`)).body.data;
    expect(loan).toEqual(await read());
    library.clock.move('20d');
    const back = await library.call(library.cast.dewi, 'POST', `/copies/${barcodes[0]}/return`, {});
    expect(back.body.data.borrowing.fine).toBeGreaterThan(0);
    expect(back.body.data.borrowing).toEqual(await read());
  });

  it('asks before lending to Sari, who owes', async () => {
    const { barcodes } = await addBook(library.app, library.cast);
    const reply = await library.call(library.cast.dewi, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId: 'LIB001',
    });
    expect(reply.body.error.details.reasons[0]).toMatchObject({
      code: 'circulation.member_owes',
      strength: 'confirm',
      canConfirm: true,
    });
    const sure = { barcode: barcodes[0], memberId: 'LIB001', confirmed: ['circulation.member_owes'] };
    const lent = await library.call(library.cast.dewi, 'POST', '/borrowings', sure);
    expect(lent.body.data.warnings).toEqual([expect.objectContaining({ code: 'circulation.member_owes' })]);
  });

  it('waives or takes the money in the same scan, each with its own permission', async () => {
    const first = await lend({}, 'LIB002');
    const second = await lend({}, 'LIB002');
    library.clock.move('30d');
    const refused = await library.call(library.cast.dewi, 'POST', `/borrowings/${first.id}/return`, {
      waiveFine: true,
    });
    expect(refused.status).toBe(403);
    expect((await library.call(library.cast.dewi, 'GET', `/borrowings/${first.id}`)).body.data.returnDate).toBeNull();
    const waived = await library.call(library.cast.budi, 'POST', `/borrowings/${first.id}/return`, {
      waiveFine: true,
      notes: 'sakit',
    });
    expect(waived.body.data.fine.outstanding).toBe(0);
    const paid = await library.call(library.cast.dewi, 'POST', `/borrowings/${second.id}/return`, {
      paymentMethod: 'CASH',
    });
    expect(paid.body.data.fine.outstanding).toBe(0);
    const { rows } = await library.app.pool.query('select status from fines where member_id = $1 order by created_at', [
      library.cast.andi.memberId,
    ]);
    expect(rows.map((row) => row.status)).toEqual(['WAIVED', 'PAID']);
  });

  it('does not take money for a fine it lets go', async () => {
    const loan = await lend({}, 'LIB002');
    library.clock.move('30d');
    const both = await library.call(library.cast.budi, 'POST', `/borrowings/${loan.id}/return`, {
      waiveFine: true,
      paymentMethod: 'CASH',
    });
    expect([both.status, both.body.error.field]).toEqual([400, 'paymentMethod']);
    expect((await library.call(library.cast.budi, 'POST', `/borrowings/${loan.id}/return`, {})).status).toBe(200);
  });

  it('sends a copy of another branch home', async () => {
    const loan = await lend({ branch: library.cast.jayapura });
    const reply = await library.call(library.cast.dewi, 'POST', `/copies/${loan.barcodes[0]}/return`, {});
    expect(reply.body.data).toMatchObject({
      copy: { status: 'IN_TRANSIT' },
      next: { act: 'TRANSIT', branchId: library.cast.jayapura },
    });
    const home = await library.call(library.cast.yosef, 'POST', `/copies/${loan.barcodes[0]}/return`, {});
    expect(home.body.data).toMatchObject({ borrowing: null, copy: { status: 'AVAILABLE' } });
  });

  it('undoes a borrowing and a return within 30 seconds, and not later', async () => {
    const loan = await lend();
    library.clock.move('40d');
    await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.id}/return`, {});
    const back = await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.id}/undo`, {});
    expect(back.body.data).toMatchObject({ status: 'OVERDUE', returnDate: null, fine: 0 });
    const { rows } = await library.app.pool.query(
      'select 1 from fines where borrowing_id = $1 and cancelled_at is null',
      [loan.id],
    );
    expect(rows).toEqual([]);
    await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.id}/return`, {});
    library.clock.move('31s');
    expect(
      (await library.call(library.cast.dewi, 'POST', `/borrowings/${loan.id}/undo`, {})).body.error.details.reason,
    ).toBe('circulation.undo_too_late');
    const fresh = await lend();
    const undone = await library.call(library.cast.dewi, 'POST', `/borrowings/${fresh.id}/undo`, {});
    expect(undone.body.data.status).toBe('CANCELLED');
    const counts = await library.app.pool.query('select available, total_borrows from book_counts where book_id = $1', [
      fresh.bookId,
    ]);
    expect(counts.rows).toEqual([{ available: 1, total_borrows: 0 }]);
  });

  it('ends a loan as lost with its price, as damaged with a charge, and stops the fine of a claimed copy', async () => {
    const lost = await lend({ price: 85_000 });
    await library.factsSince();
    const reply = await library.call(library.cast.budi, 'POST', `/borrowings/${lost.id}/lost`, {});
    expect(reply.body.data).toMatchObject({ status: 'RETURNED', outcome: 'LOST', fine: 85_000 });
    expect(await library.factsSince()).toEqual(['fine.charged', 'borrowing.lost']);
    const damaged = await lend();
    await library.call(library.cast.budi, 'POST', `/borrowings/${damaged.id}/damaged`, { amount: 10_000 });
    const { rows } = await library.app.pool.query(
      'select status from copies where id = any ($1) order by price nulls last',
      [[lost.copyIds[0], damaged.copyIds[0]]],
    );
    expect(rows.map((row) => row.status)).toEqual(['LOST', 'DAMAGED']);
    const claimed = await lend();
    library.clock.move('15d');
    await library.call(library.cast.budi, 'POST', `/borrowings/${claimed.id}/claim`, { notes: 'katanya di kotak' });
    library.clock.move('60d');
    const found = await library.call(library.cast.budi, 'POST', `/borrowings/${claimed.id}/return`, {});
    expect(found.body.data.fine?.chargedDays ?? 0).toBeLessThanOrEqual(1);
  });

  it('is closed to members and to those without the permission', async () => {
    const loan = await lend();
    for (const who of [library.cast.sari, library.cast.tono, library.cast.vera]) {
      expect((await library.call(who, 'POST', `/borrowings/${loan.id}/return`, {})).status).toBe(403);
    }
    expect((await library.call(library.cast.yosef, 'POST', `/borrowings/${loan.id}/return`, {})).status).toBe(404);
    expect((await library.call(library.cast.andi, 'GET', `/borrowings/${loan.id}`)).status).toBe(404);
  });
});

describe('a return at another branch', () => {
  it('charges and settles the fine at the desk that takes the copy back', async () => {
    const library = await openLibrary();
    try {
      const { barcodes } = await addBook(library.app, library.cast);
      await library.call(library.cast.dewi, 'POST', '/borrowings', { barcode: barcodes[0], memberId: 'LIB001' });
      library.clock.move('30d');
      const reply = await library.call(library.cast.yosef, 'POST', `/copies/${barcodes[0]}/return`, {
        paymentMethod: 'CASH',
      });
      expect(reply.body.data).toMatchObject({
        fine: { outstanding: 0 },
        next: { act: 'TRANSIT', branchId: library.cast.central },
      });
      const { rows } = await library.app.pool.query('select branch_id from fine_payments');
      expect(rows).toEqual([{ branch_id: library.cast.jayapura }]);
    } finally {
      await library.close();
    }
  });
});
