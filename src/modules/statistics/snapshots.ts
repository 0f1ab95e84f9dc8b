import { z } from 'zod';
import { monthsOf, weekOf, yearsOf } from './periods.ts';
import type { Asked, BookFigures, PersonTotal, TitleTotal, VisitorFigures } from './source.ts';

/** About 25 hours: a day, and grace for a run that comes late. */
export const TTL_SECONDS = 90_000;

export const PARTS = ['visitors', 'books'] as const;
export type Part = (typeof PARTS)[number];

const Total = z.int().min(0);
/** As stored: the name in full, with what decides who may see it. */
const StoredPerson = z.object({
  member_id: z.string(),
  member_name: z.string(),
  total: Total,
  is_public: z.boolean(),
  branch_id: z.string().nullable(),
});
export type StoredPerson = z.output<typeof StoredPerson>;

export const DayTotals = z.array(z.object({ date: z.string(), total: Total }));
export const MonthTotals = z.array(z.object({ month: z.string(), total: Total }));
export const YearTotals = z.array(z.object({ year: z.int(), total: Total }));
export const Titles = z.array(z.object({ biblio_id: z.union([z.string(), z.int()]), title: z.string(), total: Total }));
export const Collection = z.object({ titles: Total, items: Total });
export const Loans = z.object({ total: Total, open: Total, returned: Total, open_renewed: Total });
const People = z.array(StoredPerson);

/** Every frozen figure and its shape; the first word of a name is the part that makes it. */
export const SHAPES = {
  'visitors:weekly': DayTotals,
  'visitors:monthly': MonthTotals,
  'visitors:yearly': YearTotals,
  'visitors:monthly:top': People,
  'visitors:yearly:top': People,
  'books:top-borrowed': Titles,
  'books:top-borrowed:month': Titles,
  'books:top-borrowed:year': Titles,
  'books:top-borrowers:month': People,
  'books:top-borrowers:year': People,
  'books:collection': Collection,
  'books:loans': Loans,
} as const;

export type Name = keyof typeof SHAPES;
export type DataOf<N extends Name> = z.output<(typeof SHAPES)[N]>;
export type Data = DataOf<Name>;

export const NAMES = Object.keys(SHAPES) as Name[];
export const partOf = (name: Name): Part => (name.startsWith('visitors:') ? 'visitors' : 'books');
export const namesOf = (part: Part): Name[] => NAMES.filter((name) => partOf(name) === part);
export const isName = (text: string): text is Name => NAMES.some((name) => name === text);

export interface Snapshot<N extends Name = Name> {
  name: N;
  generatedAt: Date;
  ttlSeconds: number;
  data: DataOf<N>;
}

type Of<P extends string> = { [N in Extract<Name, `${P}:${string}`>]: DataOf<N> };

const person = (p: PersonTotal): StoredPerson => ({
  member_id: p.memberId,
  member_name: p.memberName,
  total: p.total,
  is_public: p.isPublic,
  branch_id: p.branchId ?? null,
});
const title = (t: TitleTotal) => ({ biblio_id: t.biblioId, title: t.title, total: t.total });

export const visitorData = ({ days, top }: VisitorFigures, { today }: Asked): Of<'visitors'> => ({
  'visitors:weekly': weekOf(days, today),
  'visitors:monthly': monthsOf(days, today),
  'visitors:yearly': yearsOf(days, today),
  'visitors:monthly:top': top.month.map(person),
  'visitors:yearly:top': top.year.map(person),
});

export const bookData = ({ topTitles, topBorrowers, collection, loans }: BookFigures): Of<'books'> => ({
  'books:top-borrowed': topTitles.allTime.map(title),
  'books:top-borrowed:month': topTitles.month.map(title),
  'books:top-borrowed:year': topTitles.year.map(title),
  'books:top-borrowers:month': topBorrowers.month.map(person),
  'books:top-borrowers:year': topBorrowers.year.map(person),
  'books:collection': { titles: collection.titles, items: collection.items },
  'books:loans': {
    total: loans.total,
    open: loans.open,
    returned: loans.returned,
    open_renewed: loans.openRenewed,
  },
});
