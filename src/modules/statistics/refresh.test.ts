import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { gate, type Outside, outside } from '../../../test/support/statistics-outside.ts';
import { parseCron } from '../../lib/cron.ts';
import { makeRefresher, type Refresher } from './refresh.ts';
import { statisticsOf, wireSource } from './service.ts';
import { makeShelf, type Shelf } from './shelf.ts';

const line = (text: string) => parseCron(text) ?? expect.fail(text);

describe('the daily passes', () => {
  let library: TestLibrary;
  let source: Outside;
  let shelf: Shelf;
  let refresher: Refresher;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const anew = () => {
    shelf = makeShelf();
    refresher = makeRefresher(library.app, source, shelf, { visitors: line('5 0 * * *'), books: line('15 0 * * *') });
  };
  beforeEach(async () => {
    await library.app.pool.query('delete from statistics_snapshots');
    await library.app.pool.query('delete from statistics_runs');
    library.clock.set('2026-03-02T10:00:00+07:00');
    source = outside();
    anew();
  });
  const failing = async (): Promise<void> => {
    throw new Error('too slow');
  };

  it('rest after a failure: a minute at least, and five times what the failed one took', async () => {
    source.before = failing;
    await expect(refresher.refresh('visitors')).rejects.toThrow('too slow');
    expect(await refresher.isDue('visitors')).toBe(false);
    expect(await refresher.isDue('books')).toBe(true);
    library.clock.move('61s');
    expect(await refresher.isDue('visitors')).toBe(true);
    source.before = async () => {
      library.clock.move('10m');
      await failing();
    };
    await expect(refresher.refresh('visitors')).rejects.toThrow();
    library.clock.move('49m');
    expect(await refresher.isDue('visitors')).toBe(false);
    library.clock.move('2m');
    expect(await refresher.isDue('visitors')).toBe(true);
    expect(refresher.lastRun('visitors')).toMatchObject({ ok: false, error: 'too slow' });
  });

  it('keep the older figures when a pass fails, and remember how it ended over a restart', async () => {
    source.total = 3;
    await refresher.refresh('visitors');
    source.before = failing;
    await expect(refresher.refresh('visitors')).rejects.toThrow();
    anew();
    await refresher.load();
    expect(shelf.get('visitors:weekly')?.data.at(-1)).toEqual({ date: '2026-03-02', total: 3 });
    expect(refresher.lastRun('visitors')?.ok).toBe(false);
  });

  it('are made one after the other', async () => {
    const slow = gate();
    source.before = slow.passed;
    const both = [refresher.refresh('visitors'), refresher.refresh('books')];
    await expect.poll(() => source.asked).toEqual(['visitors']);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(source.asked).toEqual(['visitors']);
    slow.open();
    await Promise.all(both);
    expect(source.asked).toEqual(['visitors', 'books']);
  });

  it('give up when the program stops', async () => {
    const slow = gate();
    source.before = slow.passed;
    const pass = refresher.refresh('visitors').catch((error: unknown) => String(error));
    await expect.poll(() => source.asked).toEqual(['visitors']);
    const stopping = refresher.stop();
    slow.open();
    await stopping;
    expect(await pass).toContain('the program stops');
    expect(shelf.generatedAt('visitors')).toBeNull();
  });

  it('never put older figures in the place of newer ones', async () => {
    source.total = 5;
    await refresher.refresh('visitors');
    library.clock.move('-1h');
    source.total = 1;
    await refresher.refresh('visitors');
    anew();
    await refresher.load();
    expect(shelf.get('visitors:weekly')?.data.at(-1)?.total).toBe(5);
  });

  it('take a row they cannot read for one that is missing', async () => {
    await refresher.refresh('visitors');
    await library.app.pool.query(`update statistics_snapshots set data = '{"a":1}' where name = 'visitors:yearly'`);
    anew();
    await refresher.load();
    expect(shelf.generatedAt('visitors')).toBeNull();
    expect(await refresher.isDue('visitors')).toBe(true);
  });

  it('refuse at the start a way of counting the source does not know', () => {
    const app = { ...library.app, env: { ...library.app.env, TODAY_COUNT_MODE: 'incremental' } };
    wireSource((asker) => (asker === app ? source : null));
    expect(() => statisticsOf(app)).toThrow('statistics.mode_refused');
    wireSource(() => null);
  });
});
