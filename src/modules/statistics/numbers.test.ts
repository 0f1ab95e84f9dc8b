import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { dayIn } from '../../../test/support/recount.ts';
import {
  type Lent,
  recountBooks,
  recountVisitors,
  type Visited,
  type World,
} from '../../../test/support/statistics-recount.ts';
import { askedAt } from '../../../test/support/statistics-source.ts';
import { statisticsOf } from './service.ts';

type Act = { kind: 'visit' | 'guest' | 'borrow' | 'return' | 'renew' | 'undo' | 'wait'; n: number };

/** Ends of days, months and years; of Jakarta, Jayapura and a zone whose clocks change. */
const EDGES = [
  '2025-12-31T16:59:59Z',
  '2025-12-31T17:00:01Z',
  '2026-01-31T16:59:58Z',
  '2026-02-28T15:00:01Z',
  '2026-03-28T22:59:59Z',
  '2026-03-29T00:30:00Z',
  '2026-03-31T17:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-12-31T14:59:59Z',
  '2027-01-01T00:00:00Z',
];

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('visit', 'visit', 'guest', 'borrow', 'borrow', 'return', 'renew', 'undo', 'wait', 'wait'),
  n: fc.nat(1_000),
});
const story = fc.record({
  zone: fc.constantFrom('Asia/Jakarta', 'Asia/Jayapura', 'Europe/Berlin'),
  edges: fc.subarray(EDGES, { minLength: 3 }),
  acts: fc.array(act, { minLength: 40, maxLength: 70 }),
});

/** Everything through the front door, with a journal of what was granted. */
async function play(library: TestLibrary, { zone, edges, acts }: { zone: string; edges: string[]; acts: Act[] }) {
  const { wati } = library.cast;
  const staff = (method: 'POST' | 'PATCH', url: string, body: object) => library.call(wati, method, url, body);
  await staff('PATCH', '/settings', { timeZone: zone });
  const members = await Promise.all(
    Array.from({ length: 6 }, (_, n) => addMember(library.app, library.cast, { name: `M ${n}` })),
  );
  const books: { bookId: string; barcodes: string[]; title: string }[] = [];
  for (let n = 0; n < 5; n++) {
    const title = `Judul ${n}`;
    books.push({ title, ...(await addBook(library.app, library.cast, { title, copies: 1 + (n % 2) })) });
  }
  const copies = books.flatMap(({ barcodes }) => barcodes);
  const visits: Visited[] = [];
  const loans: (Lent & { id: string })[] = [];
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
  const openLoan = (n: number) => {
    const open = loans.filter(({ returnedAt }) => returnedAt === null);
    return open.length > 0 ? pick(open, n) : undefined;
  };
  const does: Record<Act['kind'], (n: number) => Promise<void>> = {
    async visit(n) {
      const { number } = pick(members, n);
      const { body } = await staff('POST', '/visits', { memberId: number });
      if (body.data.counted) visits.push({ at: new Date(body.data.at), member: number });
    },
    async guest(n) {
      const { body } = await staff('POST', '/visits', { guestName: `Tamu ${n % 7}` });
      if (body.data.counted) visits.push({ at: new Date(body.data.at), member: null });
    },
    async borrow(n) {
      const member = pick(members, n);
      const copy = pick(copies, n >> 2);
      const { status, body } = await staff('POST', '/borrowings', { barcode: copy, memberId: member.memberId });
      if (status !== 201) return;
      const { id, borrowDate } = body.data;
      loans.push({ id, copy, member: member.number, lentAt: new Date(borrowDate), returnedAt: null, renewals: 0 });
    },
    async return(n) {
      const loan = openLoan(n);
      if (loan && (await staff('POST', `/borrowings/${loan.id}/return`, {})).status === 200)
        loan.returnedAt = new Date(0);
    },
    async renew(n) {
      const loan = openLoan(n);
      if (loan && (await staff('POST', `/borrowings/${loan.id}/renew`, {})).status === 200) loan.renewals++;
    },
    async undo(n) {
      const loan = openLoan(n);
      const undone = loan && (await staff('POST', `/borrowings/${loan.id}/undo`, {})).body.data?.status === 'CANCELLED';
      if (loan && undone) loans.splice(loans.indexOf(loan), 1);
    },
    async wait(n) {
      library.clock.move(n % 3 === 0 ? `${n % 20}d` : `${n % 200}m`);
    },
  };
  const each = Math.ceil(acts.length / edges.length);
  for (const [index, edge] of edges.entries()) {
    if (new Date(edge) > library.clock.now()) library.clock.set(edge);
    for (const { kind, n } of acts.slice(index * each, (index + 1) * each)) await does[kind](n);
  }
  const titles = books.map(({ bookId, title, barcodes }) => ({ key: bookId, title, copies: barcodes }));
  const people = members.map(({ number }, n) => ({ number, name: `M ${n}` }));
  const world: World = { zone, members: people, titles, visits, loans };
  return world;
}

/** The last so many names of days, months or years up to today, asked of the calendar one by one. */
function lastNames(today: string, how: 'day' | 'month' | 'year', many: number): string[] {
  const date = new Date(`${today}T12:00:00Z`);
  if (how === 'month') date.setUTCDate(1);
  const length = { day: 10, month: 7, year: 4 }[how];
  const names: string[] = [];
  for (let n = 0; n < many; n++) {
    names.unshift(date.toISOString().slice(0, length));
    if (how === 'day') date.setUTCDate(date.getUTCDate() - 1);
    if (how === 'month') date.setUTCMonth(date.getUTCMonth() - 1);
    if (how === 'year') date.setUTCFullYear(date.getUTCFullYear() - 1);
  }
  return names;
}

describe('every number', () => {
  it('equals a slow recount of what was granted at the desk, whatever the hour', async () => {
    const agrees = async (some: { zone: string; edges: string[]; acts: Act[] }): Promise<void> => {
      const library = await openLibrary({ at: '2025-12-30T10:00:00+07:00' });
      try {
        const world = await play(library, some);
        const now = library.clock.now();
        const today = dayIn(world.zone, now);
        const { refresher } = statisticsOf(library.app);
        await refresher.refresh('visitors');
        await refresher.refresh('books');
        const get = async (path: string) => (await library.call(library.cast.wati, 'GET', `/api${path}`)).body;
        const data = async (path: string) => (await get(path)).data;
        const days = world.visits.map(({ at }) => dayIn(world.zone, at));
        const totals = (how: 'day' | 'month' | 'year', many: number) =>
          lastNames(today, how, many).map((name) => [name, days.filter((day) => day.startsWith(name)).length]);
        const pairs = (rows: Record<string, unknown>[], key: string) =>
          rows.map((row) => [String(row[key]), row.total]);
        expect(pairs(await data('/visitors/weekly'), 'date')).toEqual(totals('day', 7));
        expect(pairs(await data('/visitors/monthly'), 'month')).toEqual(totals('month', 12));
        expect(pairs(await data('/visitors/yearly'), 'year')).toEqual(totals('year', 5));
        expect((await get('/visitors/today')).total).toBe(days.filter((day) => day === today).length);
        const asked = askedAt(world.zone, now);
        const idOf = (key: string) => key;
        const person = (p: { memberId: string; memberName: string; total: number }) => ({
          member_id: p.memberId,
          member_name: p.memberName,
          total: p.total,
        });
        const title = (t: { biblioId: string | number; title: string; total: number }) => ({
          biblio_id: t.biblioId,
          title: t.title,
          total: t.total,
        });
        const came = recountVisitors(world, asked).top;
        expect(await data('/visitors/monthly/top')).toEqual(came.month.map(person));
        expect(await data('/visitors/yearly/top')).toEqual(came.year.map(person));
        const lent = recountBooks(world, asked, idOf);
        expect(await data('/books/top-borrowed')).toEqual(lent.topTitles.allTime.map(title));
        expect(await data('/books/top-borrowed/month')).toEqual(lent.topTitles.month.map(title));
        expect(await data('/books/top-borrowed/year')).toEqual(lent.topTitles.year.map(title));
        expect(await data('/books/top-borrowers/month')).toEqual(lent.topBorrowers.month.map(person));
        expect(await data('/books/top-borrowers/year')).toEqual(lent.topBorrowers.year.map(person));
        expect(await data('/books/collection')).toEqual(lent.collection);
        const { openRenewed, ...loans } = lent.loans;
        expect(await data('/books/summary')).toEqual({
          top_borrowed: lent.topTitles.allTime.map(title),
          top_borrowed_month: lent.topTitles.month.map(title),
          top_borrowed_year: lent.topTitles.year.map(title),
          top_borrowers_month: lent.topBorrowers.month.map(person),
          top_borrowers_year: lent.topBorrowers.year.map(person),
          collection: lent.collection,
          loans: { ...loans, open_renewed: openRenewed },
        });
        const { today: counted, monthly_top, yearly_top, ...visits } = await data('/visitors/summary');
        expect(counted.total).toBe(days.filter((day) => day === today).length);
        expect(pairs(visits.weekly, 'date')).toEqual(totals('day', 7));
        expect(pairs(visits.monthly, 'month')).toEqual(totals('month', 12));
        expect(pairs(visits.yearly, 'year')).toEqual(totals('year', 5));
        expect([monthly_top, yearly_top]).toEqual([came.month.map(person), came.year.map(person)]);
      } finally {
        await library.close();
      }
    };
    await fc.assert(fc.asyncProperty(story, agrees), { numRuns: 8, endOnFailure: true });
  }, 240_000);
});
