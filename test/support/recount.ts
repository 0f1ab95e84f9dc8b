import fc from 'fast-check';
import { expect } from 'vitest';
import type { TestLibrary } from './library.ts';

/** A report counted again the slow way: every row read, every day asked of the clock on the wall. */
export const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);

export interface Asked {
  start: string;
  end: string;
  branchId: string | null;
  zone: string;
}

export const within = ({ start, end, zone }: Asked, at: Date | null): boolean =>
  at !== null && dayIn(zone, at) >= start && dayIn(zone, at) <= end;

/** Not later than the last moment of the period. */
export const byEnd = ({ end, zone }: Asked, at: Date | null): boolean => at !== null && dayIn(zone, at) <= end;

export const here = ({ branchId }: Asked, at: string): boolean => branchId === null || branchId === at;

export const add = (rows: readonly number[]): number => rows.reduce((sum, row) => sum + row, 0);

export async function rowsOf<T>(library: TestLibrary, sql: string): Promise<T[]> {
  return (await library.app.pool.query(sql)).rows as T[];
}

export interface Event {
  kind: 'borrowings' | 'returns' | 'lost' | 'renewals' | 'holds';
  at: Date;
  branch: string;
  memberType: string;
  collectionType: string | null;
  bookId: string;
  memberId: string;
}

interface Loan {
  id: string;
  copy: string;
  book: string;
  member: string;
  branch: string;
  borrowed: Date;
  returned: Date | null;
  back: string | null;
  outcome: string | null;
  status: string;
}

/** Everything that ever happened at the desks, one by one. */
export async function eventsOf(library: TestLibrary): Promise<Event[]> {
  const loans = await rowsOf<Loan>(
    library,
    `select id, copy_id as copy, book_id as book, member_id as member, branch_id as branch, borrow_date as borrowed,
       return_date as returned, return_branch_id as back, outcome, status from borrowings`,
  );
  const types = new Map(
    (await rowsOf<{ id: string; type: string }>(library, 'select id, member_type_id as type from members')).map(
      (row) => [row.id, row.type],
    ),
  );
  const collections = new Map(
    (await rowsOf<{ id: string; type: string }>(library, 'select id, collection_type_id as type from copies')).map(
      (row) => [row.id, row.type],
    ),
  );
  const renewals = await rowsOf<{ id: string; at: Date }>(
    library,
    `select entity_id as id, at from facts where action = 'borrowing.renewed'`,
  );
  const holds = await rowsOf<{ book: string; member: string; branch: string; copy: string | null; at: Date }>(
    library,
    'select book_id as book, member_id as member, pickup_branch_id as branch, copy_id as copy, placed_at as at from holds',
  );
  const of = (
    kind: Event['kind'],
    at: Date,
    branch: string,
    row: { book: string; member: string; copy: string | null },
  ) => ({
    kind,
    at,
    branch,
    memberType: types.get(row.member) ?? '',
    collectionType: row.copy === null ? null : (collections.get(row.copy) ?? null),
    bookId: row.book,
    memberId: row.member,
  });
  const events: Event[] = holds.map((hold) => of('holds', hold.at, hold.branch, hold));
  for (const loan of loans) {
    if (loan.status !== 'CANCELLED') events.push(of('borrowings', loan.borrowed, loan.branch, loan));
    if (loan.returned)
      events.push(of(loan.outcome === 'LOST' ? 'lost' : 'returns', loan.returned, loan.back ?? loan.branch, loan));
    for (const renewal of renewals)
      if (renewal.id === loan.id) events.push(of('renewals', renewal.at, loan.branch, loan));
  }
  return events;
}

export interface Move {
  method: string;
  person: string;
  branch: string;
  at: Date;
  received: number;
  refunded: number;
}

export const movesOf = (library: TestLibrary): Promise<Move[]> =>
  rowsOf(
    library,
    `select method, processed_by as person, branch_id as branch, payment_date as at, amount + change_credited as received, 0 as refunded
     from fine_payments union all
     select method, requested_by, branch_id, decided_at, 0, amount from fine_refunds where status = 'APPROVED'`,
  );

export interface Fine {
  id: string;
  branch: string;
  amount: number;
  charged: Date;
  cancelled: Date | null;
}
export const finesOf = (library: TestLibrary): Promise<Fine[]> =>
  rowsOf(
    library,
    'select id, branch_id as branch, amount, created_at as charged, cancelled_at as cancelled from fines',
  );

export interface Part {
  fine: string;
  amount: number;
  at: Date;
}
export const paymentsOf = (library: TestLibrary): Promise<Part[]> =>
  rowsOf(library, 'select fine_id as fine, amount, payment_date as at from fine_payments');
export const waiversOf = (library: TestLibrary): Promise<Part[]> =>
  rowsOf(library, 'select fine_id as fine, amount, waived_at as at from fine_waivers');

export interface Line {
  account: string;
  amount: number;
  at: Date;
  branch: string | null;
}
export const linesOf = (library: TestLibrary): Promise<Line[]> =>
  rowsOf(
    library,
    `select l.ledger_account as account, l.amount, e.at, e.branch_id as branch
     from ledger_lines l join ledger_entries e on e.id = l.entry_id`,
  );

/** Days 0 to 59 are those from 1 January 2026; times lie around the midnights of Jakarta. */
export const moment = fc.record({ day: fc.nat(59), time: fc.constantFrom('00:00:00', '10:00:00', '23:59:59') });
export const dayOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
export const momentOf = ({ day, time }: { day: number; time: string }): string => `${dayOf(day)}T${time}+07:00`;
export const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null });

const question = fc.record({
  type: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
  day: fc.nat(70),
  branch: fc.constantFrom(null, 'central', 'jayapura'),
});
export const questions = fc.array(question, { minLength: 4, maxLength: 4 });
export type Question = { type: string; day: number; branch: string | null };

const TODAY = '2026-03-20';

/** Asks on 20 March; a period that goes on ends that day. */
export async function askOf<T>(library: TestLibrary, subject: string, { type, day, branch }: Question) {
  library.clock.set(`${TODAY}T10:00:00+07:00`);
  const { budi, central, jayapura } = library.cast;
  const branchId = branch === null ? null : branch === 'central' ? central : jayapura;
  const asked = { type, subject, startDate: dayOf(day), ...(branchId ? { branchId } : {}) };
  const { status, body } = await library.call(budi, 'POST', '/reports', asked);
  expect(status).toBe(201);
  const { data, startDate, endDate } = body.data;
  return { figures: data as T, start: startDate as string, end: endDate < TODAY ? endDate : TODAY, branchId };
}
