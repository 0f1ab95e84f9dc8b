import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { at, reported } from '../../../../test/support/reports.ts';

interface Loan {
  title: string;
  member: { name: string } | null;
}

describe('an overdue report', () => {
  let library: TestLibrary;
  const figures = async (asked: object, who = library.cast.budi) =>
    (await reported(library, who, { type: 'DAILY', subject: 'overdue', ...asked })).data;
  const listed = ({ loans }: { loans: Loan[] }) => loans.map((loan) => loan.title).sort();

  // Fourteen days, Rp500 an open day, no grace; Sundays are closed. All lent on Monday, 2 March, due Monday, 16 March.
  beforeAll(async () => {
    library = await openLibrary();
    const { app, cast } = library;
    const { dewi, yosef, sari, andi, jayapura } = cast;
    await app.pool.query(`update members set class_name = 'X-A' where id = $1`, [sari.memberId]);
    const lend = async (title: string, memberId: string, who = dewi, branch = cast.central) => {
      const { barcodes } = await addBook(app, cast, { title, branch });
      return at(library, '2026-03-02T10:00:00+07:00', who, '/borrowings', { memberId, barcode: barcodes[0] });
    };
    const { memberId: rina } = await addMember(app, cast, { name: 'Rina', branch: jayapura });
    await lend('Pulang', sari.memberId);
    const returned = await lend('Amba', sari.memberId);
    const renewed = await lend('Laut Bercerita', andi.memberId);
    const claimed = await lend('Cantik Itu Luka', andi.memberId);
    await lend('Saman', rina, yosef, jayapura);
    const lost = await lend('Larung', rina, yosef, jayapura);
    await at(library, '2026-03-18T10:00:00+07:00', cast.budi, `/borrowings/${claimed.id}/claim`);
    await at(library, '2026-03-20T10:00:00+07:00', dewi, `/borrowings/${returned.id}/return`);
    await at(library, '2026-03-21T10:00:00+07:00', cast.budi, `/borrowings/${lost.id}/lost`, { amount: 0 });
    const confirmed = ['circulation.renew_overdue', 'circulation.has_overdue', 'circulation.member_owes'];
    await at(library, '2026-03-23T10:00:00+07:00', dewi, `/borrowings/${renewed.id}/renew`, { confirmed });
    library.clock.set('2026-03-24T10:00:00+07:00');
  });
  afterAll(() => library.close());

  it('lists what is open and late now, longest first, with member, class, title, due day, days late and fine', async () => {
    const { loans, totals, isLowerBound } = await figures({});
    const { jayapura, central, sari } = library.cast;
    // 17, 18, 19, 20, 21, 23, 24 March: seven open days, for the 22nd is a Sunday.
    expect(loans).toEqual([
      {
        borrowingId: expect.any(String),
        bookId: expect.any(String),
        barcode: expect.any(String),
        member: { id: expect.any(String), memberId: expect.any(String), name: 'Rina' },
        className: null,
        title: 'Saman',
        branchId: jayapura,
        branchName: 'Cabang Jayapura',
        dueDate: '2026-03-16',
        daysLate: 8,
        accruedFine: 3500,
      },
      expect.objectContaining({
        member: { id: sari.memberId, memberId: 'LIB001', name: 'Sari' },
        className: 'X-A',
        title: 'Pulang',
        branchId: central,
        dueDate: '2026-03-16',
        daysLate: 8,
        accruedFine: 3500,
      }),
      // Claimed on the 18th: late, but its fine stopped growing.
      expect.objectContaining({ title: 'Cantik Itu Luka', daysLate: 8, accruedFine: 1000 }),
    ]);
    expect(totals).toEqual({ loans: 3, members: 3, accruedFine: 8000 });
    expect(isLowerBound).toBe(false);
  });

  it('adds them up by class and branch', async () => {
    const { byClass, byBranch } = await figures({});
    expect(byClass).toEqual([
      { className: 'X-A', loans: 1, members: 1, accruedFine: 3500 },
      { className: null, loans: 2, members: 2, accruedFine: 4500 },
    ]);
    const { central, jayapura } = library.cast;
    expect(byBranch).toEqual([
      { branchId: jayapura, name: 'Cabang Jayapura', loans: 1, members: 1, accruedFine: 3500 },
      { branchId: central, name: 'Perpustakaan Pusat', loans: 2, members: 2, accruedFine: 4500 },
    ]);
  });

  it('agrees with what the desk sees of loans nobody claims to have returned', async () => {
    const desk = await library.call(library.cast.budi, 'GET', '/borrowings/overdue');
    const { loans } = await figures({});
    const fines = (rows: { accruedFine: number; title: string }[]) =>
      rows.filter((row) => row.title !== 'Cantik Itu Luka').map((row) => [row.title, row.accruedFine]);
    expect(fines(loans)).toEqual(fines(desk.body.data));
  });

  it('knows what was late at the end of an earlier day, whatever became of it', async () => {
    expect(listed(await figures({ startDate: '2026-03-16' }))).toEqual(['Larung', 'Saman']); // midnight passed in Jayapura
    const all = ['Amba', 'Cantik Itu Luka', 'Larung', 'Laut Bercerita', 'Pulang', 'Saman'];
    const then = await figures({ startDate: '2026-03-17' });
    expect(listed(then)).toEqual(all);
    // By its own branch's clock it is already the 18th in Jayapura.
    const fineOf = (title: string) => then.loans.find((loan: Loan) => loan.title === title).accruedFine;
    expect([fineOf('Pulang'), fineOf('Laut Bercerita'), fineOf('Saman')]).toEqual([500, 500, 1000]);
    expect(listed(await figures({ startDate: '2026-03-20' }))).toEqual(all.filter((title) => title !== 'Amba'));
    expect(listed(await figures({ startDate: '2026-03-22' }))).toContain('Laut Bercerita');
    expect(listed(await figures({ startDate: '2026-03-23' }))).toEqual(['Cantik Itu Luka', 'Pulang', 'Saman']);
  });

  it('falls back on the present due date when the log of a renewal was erased', async () => {
    const { rows } = await library.app.pool.query(
      `select body #>> '{oldValues,dueDate}' as due from fact_details d join facts f on f.id = d.fact_id where f.action = 'borrowing.renewed'`,
    );
    expect(rows).toEqual([{ due: '2026-03-16T16:59:59.999Z' }]);
    await library.app.pool.query(
      `select erase_fact_details(array['borrowing'], (select array_agg(entity_id) from facts where action = 'borrowing.renewed'))`,
    );
    expect(listed(await figures({ startDate: '2026-03-22' }))).not.toContain('Laut Bercerita');
  });

  it('is of one branch for its librarian, with the names of whoever borrowed there', async () => {
    const { yosef, jayapura, vera, manager } = library.cast;
    const far = await reported(library, yosef, { type: 'DAILY', subject: 'overdue' });
    expect(far.branchId).toBe(jayapura);
    expect(far.data.loans.map((loan: Loan) => [loan.title, loan.member?.name])).toEqual([['Saman', 'Rina']]);
    for (const person of [vera, manager]) {
      const seen = await library.call(person, 'GET', `/reports/${far.id}`);
      expect(seen.body.data.data.loans.map((loan: Loan) => [loan.title, loan.member])).toEqual([['Saman', null]]);
      expect(JSON.stringify(seen.body)).not.toContain('Rina');
    }
  });

  it('keeps no name: an erased person is erased from frozen reports too', async () => {
    const { rows } = await library.app.pool.query(`select data::text as data from reports where subject = 'overdue'`);
    expect(rows.length).toBeGreaterThan(5);
    for (const { data } of rows) expect(data).not.toMatch(/Sari|Rina|LIB00/);
  });
});
