import { z } from 'zod';
import { type PersonLine, type Reader, shownPerson } from './mask.ts';
import type { Shelf } from './shelf.ts';
import {
  Collection,
  type Data,
  DayTotals,
  Loans,
  MonthTotals,
  type Name,
  type Part,
  partOf,
  type Snapshot,
  type StoredPerson,
  Titles,
  YearTotals,
} from './snapshots.ts';

export interface TodayLine {
  total: number;
  generated_at: string;
}

/** What an endpoint sends: frozen, with the moment it was made. */
export interface Frozen {
  generated_at: string;
  ttl_seconds: number;
  data: unknown;
}

export interface Endpoint {
  path: `/${string}`;
  summary: string;
  part: Part;
  /** Says different things to different readers. */
  hasPeople: boolean;
  hasToday: boolean;
  reply: z.ZodType;
  /** Null while something it needs was never made. */
  make(shelf: Shelf, reader: Reader, today: TodayLine | null): Frozen | null;
}

export const People = z.array(z.object({ member_id: z.string(), member_name: z.string(), total: z.int() }));
const Today = z.object({ total: z.int(), generated_at: z.iso.datetime() }).nullable();

const isPeople = (data: Data): data is StoredPerson[] => Array.isArray(data) && data.some((row) => 'member_id' in row);
type Shown<D> = D extends StoredPerson[] ? PersonLine[] : D;

/** The data of a figure as the reader may see it. */
export const shownData = <N extends Name>(snapshot: Snapshot<N>, reader: Reader): Shown<Snapshot<N>['data']> =>
  (isPeople(snapshot.data) ? snapshot.data.map((person) => shownPerson(reader, person)) : snapshot.data) as Shown<
    Snapshot<N>['data']
  >;

const frozen = (data: unknown, at: Date, ttl: number): Frozen => ({
  generated_at: at.toISOString(),
  ttl_seconds: ttl,
  data,
});

function one(path: Endpoint['path'], name: Name, summary: string, data: z.ZodType): Endpoint {
  return {
    path,
    summary,
    part: partOf(name),
    hasPeople: data === People,
    hasToday: false,
    reply: data,
    make(shelf, reader) {
      const snapshot = shelf.get(name);
      return snapshot ? frozen(shownData(snapshot, reader), snapshot.generatedAt, snapshot.ttlSeconds) : null;
    },
  };
}

/** Many figures in one answer; as old as the oldest of them. */
function bundle(
  path: Endpoint['path'],
  summary: string,
  parts: Readonly<Record<string, Name>>,
  shapes: Readonly<Record<string, z.ZodType>>,
): Endpoint {
  const hasToday = 'today' in shapes;
  const names = Object.entries(parts);
  return {
    path,
    summary,
    part: partOf(names[0]?.[1] ?? 'books:collection'),
    hasPeople: true,
    hasToday,
    reply: z.object(shapes),
    make(shelf, reader, today) {
      const data: Record<string, unknown> = hasToday ? { today } : {};
      let [oldest, ttl] = [new Date(8.64e15), Number.MAX_SAFE_INTEGER];
      for (const [key, name] of names) {
        const snapshot = shelf.get(name);
        if (!snapshot) return null;
        data[key] = shownData(snapshot, reader);
        if (snapshot.generatedAt < oldest) oldest = snapshot.generatedAt;
        ttl = Math.min(ttl, snapshot.ttlSeconds);
      }
      return frozen(data, oldest, ttl);
    },
  };
}

/** Source 2 §6.2 and §6.3, row by row. */
export const ENDPOINTS: readonly Endpoint[] = [
  one('/visitors/weekly', 'visitors:weekly', 'Visitors of the last 7 days, by day', DayTotals),
  one('/visitors/monthly', 'visitors:monthly', 'Visitors of the last 12 months, by month', MonthTotals),
  one('/visitors/yearly', 'visitors:yearly', 'Visitors of the last 5 years, by year', YearTotals),
  one('/visitors/monthly/top', 'visitors:monthly:top', 'Who came most often this month', People),
  one('/visitors/yearly/top', 'visitors:yearly:top', 'Who came most often this year', People),
  bundle(
    '/visitors/summary',
    'All visitor figures, with today',
    {
      weekly: 'visitors:weekly',
      monthly: 'visitors:monthly',
      yearly: 'visitors:yearly',
      monthly_top: 'visitors:monthly:top',
      yearly_top: 'visitors:yearly:top',
    },
    {
      today: Today,
      weekly: DayTotals,
      monthly: MonthTotals,
      yearly: YearTotals,
      monthly_top: People,
      yearly_top: People,
    },
  ),
  one('/books/top-borrowed', 'books:top-borrowed', 'Titles borrowed most often, ever', Titles),
  one('/books/top-borrowed/month', 'books:top-borrowed:month', 'Titles borrowed most often this month', Titles),
  one('/books/top-borrowed/year', 'books:top-borrowed:year', 'Titles borrowed most often this year', Titles),
  one('/books/top-borrowers/month', 'books:top-borrowers:month', 'Who borrowed most this month', People),
  one('/books/top-borrowers/year', 'books:top-borrowers:year', 'Who borrowed most this year', People),
  one('/books/collection', 'books:collection', 'Titles and copies', Collection),
  bundle(
    '/books/summary',
    'All book and borrowing figures',
    {
      top_borrowed: 'books:top-borrowed',
      top_borrowed_month: 'books:top-borrowed:month',
      top_borrowed_year: 'books:top-borrowed:year',
      top_borrowers_month: 'books:top-borrowers:month',
      top_borrowers_year: 'books:top-borrowers:year',
      collection: 'books:collection',
      loans: 'books:loans',
    },
    {
      top_borrowed: Titles,
      top_borrowed_month: Titles,
      top_borrowed_year: Titles,
      top_borrowers_month: People,
      top_borrowers_year: People,
      collection: Collection,
      loans: Loans,
    },
  ),
];
