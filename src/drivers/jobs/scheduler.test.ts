import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordFacts } from '../../../test/support/audit-log.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { hasSealable, sealFacts } from '../../modules/audit/sealing.ts';
import { type Send, startScheduler } from './scheduler.ts';

const plain = (name: string, more: Partial<Schedule> = {}): Schedule => ({
  name,
  title: { id: name, en: name },
  everyMinutes: 1,
  run: async () => {},
  ...more,
});

describe('the scheduler', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
    await library.app.jobs.open(library.app, [], [plain('sent')]);
  });
  afterAll(async () => {
    await library.app.jobs.stop();
    await library.close();
  });

  const rows = async (sql: string, params: unknown[] = []) => (await library.app.pool.query(sql, params)).rows;
  const enqueue: Send = (client, job) => library.app.jobs.enqueue(client, job, {});
  const claimed = async (name: string) =>
    (await rows('select *, xmin, xmax from schedule_runs where name = $1', [name]))[0];

  /** A look goes from one statement to the next without a pause: it is over when no connection is at work. */
  async function looked(): Promise<void> {
    const { pool } = library.app;
    for (let quiet = 0; quiet < 3; quiet = pool.idleCount === pool.totalCount ? quiet + 1 : 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Runs it for so many ticks of fifteen seconds, the library's clock going along. */
  async function ticks(schedules: Schedule[], send: Send, more: number): Promise<void> {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const stop = startScheduler(library.app, schedules, send);
      for (let n = 0; n < more; n++) {
        await looked();
        library.clock.move('1m');
        vi.advanceTimersByTime(15_000);
      }
      await looked();
      await stop();
    } finally {
      vi.useRealTimers();
    }
  }

  it('sends the job of a due moment with the application’s rights', async () => {
    await ticks([plain('sent')], enqueue, 0);
    expect(await rows("select name from pgboss.job where name = 'schedule.sent'")).toHaveLength(1);
    expect(await claimed('sent')).toBeDefined();
  });

  it('claims nothing when the job could not be sent, and makes up for it at the next look', async () => {
    await ticks([plain('cut')], () => Promise.reject(new Error('killed')), 0);
    expect(await claimed('cut')).toBeUndefined();
    const sent: string[] = [];
    await ticks([plain('cut')], async (_, job) => void sent.push(job), 0);
    expect(sent).toEqual(['schedule.cut']);
  });

  it('writes nothing while there is nothing to do, but runs once after a start and again after a failure', async () => {
    const sent: string[] = [];
    const send: Send = async (_, job) => void sent.push(job);
    let due = false;
    const resting = plain('resting', { isDue: async () => due });
    await ticks([resting], send, 0);
    await rows("update schedule_runs set ok = true where name = 'resting'");
    const before = await claimed('resting');
    await ticks([resting], send, 0);
    expect(await claimed('resting')).toEqual(before);
    library.clock.move('1m');
    await ticks([resting], send, 2);
    expect(sent).toHaveLength(2);
    await rows("update schedule_runs set ok = false where name = 'resting'");
    await ticks([resting], send, 1);
    expect(sent).toHaveLength(4);
    await rows("update schedule_runs set ok = true where name = 'resting'");
    due = true;
    await ticks([resting], send, 1);
    expect(sent).toHaveLength(5);
  });

  it('has sealing to do exactly while a committed fact has no seal', async () => {
    await recordFacts(library, 'a');
    await expect.poll(() => hasSealable(library.app.pool), { timeout: 5_000 }).toBe(true);
    await expect
      .poll(async () => (await sealFacts(library.app)) > 0 || (await hasSealable(library.app.pool)), { timeout: 5_000 })
      .toBe(false);
    await recordFacts(library, 'b');
    await expect.poll(() => hasSealable(library.app.pool), { timeout: 5_000 }).toBe(true);
  });
});
