import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskStory, step } from '../../../test/support/desk-story.ts';
import { brokenInvariants } from '../../../test/support/invariants.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import {
  type Asked,
  add,
  byEnd,
  dayIn,
  type Event,
  eventsOf,
  finesOf,
  here,
  type Line,
  linesOf,
  type Move,
  movesOf,
  paymentsOf,
  rowsOf,
  waiversOf,
  within,
} from '../../../test/support/recount.ts';
import { reported } from '../../../test/support/reports.ts';
import type { ShownCash, ShownCirculation, ShownOverdue } from './shown.ts';

const ACCOUNTS = { CASH: '1010', TRANSFER: '1020', E_WALLET: '1030', CARD: '1040', QRIS: '1050', CREDIT: null };
const KINDS = ['borrowings', 'returns', 'lost', 'renewals', 'holds'] as const;

const question = fc.record({
  type: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
  back: fc.integer({ min: 0, max: 40 }),
  branch: fc.constantFrom('all', 'central', 'jayapura'),
});
type Question = { type: string; back: number; branch: string };

describe('random days at two branches', () => {
  let library: TestLibrary;
  let story: Awaited<ReturnType<typeof deskStory>>;
  beforeAll(async () => {
    library = await openLibrary({ at: '2026-01-05T10:00:00+07:00' });
    story = await deskStory(library);
  });
  afterAll(() => library.close());

  async function ask<T>(subject: string, { type, back, branch }: Question, zone: string) {
    const { central, jayapura, budi } = library.cast;
    const startDate = dayIn(zone, new Date(library.app.clock.now().getTime() - back * 86_400_000));
    const branchId = branch === 'all' ? null : branch === 'central' ? central : jayapura;
    const report = await reported(library, budi, { type, subject, startDate, ...(branchId ? { branchId } : {}) });
    expect(report.data.zone).toBe(zone);
    const asked: Asked = { start: report.startDate, end: report.endDate, branchId, zone };
    return [report.data as T, asked] as const;
  }

  it.each([
    ['Asia/Jakarta', 20260302],
    ['Asia/Jayapura', 20260303],
  ])(
    'are reported as counting one by one would have it, by the days of %s',
    { timeout: 240_000 },
    async (zone, seed) => {
      const set = await library.call(library.cast.wati, 'PATCH', '/settings', { timeZone: zone });
      expect(set.status).toBe(200);
      const steps = fc.array(step, { minLength: 20, maxLength: 30 });
      const questions = fc.array(question, { minLength: 3, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(steps, questions, async (happened, asked) => {
          await story.live(happened);
          const events = await eventsOf(library);
          for (const one of asked) {
            expectCirculation(...(await ask<ShownCirculation>('circulation', one, zone)), events);
            await expectCash(...(await ask<ShownCash>('cash', one, zone)));
            await expectOverdue(...(await ask<ShownOverdue>('overdue', one, zone)));
          }
        }),
        { numRuns: 8, seed, endOnFailure: true },
      );
      expect(await brokenInvariants(library.app.pool)).toEqual([]);
      const events = await eventsOf(library);
      for (const kind of KINDS) expect(events.filter((event) => event.kind === kind).length, kind).toBeGreaterThan(2);
    },
  );

  function expectCirculation(figures: ShownCirculation, asked: Asked, all: readonly Event[]): void {
    const events = all.filter((event) => within(asked, event.at) && here(asked, event.branch));
    const tally = (rows: readonly Event[]) =>
      Object.fromEntries(KINDS.map((kind) => [kind, rows.filter((row) => row.kind === kind).length]));
    const by = (keyOf: (event: Event) => string | null) =>
      new Map([...Map.groupBy(events, keyOf)].map(([key, rows]) => [key, tally(rows)]));
    const told = (rows: ShownCirculation['byBranch']) => new Map(rows.map(({ id, name: _name, ...row }) => [id, row]));
    expect(figures.totals).toEqual(tally(events));
    for (const { date, ...day } of figures.byDay)
      expect([date, day]).toEqual([date, tally(events.filter((event) => dayIn(asked.zone, event.at) === date))]);
    expect(told(figures.byBranch)).toEqual(by((event) => event.branch));
    expect(told(figures.byMemberType)).toEqual(by((event) => event.memberType));
    expect(told(figures.byCollectionType)).toEqual(by((event) => event.collectionType));
    const lent = events.filter((event) => event.kind === 'borrowings');
    const times = (of: (event: Event) => string) =>
      new Map([...Map.groupBy(lent, of)].map(([key, rows]) => [key, rows.length]));
    expect(new Map(figures.topTitles.map((row) => [row.bookId, row.borrowings]))).toEqual(times((e) => e.bookId));
    const borrowers = figures.topBorrowers.map((row) => [row.member?.id ?? '', row.borrowings] as const);
    expect(new Map(borrowers)).toEqual(times((e) => e.memberId));
  }

  async function expectCash(figures: ShownCash, asked: Asked): Promise<void> {
    const moves = (await movesOf(library)).filter((move) => within(asked, move.at) && here(asked, move.branch));
    const lines = (await linesOf(library)).filter((line) => within(asked, line.at) && here(asked, line.branch ?? ''));
    const net = (rows: readonly Move[]) => add(rows.map((row) => row.received - row.refunded));
    const money = moves.filter((move) => move.method !== 'CREDIT');
    expect(figures.totals.net).toBe(net(money));
    for (const { method, ledger, net: told } of figures.byMethod) {
      expect([method, told]).toEqual([method, net(moves.filter((move) => move.method === method))]);
      const account = ACCOUNTS[method];
      if (account) expect([method, ledger, told]).toEqual([method, grown(lines, account), grown(lines, account)]);
    }
    for (const { date, net: told } of figures.byDay)
      expect([date, told]).toEqual([date, net(money.filter((move) => dayIn(asked.zone, move.at) === date))]);
    for (const { accountId, net: told, expectedCash } of figures.byStaff) {
      const own = money.filter((move) => move.person === accountId);
      expect([told, expectedCash]).toEqual([net(own), net(own.filter((move) => move.method === 'CASH'))]);
    }
    // The other side of a refund is a waiver in the ledger.
    expect(figures.totals.waived + add(moves.map((move) => move.refunded))).toBe(grown(lines, '5100'));
    expect(figures.totals.charged).toBe(0 - grown(lines, '4100') - grown(lines, '4200'));
    for (const sum of ['charged', 'waived'] as const)
      expect(add(figures.byDay.map((day) => day[sum]))).toBe(figures.totals[sum]);
    expect(figures.outstanding).toBe(await owedAt(asked));
    const whole = (await linesOf(library)).filter((line) => byEnd(asked, line.at));
    if (asked.branchId === null) expect(figures.outstanding).toBe(grown(whole, '1200'));
  }

  const grown = (lines: readonly Line[], account: string): number =>
    add(lines.filter((line) => line.account === account).map((line) => line.amount));

  async function owedAt(asked: Asked): Promise<number> {
    const settled = [...(await paymentsOf(library)), ...(await waiversOf(library))];
    const fines = (await finesOf(library)).filter(
      (fine) => here(asked, fine.branch) && byEnd(asked, fine.charged) && !byEnd(asked, fine.cancelled),
    );
    const left = (fine: { id: string; amount: number }): number =>
      fine.amount - add(settled.filter((p) => p.fine === fine.id && byEnd(asked, p.at)).map((p) => p.amount));
    return add(fines.map(left));
  }

  interface Loan {
    id: string;
    branch: string;
    borrowed: Date;
    returned: Date | null;
    status: string;
  }

  async function expectOverdue(figures: ShownOverdue, asked: Asked): Promise<void> {
    const now = new Date(figures.until);
    const loans = await rowsOf<Loan>(
      library,
      'select id, branch_id as branch, borrow_date as borrowed, return_date as returned, status from borrowings',
    );
    const expected = loans.flatMap((loan) => {
      const due = story.dues.get(loan.id)?.findLast((told) => told.at <= now)?.due;
      const isOpen = loan.borrowed <= now && (loan.returned === null || loan.returned > now);
      if (!due || !isOpen || loan.status === 'CANCELLED' || due >= now || !here(asked, loan.branch)) return [];
      return [[loan.id, late(loan.branch, due, now)] as const];
    });
    const told = figures.loans.map(({ borrowingId, dueDate, daysLate, accruedFine }) => {
      return [borrowingId, { dueDate, daysLate, accruedFine }] as const;
    });
    expect(new Map(told)).toEqual(new Map(expected));
    const accruedFine = add(expected.map(([, loan]) => loan.accruedFine));
    expect(figures.totals).toMatchObject({ loans: expected.length, accruedFine });
  }

  /** Rp500 for each day after the due day that is no Sunday, at most Rp50.000. */
  function late(branch: string, due: Date, now: Date) {
    const zone = branch === library.cast.central ? 'Asia/Jakarta' : 'Asia/Jayapura';
    const [dueDate, today] = [dayIn(zone, due), dayIn(zone, now)];
    let [daysLate, open] = [0, 0];
    for (let day = new Date(`${dueDate}T00:00:00Z`); day < new Date(`${today}T00:00:00Z`); daysLate++) {
      day = new Date(day.getTime() + 86_400_000);
      if (day.getUTCDay() !== 0) open++;
    }
    return { dueDate, daysLate, accruedFine: Math.min(50_000, open * 500) };
  }
});
