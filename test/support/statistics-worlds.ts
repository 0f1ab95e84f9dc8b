import fc from 'fast-check';
import { startOfLocalDay } from '../../src/lib/calendar/zone.ts';
import type { Lent, Visited, World } from './statistics-recount.ts';

const MEMBERS = 14;
const TITLES = 13;
const SECOND = 1000;
const DAY = 86_400_000;

/** Fourteen members and thirteen titles of one to three copies: more than a ranking holds. */
export function emptyWorld(zone: string): World {
  const members = Array.from({ length: MEMBERS }, (_, n) => ({
    number: `K${String(n).padStart(3, '0')}`,
    name: `Pembaca ${n}`,
  }));
  const titles = Array.from({ length: TITLES }, (_, n) => ({
    key: `t${n}`,
    title: `Judul ${n}`,
    copies: Array.from({ length: 1 + (n % 3) }, (_unused, copy) => `E${n}-${copy}`),
  }));
  return { zone, members, titles, visits: [], loans: [] };
}

/** Moments that crowd where a day, month or year of the zone ends; whole seconds, and none after `now`. */
function momentsIn(zone: string, now: Date): fc.Arbitrary<Date> {
  const year = now.getUTCFullYear();
  const edges = [
    `${year}-01-01`,
    `${year}-02-01`,
    `${year}-03-01`,
    `${year - 1}-12-31`,
    `${year - 4}-01-01`,
    `${year - 5}-12-31`,
  ];
  const near = fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -3, max: 3 }))
    .map(([day, seconds]) => new Date(startOfLocalDay(zone, day).getTime() + seconds * SECOND));
  const recent = fc.integer({ min: 0, max: 40 * 86_400 }).map((ago) => new Date(now.getTime() - ago * SECOND));
  const old = fc.integer({ min: 0, max: 2_000 }).map((days) => new Date(now.getTime() - days * DAY));
  return fc
    .oneof(near, recent, old)
    .map((at) => new Date(Math.floor(Math.min(at.getTime(), now.getTime()) / SECOND) * SECOND));
}

/** Random visits and loans: of one copy one loan follows the other, and only the last may be open. */
export function worlds(zone: string, now: Date): fc.Arbitrary<World> {
  const base = emptyWorld(zone);
  const moment = momentsIn(zone, now);
  const number = fc.constantFrom(...base.members.map((member) => member.number));
  const visit: fc.Arbitrary<Visited> = fc.record({ at: moment, member: fc.option(number, { freq: 4 }) });
  const loan = fc.record({
    copy: fc.constantFrom(...base.titles.flatMap(({ copies }) => copies)),
    member: number,
    lentAt: moment,
    days: fc.integer({ min: 0, max: 20 }),
    open: fc.boolean(),
    renewals: fc.integer({ min: 0, max: 2 }),
  });
  return fc
    .record({ visits: fc.array(visit, { maxLength: 60 }), drafts: fc.array(loan, { maxLength: 40 }) })
    .map(({ visits, drafts }) => ({ ...base, visits, loans: loansFrom(drafts) }));
}

interface Draft {
  copy: string;
  member: string;
  lentAt: Date;
  days: number;
  open: boolean;
  renewals: number;
}

function loansFrom(drafts: readonly Draft[]): Lent[] {
  const sorted = drafts.toSorted((a, b) => a.lentAt.getTime() - b.lentAt.getTime());
  return sorted.map(({ days, open, ...loan }, n) => {
    const next = sorted.slice(n + 1).find(({ copy }) => copy === loan.copy);
    const back = new Date(loan.lentAt.getTime() + days * DAY);
    return { ...loan, returnedAt: open && !next ? null : back };
  });
}
