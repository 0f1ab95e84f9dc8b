import type { LocalDate } from '../../lib/calendar/local-date.ts';

/** How today's visitors are counted: all of the day each time, or a full count carried on by what came after it. */
export const TODAY_MODES = ['direct', 'incremental', 'delta'] as const;
export type TodayMode = (typeof TODAY_MODES)[number];

/**
 * Where the numbers come from. Every call may reject (database away) and may be made again: a source mends its own
 * connection. It only reads. Days are days of `timeZone()`; a moment at midnight belongs to the day that begins.
 * Totals are whole numbers; no call sees a row twice. Calls of one kind never overlap.
 */
export interface StatisticsSource {
  readonly name: string;
  /** The modes this source can do; any other is refused at start. `direct` is always one of them. */
  readonly modes: readonly TodayMode[];
  /** IANA name of the zone whose calendar the library lives by. Asked before each run: it may change. */
  timeZone(): Promise<string>;
  /** At start, before anything else: reachable, readable, as it must be. Rejects with what an operator should read. */
  check(): Promise<void>;
  /** A full count of the day with the mark from which `advance` goes on, both of one database snapshot. May be slow. */
  baseline(day: Day, mode: TodayMode): Promise<TodayCount>;
  /** The count carried on from an earlier one of the same day and mode; milliseconds. Never asked in mode `direct`. */
  advance(day: Day, from: TodayCount, mode: TodayMode): Promise<TodayCount>;
  /** Once a day. One pass; may take minutes on a table without indexes, in short statements that hold nothing up. */
  visitors(asked: Asked): Promise<VisitorFigures>;
  /** Once a day, as `visitors`. */
  books(asked: Asked): Promise<BookFigures>;
  close(): Promise<void>;
}

/** A day as its name and as moments: `from` belongs to it, `until` does not. */
export interface Day {
  readonly zone: string;
  readonly date: LocalDate;
  readonly from: Date;
  readonly until: Date;
}

export interface TodayCount {
  readonly total: number;
  /** The source's own: highest row number seen (delta) or state of its counter (incremental). Survives no restart. */
  readonly mark: string;
}

/** What a daily pass is to count. All days inclusive; nothing after `today` is counted but in totals without a period. */
export interface Asked {
  readonly zone: string;
  readonly today: LocalDate;
  /** First day of the current month and year. */
  readonly monthStart: LocalDate;
  readonly yearStart: LocalDate;
  /** First day of the longest row of days: 1 January four years before `today`. */
  readonly since: LocalDate;
  /** How many a ranking holds. */
  readonly top: number;
  /** Shutdown: give up between two statements by rejecting with its reason. */
  readonly signal: AbortSignal;
}

export interface VisitorFigures {
  /** Visits (members and guests) of each day from `since` to `today`; days without any may be absent or 0. */
  readonly days: ReadonlyMap<LocalDate, number>;
  /** Visits of members in the current month and year. Guests are in no ranking. */
  readonly top: { readonly month: readonly PersonTotal[]; readonly year: readonly PersonTotal[] };
}

/** A loan counts on the day it was lent; renewing is no new loan, an undone one is none. */
export interface BookFigures {
  readonly topTitles: Rankings<TitleTotal> & { readonly allTime: readonly TitleTotal[] };
  readonly topBorrowers: Rankings<PersonTotal>;
  /** Bibliographic records the library shows (`titles`), and copies it has: on loan or damaged too, not lost or withdrawn. */
  readonly collection: { readonly titles: number; readonly items: number };
  /** total = open + returned. `openRenewed`: open and renewed at least once. */
  readonly loans: LoanTotals;
}

export interface LoanTotals {
  readonly total: number;
  readonly open: number;
  readonly returned: number;
  readonly openRenewed: number;
}

interface Rankings<T> {
  readonly month: readonly T[];
  readonly year: readonly T[];
}

/** Rankings go by total, the larger first, then by id, the smaller first; zero is in none. */
export interface PersonTotal {
  /** The number on the card. */
  readonly memberId: string;
  readonly memberName: string;
  readonly total: number;
  /** The person agreed to be named to everybody. */
  readonly isPublic: boolean;
  /** Where the source knows it: whoever may see one branch's readers sees only those by name. */
  readonly branchId?: string;
}

export interface TitleTotal {
  /** The source's own id of the record: UUID or number. */
  readonly biblioId: string | number;
  readonly title: string;
  readonly total: number;
}
