import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { at, reported } from '../../../../test/support/reports.ts';

const counts = (borrowings: number, returns: number, lost: number, renewals: number, holds: number) => ({
  borrowings,
  returns,
  lost,
  renewals,
  holds,
});
const CONFIRMED = ['circulation.same_title', 'circulation.member_owes', 'circulation.has_overdue'];
const NONE = counts(0, 0, 0, 0, 0);

describe('a circulation report', () => {
  let library: TestLibrary;
  let books: Awaited<ReturnType<typeof addBook>>[];
  const figures = async (asked: object, who = library.cast.budi) =>
    (await reported(library, who, { type: 'MONTHLY', subject: 'circulation', startDate: '2026-03-15', ...asked })).data;

  // March in Jakarta. Dewi lends at Central, Yosef in Jayapura, where the clock is two hours ahead.
  beforeAll(async () => {
    library = await openLibrary({ at: '2026-02-27T09:00:00+07:00' });
    const { app, cast } = library;
    const { dewi, yosef, budi, sari, andi, jayapura, teacher } = cast;
    await app.pool.query('update members set member_type_id = $1 where id = $2', [teacher, andi.memberId]);
    books = [
      await addBook(app, cast, { title: 'Laskar Pelangi', copies: 2 }),
      await addBook(app, cast, { title: 'Pulang', branch: jayapura }),
      await addBook(app, cast, { title: 'Amba', branch: jayapura }),
    ];
    const [laskar, pulang, amba] = books;
    const lend = (moment: string, who: typeof dewi, memberId: string, barcode = '') =>
      at(library, moment, who, '/borrowings', { memberId, barcode, confirmed: CONFIRMED });
    await lend('2026-02-28T23:59:00+07:00', dewi, andi.memberId, laskar?.barcodes[1]); // still February
    const first = await lend('2026-03-02T10:00:00+07:00', dewi, sari.memberId, laskar?.barcodes[0]);
    await lend('2026-03-02T11:00:00+09:00', yosef, andi.memberId, pulang?.barcodes[0]);
    // Half past midnight in Jayapura is still 2 March in the library's zone.
    const last = await lend('2026-03-03T00:30:00+09:00', yosef, andi.memberId, amba?.barcodes[0]);
    await at(library, '2026-03-03T09:00:00+07:00', dewi, `/borrowings/${first.id}/renew`);
    await at(library, '2026-03-03T10:00:00+07:00', dewi, `/copies/${laskar?.barcodes[1]}/return`);
    await at(library, '2026-03-04T10:00:00+09:00', yosef, `/copies/${pulang?.barcodes[0]}/return`);
    const slip = await lend('2026-03-04T11:00:00+09:00', yosef, andi.memberId, pulang?.barcodes[0]);
    await at(library, '2026-03-04T11:00:20+09:00', yosef, `/borrowings/${slip.id}/undo`);
    const wait = { bookId: laskar?.bookId, memberId: andi.memberId, pickupBranchId: cast.central };
    await lend('2026-03-05T10:00:00+07:00', dewi, sari.memberId, laskar?.barcodes[1]);
    await at(library, '2026-03-05T12:00:00+07:00', dewi, '/holds', wait);
    const { memberId: rina } = await addMember(app, cast);
    await at(library, '2026-03-05T13:00:00+07:00', dewi, '/holds', { ...wait, memberId: rina });
    await at(library, '2026-03-06T12:00:00+07:00', budi, `/borrowings/${last.id}/lost`);
    // Already April: the copy goes to Andi, who waits first; Rina waits on.
    await at(library, '2026-04-01T00:10:00+07:00', dewi, `/copies/${laskar?.barcodes[0]}/return`);
    library.clock.set('2026-04-02T09:00:00+07:00');
  });
  afterAll(() => library.close());

  it('counts borrowings, returns, losses, renewals and holds of the month, without what was undone', async () => {
    const { totals } = await figures({});
    expect(totals).toEqual(counts(4, 2, 1, 1, 2));
  });

  it('counts each on its day in the library’s zone, and names every day of the month', async () => {
    const { byDay, zone } = await figures({});
    expect(zone).toBe('Asia/Jakarta');
    expect(byDay).toHaveLength(31);
    const busy = Object.fromEntries(byDay.map(({ date, ...day }: { date: string }) => [date, day]));
    expect(busy['2026-03-01']).toEqual(NONE);
    expect(busy['2026-03-02']).toEqual(counts(3, 0, 0, 0, 0));
    expect(busy['2026-03-03']).toEqual(counts(0, 1, 0, 1, 0));
    expect(busy['2026-03-04']).toEqual(counts(0, 1, 0, 0, 0));
    expect(busy['2026-03-05']).toEqual(counts(1, 0, 0, 0, 2));
    expect(busy['2026-03-06']).toEqual(counts(0, 0, 1, 0, 0));
    expect(busy['2026-03-31']).toEqual(NONE);
  });

  it('counts by branch, member type and collection type, with their names', async () => {
    const { byBranch, byMemberType, byCollectionType } = await figures({});
    const { central, jayapura, student, teacher, general } = library.cast;
    expect(byBranch).toEqual([
      { id: jayapura, name: 'Cabang Jayapura', ...counts(2, 1, 0, 0, 0) },
      // Budi said at Central that the copy is lost.
      { id: central, name: 'Perpustakaan Pusat', ...counts(2, 1, 1, 1, 2) },
    ]);
    expect(byMemberType).toEqual([
      { id: teacher, name: 'Guru', ...counts(2, 2, 1, 0, 1) },
      { id: student, name: 'Siswa', ...counts(2, 0, 0, 1, 1) },
    ]);
    expect(byCollectionType).toEqual([
      { id: general, name: 'Koleksi umum', ...counts(4, 2, 1, 1, 1) },
      { id: null, name: null, ...counts(0, 0, 0, 0, 1) },
    ]);
  });

  it('names the titles most borrowed and the busiest borrowers, most first', async () => {
    const { topTitles, topBorrowers } = await figures({});
    expect(topTitles.map((row: { title: string; borrowings: number }) => [row.title, row.borrowings])).toEqual([
      ['Laskar Pelangi', 2],
      ['Pulang', 1],
      ['Amba', 1],
    ]);
    const { sari, andi } = library.cast;
    const borrowers = [
      { member: { id: sari.memberId, memberId: 'LIB001', name: 'Sari' }, borrowings: 2 },
      { member: { id: andi.memberId, memberId: 'LIB002', name: 'Andi' }, borrowings: 2 },
    ];
    expect(topBorrowers).toHaveLength(2);
    expect(topBorrowers).toEqual(expect.arrayContaining(borrowers));
  });

  it('is of one branch when one is named, and of his own for the librarian of a branch', async () => {
    const { jayapura, yosef } = library.cast;
    const named = await figures({ branchId: jayapura });
    expect(named.totals).toEqual(counts(2, 1, 0, 0, 0));
    expect(named.topTitles).toHaveLength(2);
    expect((await figures({}, yosef)).totals).toEqual(named.totals);
  });

  it('begins and ends the day at the library’s midnight', async () => {
    const day = async (startDate: string) => (await figures({ type: 'DAILY', startDate })).totals;
    expect(await day('2026-02-28')).toEqual(counts(1, 0, 0, 0, 0));
    expect(await day('2026-03-02')).toEqual(counts(3, 0, 0, 0, 0));
    expect(await day('2026-03-31')).toEqual(NONE);
    expect(await day('2026-04-01')).toEqual(counts(0, 1, 0, 0, 0));
    const ofWeek = await figures({ type: 'WEEKLY', startDate: '2026-03-05' });
    expect(ofWeek.totals).toEqual(counts(4, 2, 1, 1, 2));
  });

  it('stays as it was, whatever happens afterwards', async () => {
    const { budi } = library.cast;
    const report = await reported(library, budi, { type: 'DAILY', subject: 'circulation' });
    await at(library, '2026-04-02T10:00:00+07:00', library.cast.yosef, '/borrowings', {
      memberId: library.cast.sari.memberId,
      barcode: books[1]?.barcodes[0],
      confirmed: CONFIRMED,
    });
    const again = await library.call(budi, 'GET', `/reports/${report.id}`);
    expect(again.body.data).toEqual(report);
    const now = await reported(library, budi, { type: 'DAILY', subject: 'circulation' });
    expect(now.data.totals.borrowings).toBe(report.data.totals.borrowings + 1);
    const change = library.app.pool.query(`update reports set title = 'x'`);
    await expect(change).rejects.toThrow(/append-only/);
  });
});
