import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { brokenInvariants } from '../../../test/support/invariants.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import type { Actor } from '../../kernel/access.ts';
import { borrow } from './verbs/borrow.ts';
import { cancelHold } from './verbs/close-hold.ts';
import { placeHold } from './verbs/place-hold.ts';
import { returnBorrowing, returnCopy } from './verbs/return-borrowing.ts';

const CONFIRM = [
  'circulation.reserved_for_others',
  'circulation.member_owes',
  'circulation.has_overdue',
  'circulation.same_title',
];

describe('many desks at once', () => {
  let library: TestLibrary;
  let actor: Actor;
  beforeAll(async () => {
    library = await openLibrary();
    actor = await library.cast.dewi.actor();
  });
  afterAll(async () => {
    const broken = await brokenInvariants(library.app.pool);
    await library.close();
    expect(broken).toEqual([]);
  });

  const ctx = () => library.as(actor);
  const settled = async <T>(calls: Promise<T>[]): Promise<T[]> => {
    const results = await Promise.allSettled(calls);
    for (const r of results) if (r.status === 'rejected' && r.reason?.name !== 'Failure') throw r.reason;
    return results.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
  };
  const members = (n: number) => Promise.all(Array.from({ length: n }, () => addMember(library.app, library.cast)));

  it('lends one copy to one of 100 borrowers', async () => {
    const { barcodes, bookId } = await addBook(library.app, library.cast);
    const crowd = await members(100);
    const lent = await settled(crowd.map((m) => borrow(ctx(), { barcode: barcodes[0] ?? '', memberId: m.memberId })));
    expect(lent).toHaveLength(1);
    const { rows } = await library.app.pool.query(
      'select available, total_borrows from book_counts where book_id = $1',
      [bookId],
    );
    expect(rows).toEqual([{ available: 0, total_borrows: 1 }]);
  });

  it('never passes the limit with 50 borrowings of one member in parallel', async () => {
    const [member] = await members(1);
    const books = await Promise.all(Array.from({ length: 50 }, () => addBook(library.app, library.cast)));
    const lent = await settled(
      books.map((b) =>
        borrow(ctx(), { barcode: b.barcodes[0] ?? '', memberId: member?.memberId ?? '', confirmed: CONFIRM }),
      ),
    );
    expect(lent).toHaveLength(3);
  });

  it('gives each of ten copies of a title once to 40 who ask by title', async () => {
    const { bookId } = await addBook(library.app, library.cast, { copies: 10 });
    const crowd = await members(40);
    const lent = await settled(crowd.map((m) => borrow(ctx(), { bookId, memberId: m.memberId })));
    expect(new Set(lent.map((loan) => loan.copyId)).size).toBe(10);
    expect(lent).toHaveLength(10);
  });

  it('keeps the queue in order and one shelved copy a hold while returns, borrowings and cancels race', async () => {
    for (let round = 0; round < 15; round++) {
      const { bookId, barcodes } = await addBook(library.app, library.cast, { copies: 3 });
      const crowd = await members(9);
      const id = (n: number): string => crowd[n]?.memberId ?? '';
      for (const n of [0, 1, 2]) await borrow(ctx(), { barcode: barcodes[n] ?? '', memberId: id(n) });
      const queue = [];
      for (const n of [3, 4, 5, 6]) queue.push(await placeHold(ctx(), { bookId, memberId: id(n) }));
      await settled<unknown>([
        ...barcodes.map((barcode) => returnCopy(ctx(), { barcode })),
        cancelHold(ctx(), { id: queue[0]?.id ?? '' }),
        cancelHold(ctx(), { id: queue[2]?.id ?? '' }),
        placeHold(ctx(), { bookId, memberId: id(7) }),
        ...barcodes.map((barcode) => borrow(ctx(), { barcode, memberId: id(8), confirmed: CONFIRM })),
        ...barcodes.map((barcode) => borrow(ctx(), { barcode, memberId: id(4), confirmed: CONFIRM })),
      ]);
      const { rows: jumped } = await library.app.pool.query(
        `select w.id from holds w join holds s on s.book_id = w.book_id and s.status = 'SHELVED' and s.queue > w.queue
         where w.book_id = $1 and w.status = 'WAITING'`,
        [bookId],
      );
      expect(jumped).toEqual([]);
      const { rows: orphans } = await library.app.pool.query(
        `select c.id from copies c where c.book_id = $1 and (c.status = 'ON_HOLD_SHELF') <>
           exists (select 1 from holds h where h.copy_id = c.id and h.status = 'SHELVED')`,
        [bookId],
      );
      expect(orphans).toEqual([]);
    }
  });

  it('takes back the loan there is when a copy is returned, lent and returned again at the same moment', async () => {
    const { barcodes, bookId } = await addBook(library.app, library.cast);
    const crowd = await members(12);
    await borrow(ctx(), { barcode: barcodes[0] ?? '', memberId: crowd[0]?.memberId ?? '' });
    for (let round = 0; round < 12; round++) {
      await settled<unknown>(
        crowd.flatMap((m) => [
          returnCopy(ctx(), { barcode: barcodes[0] ?? '' }),
          borrow(ctx(), { barcode: barcodes[0] ?? '', memberId: m.memberId, confirmed: CONFIRM }),
        ]),
      );
      const { rows } = await library.app.pool.query(
        `select c.status = 'ON_LOAN' as lent, (select count(*)::int from borrowings x where x.copy_id = c.id and x.return_date is null
           and x.status <> 'CANCELLED') as loans from copies c where c.book_id = $1`,
        [bookId],
      );
      expect(rows[0].loans).toBe(rows[0].lent ? 1 : 0);
    }
  });

  it('counts a return once when two desks scan the copy together', async () => {
    const { barcodes, bookId } = await addBook(library.app, library.cast);
    const [member] = await members(1);
    await borrow(ctx(), { barcode: barcodes[0] ?? '', memberId: member?.memberId ?? '' });
    library.clock.move('30d');
    const replies = await settled([1, 2, 3, 4].map(() => returnCopy(ctx(), { barcode: barcodes[0] ?? '' })));
    expect(replies.filter((reply) => reply.borrowing !== null)).toHaveLength(1);
    const { rows } = await library.app.pool.query(
      'select count(*)::int as n from fines f join borrowings b on b.id = f.borrowing_id where b.book_id = $1',
      [bookId],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('takes back a loan whose member was merged into another while the scan waited, and lends to who is left', async () => {
    const [gone, kept] = await members(2);
    const [first, second] = [await addBook(library.app, library.cast), await addBook(library.app, library.cast)];
    const [goneId, keptId] = [gone?.memberId ?? '', kept?.memberId ?? ''];
    const loans = [first, second].map(({ barcodes }) =>
      borrow(ctx(), { barcode: barcodes[0] ?? '', memberId: goneId }),
    );
    const [byCopy, byId] = await Promise.all(loans);
    const merging = await library.app.pool.connect();
    await merging.query('begin');
    await merging.query('select id from members where id = any ($1) order by id for update', [[goneId, keptId]]);
    const third = await addBook(library.app, library.cast);
    const waiting = Promise.all([
      returnCopy(ctx(), { barcode: byCopy?.barcode ?? '' }),
      returnBorrowing(ctx(), { id: byId?.id ?? '' }),
      borrow(ctx(), { barcode: third.barcodes[0] ?? '', memberId: goneId }),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await merging.query('update borrowings set member_id = $2 where member_id = $1', [goneId, keptId]);
    await merging.query("update members set status = 'DELETED', deleted_at = $3, merged_into = $2 where id = $1", [
      goneId,
      keptId,
      library.clock.now(),
    ]);
    await merging.query('commit');
    merging.release();
    const [copyBack, loanBack, lent] = await waiting;
    expect([copyBack.borrowing?.memberId, loanBack.borrowing?.memberId, lent.memberId]).toEqual([
      keptId,
      keptId,
      keptId,
    ]);
  });
});
