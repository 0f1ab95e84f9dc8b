import type {
  Asked,
  BookFigures,
  PersonTotal,
  TitleTotal,
  VisitorFigures,
} from '../../src/modules/statistics/source.ts';
import { dayIn } from './recount.ts';

/** A library as plain data: what a source is filled with, and what is counted again the slow way. */
export interface World {
  zone: string;
  members: readonly { number: string; name: string }[];
  titles: readonly { key: string; title: string; copies: readonly string[] }[];
  visits: readonly Visited[];
  loans: readonly Lent[];
}

/** A member's number, or null: a guest. */
export interface Visited {
  at: Date;
  member: string | null;
}

export interface Lent {
  copy: string;
  member: string;
  lentAt: Date;
  returnedAt: Date | null;
  renewals: number;
}

type TitleId = (key: string) => string | number;

const between = (day: string, from: string, to: string): boolean => day >= from && day <= to;

function tally(keys: Iterable<string | null>): Map<string, number> {
  const totals = new Map<string, number>();
  for (const key of keys) if (key !== null) totals.set(key, (totals.get(key) ?? 0) + 1);
  return totals;
}

const byId = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

function people(world: World, keys: (string | null)[], top: number): PersonTotal[] {
  const name = new Map(world.members.map((member) => [member.number, member.name]));
  const rows = [...tally(keys)].map(([memberId, total]) => ({ memberId, memberName: name.get(memberId) ?? '', total }));
  rows.sort((a, b) => b.total - a.total || byId(a.memberId, b.memberId));
  return rows.slice(0, top).map((row) => ({ ...row, isPublic: false }));
}

function titles(world: World, loans: readonly Lent[], top: number, idOf: TitleId): TitleTotal[] {
  const titleOf = (copy: string) => world.titles.find((title) => title.copies.includes(copy));
  const totals = tally(loans.map((loan) => titleOf(loan.copy)?.key ?? null));
  const rows = world.titles.map(({ key, title }) => ({ biblioId: idOf(key), title, total: totals.get(key) ?? 0 }));
  rows.sort((a, b) => b.total - a.total || byId(a.biblioId, b.biblioId));
  return rows.filter(({ total }) => total > 0).slice(0, top);
}

export function recountVisitors(world: World, asked: Asked): VisitorFigures {
  const days = tally(
    world.visits.map(({ at }) => dayIn(world.zone, at)).filter((day) => between(day, asked.since, asked.today)),
  );
  const top = (from: string): PersonTotal[] => {
    const here = world.visits.filter(({ at }) => between(dayIn(world.zone, at), from, asked.today));
    return people(
      world,
      here.map(({ member }) => member),
      asked.top,
    );
  };
  return { days, top: { month: top(asked.monthStart), year: top(asked.yearStart) } };
}

export function recountBooks(world: World, asked: Asked, idOf: TitleId): BookFigures {
  const since = (from: string) =>
    world.loans.filter(({ lentAt }) => between(dayIn(world.zone, lentAt), from, asked.today));
  const [month, year] = [since(asked.monthStart), since(asked.yearStart)];
  const borrowers = (loans: readonly Lent[]) =>
    people(
      world,
      loans.map(({ member }) => member),
      asked.top,
    );
  const open = world.loans.filter(({ returnedAt }) => returnedAt === null);
  return {
    topTitles: {
      allTime: titles(world, world.loans, asked.top, idOf),
      month: titles(world, month, asked.top, idOf),
      year: titles(world, year, asked.top, idOf),
    },
    topBorrowers: { month: borrowers(month), year: borrowers(year) },
    collection: { titles: world.titles.length, items: world.titles.flatMap(({ copies }) => copies).length },
    loans: {
      total: world.loans.length,
      open: open.length,
      returned: world.loans.length - open.length,
      openRenewed: open.filter(({ renewals }) => renewals > 0).length,
    },
  };
}
