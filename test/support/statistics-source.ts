import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/lib/calendar/local-date.ts';
import { localDateIn, startOfLocalDay } from '../../src/lib/calendar/zone.ts';
import type { Asked, Day, StatisticsSource } from '../../src/modules/statistics/source.ts';
import { recountBooks, recountVisitors, type Visited, type World } from './statistics-recount.ts';
import { emptyWorld, worlds } from './statistics-worlds.ts';

/** A source over a database that holds exactly one world. */
export interface Stage {
  source: StatisticsSource;
  /** More visits, written after all others. */
  add(visits: readonly Visited[]): Promise<void>;
  titleId(key: string): string | number;
}

export interface Contract {
  name: string;
  /** Whose days the source counts. */
  zone: string;
  /** Takes the place of whatever the database held. */
  stage(world: World): Promise<Stage>;
  runs?: number;
}

export function dayAt(zone: string, now: Date): Day {
  const date = localDateIn(zone, now);
  return { zone, date, from: startOfLocalDay(zone, date), until: startOfLocalDay(zone, addDays(date, 1)) };
}

export function askedAt(zone: string, now: Date): Asked {
  const today = localDateIn(zone, now);
  const year = Number(today.slice(0, 4));
  const months = { monthStart: `${today.slice(0, 7)}-01`, yearStart: `${year}-01-01`, since: `${year - 4}-01-01` };
  return { zone, today, ...months, top: 10, signal: new AbortController().signal };
}

const someDays = (days: ReadonlyMap<string, number>) => new Map([...days].filter(([, total]) => total > 0).sort());

const NOW = new Date('2026-03-02T03:00:00Z');
const at = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000);

/** What every source of the numbers must do, whatever database lies below it. */
export function statisticsSourceContract(contract: Contract): void {
  describe(`the source of the numbers: ${contract.name}`, () => {
    let source: StatisticsSource | undefined;
    const stage = async (filled: World): Promise<Stage> => {
      const made = await contract.stage(filled);
      source = made.source;
      return made;
    };
    afterEach(async () => {
      await source?.close();
      source = undefined;
    });
    todayContract(contract.zone, stage);
    figuresContract(contract, stage);
  });
}

function todayContract(zone: string, stage: Contract['stage']): void {
  const day = dayAt(zone, NOW);
  const world = emptyWorld(zone);

  it('says what it is, in which zone it counts, and that it can be read', async () => {
    const made = (await stage(world)).source;
    expect(made.modes).toContain('direct');
    expect(await made.timeZone()).toBe(zone);
    await made.check();
  });

  it('counts a day from its first moment to its last', async () => {
    const edges = [at(day.from, -1), day.from, at(day.from, 3600), at(day.until, -1), day.until];
    const made = await stage({ ...world, visits: edges.map((moment) => ({ at: moment, member: null })) });
    expect((await made.source.baseline(day, 'direct')).total).toBe(3);
  });

  it('carries a count on by what came after it, and by nothing else', async () => {
    const made = await stage({ ...world, visits: [{ at: day.from, member: 'K000' }] });
    for (const mode of made.source.modes.filter((each) => each !== 'direct')) {
      let count = await made.source.baseline(day, mode);
      const before = count.total;
      const goOn = async (): Promise<number> => {
        count = await made.source.advance(day, count, mode);
        return count.total;
      };
      expect([mode, await goOn()]).toEqual([mode, before]);
      await made.add([
        { at: at(day.from, 60), member: null },
        { at: at(day.from, -60), member: null },
        { at: at(day.from, 30), member: 'K001' },
      ]);
      expect([mode, await goOn()]).toEqual([mode, before + 2]);
      expect([mode, await goOn()]).toEqual([mode, before + 2]);
      expect((await made.source.baseline(day, mode)).total).toBe(before + 2);
    }
  });

  it('begins a day that nobody came on at nothing', async () => {
    const made = await stage(world);
    for (const mode of made.source.modes) expect((await made.source.baseline(day, mode)).total).toBe(0);
  });
}

function figuresContract({ zone, runs }: Contract, stage: Contract['stage']): void {
  const world = emptyWorld(zone);
  const asked = askedAt(zone, NOW);

  it('answers with nothing, not with an error, in an empty library', async () => {
    const made = await stage({ ...world, members: [], titles: [] });
    expect(someDays((await made.source.visitors(asked)).days)).toEqual(new Map());
    const books = await made.source.books(asked);
    expect(books.collection).toEqual({ titles: 0, items: 0 });
    expect(books.loans).toEqual({ total: 0, open: 0, returned: 0, openRenewed: 0 });
  });

  it('gives up when the program stops', async () => {
    const made = await stage(world);
    const late = { ...asked, signal: AbortSignal.abort(new Error('stopping')) };
    await expect(made.source.visitors(late)).rejects.toThrow('stopping');
    await expect(made.source.books(late)).rejects.toThrow('stopping');
  });

  it('agrees with a slow recount of random visits and loans', async () => {
    const agrees = async (some: World): Promise<void> => {
      const made = await stage(some);
      const visitors = await made.source.visitors(asked);
      const wanted = recountVisitors(some, asked);
      expect(someDays(visitors.days)).toEqual(someDays(wanted.days));
      expect(withoutBranch(visitors.top)).toEqual(wanted.top);
      const books = await made.source.books(asked);
      expect(withoutBranch(books)).toEqual(recountBooks(some, asked, made.titleId));
      await made.source.close();
    };
    await fc.assert(fc.asyncProperty(worlds(zone, NOW), agrees), { numRuns: runs ?? 25 });
  }, 180_000);
}

/** Which branch a reader belongs to is no part of the contract. */
const withoutBranch = <T>(figures: T): T =>
  JSON.parse(JSON.stringify(figures, (key, value: unknown) => (key === 'branchId' ? undefined : value)));
