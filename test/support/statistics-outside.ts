import type { BookFigures, StatisticsSource, TodayCount, VisitorFigures } from '../../src/modules/statistics/source.ts';

const NONE: BookFigures = {
  topTitles: { allTime: [], month: [], year: [] },
  topBorrowers: { month: [], year: [] },
  collection: { titles: 0, items: 0 },
  loans: { total: 0, open: 0, returned: 0, openRenewed: 0 },
};

export interface Outside extends StatisticsSource {
  /** What it was asked for, in order. */
  asked: string[];
  total: number;
  /** While set, every call waits for it; then it fails when it is an error. */
  before: (() => Promise<void>) | null;
}

/** A database somewhere else, which is slow, away or wrong when a test wants it to be. */
export function outside(zone = 'Asia/Jakarta'): Outside {
  const source: Outside = {
    name: 'outside',
    modes: ['direct', 'delta'],
    asked: [],
    total: 0,
    before: null,
    timeZone: async () => zone,
    check: () => called('check'),
    async baseline(day): Promise<TodayCount> {
      await called(`baseline ${day.date}`);
      return { total: source.total, mark: String(source.total) };
    },
    async advance(day, from): Promise<TodayCount> {
      await called(`advance ${day.date} ${from.mark}`);
      return { total: source.total, mark: String(source.total) };
    },
    async visitors({ today, signal }): Promise<VisitorFigures> {
      await called('visitors');
      signal.throwIfAborted();
      return { days: new Map([[today, source.total]]), top: { month: [], year: [] } };
    },
    async books(): Promise<BookFigures> {
      await called('books');
      return NONE;
    },
    close: async () => {},
  };
  const called = async (what: string): Promise<void> => {
    source.asked.push(what);
    await source.before?.();
  };
  return source;
}

/** A promise that is kept when the test says so. */
export function gate(): { open: () => void; passed: () => Promise<void> } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed: () => opened };
}
