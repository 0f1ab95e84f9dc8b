import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import type { Module } from '../../kernel/module.ts';
import { modules } from '../../modules.ts';
import { scheduleStories, wireOperations } from './index.ts';

let failing = true;
const done: string[] = [];

const probe: Module = {
  name: 'probe',
  jobs: [
    {
      name: 'probe.fails',
      title: { id: 'gagal', en: 'fails' },
      retryLimit: 0,
      run: async () => {
        if (failing) throw new Error('the printer is on fire');
        done.push('job');
      },
    },
  ],
  schedules: [
    {
      name: 'probe-daily',
      title: { id: 'Setiap hari', en: 'Every day' },
      dailyAtUtcHour: 18,
      run: async () => void done.push('schedule'),
    },
    {
      name: 'probe-resting',
      title: { id: 'Bila perlu', en: 'When needed' },
      everyMinutes: 1,
      isDue: async () => false,
      run: async () => void done.push('resting'),
    },
  ],
  reactions: [
    {
      name: 'probe.reaction',
      hears: ['probe.happened'],
      run: async () => {
        if (failing) throw new Error('nobody listens');
        done.push('reaction');
      },
    },
  ],
};

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let n = 0; n < 100; n++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen within 10 s');
}

describe('what runs by itself', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    (modules as Module[]).push(probe);
    library = await openLibrary({ worker: true });
  });
  afterAll(async () => {
    await library.close();
    (modules as Module[]).pop();
    wireOperations(modules);
  });

  const overview = async () => (await library.call(library.cast.wati, 'GET', '/jobs')).body.data;
  const enqueue = async (job: string) => {
    const client = await library.app.pool.connect();
    await library.app.jobs.enqueue(client, job, { name: 'Sari' }).finally(() => client.release());
  };

  it('shows every schedule with its rhythm and its last run, in the reader’s language', async () => {
    const ran = await until(async () => {
      const { schedules } = await overview();
      return schedules.find((one: { name: string; lastOk: boolean }) => one.name === 'probe-daily' && one.lastOk);
    });
    expect(ran).toMatchObject({ title: 'Setiap hari', rhythm: 'daily at 18:00 UTC', catchUp: true, late: false });
    expect(ran.nextRun).toBe('2026-03-02T18:00:00.000Z');
    expect(done).toContain('schedule');
  });

  it('does a schedule’s work at once when asked, and refuses a name it does not know', async () => {
    await library.factsSince();
    done.length = 0;
    const reply = await library.call(library.cast.wati, 'POST', '/jobs/schedules/probe-daily/run');
    expect(reply.status).toBe(202);
    expect(await library.factsSince()).toEqual(['schedule.requested']);
    await until(async () => (done.includes('schedule') ? true : undefined));
    const unknown = await library.call(library.cast.wati, 'POST', '/jobs/schedules/nothing/run');
    expect(unknown.body.error.details.reason).toBe('operations.no_schedule');
  });

  it('keeps a job that failed for good until somebody retries it, without showing what it was about', async () => {
    failing = true;
    await enqueue('probe.fails');
    const dead = await until(async () => (await overview()).failed[0]);
    expect(dead).toMatchObject({ name: 'probe.fails', error: 'the printer is on fire', attempts: 1 });
    expect(JSON.stringify(dead)).not.toContain('Sari');
    failing = false;
    await library.factsSince();
    const reply = await library.call(library.cast.wati, 'POST', `/jobs/failed/${dead.id}/retry`);
    expect(reply.status).toBe(202);
    expect(await library.factsSince()).toEqual(['job.retried']);
    await until(async () => (done.includes('job') ? true : undefined));
    expect((await library.call(library.cast.wati, 'GET', '/jobs/failed')).body.data).toEqual([]);
    expect((await library.call(library.cast.wati, 'POST', `/jobs/failed/${dead.id}/retry`)).status).toBe(404);
  });

  describe('a reaction that gave up', () => {
    const bury = async (): Promise<string> => {
      const { rows } = await library.app.pool.query(
        `insert into reaction_failures (id, reaction, fact_id, fact_at, error, attempts, failed_at)
         select gen_random_uuid(), 'probe.reaction', id, at, 'nobody listens', 4, at from facts
         where id not in (select fact_id from reaction_failures) limit 1 returning id`,
      );
      return rows[0].id;
    };

    it('runs again on its fact, and stays dead while it still fails', async () => {
      failing = true;
      const id = await bury();
      await library.factsSince();
      const still = await library.call(library.cast.wati, 'POST', `/jobs/reactions/${id}/retry`);
      expect(still.status).toBe(409);
      expect(still.body.error.message).toContain('nobody listens');
      expect(await library.factsSince()).toEqual([]);
      const listed = await library.call(library.cast.wati, 'GET', '/jobs/reactions');
      expect(listed.body.data).toMatchObject([{ id, reaction: 'probe.reaction', attempts: 4 }]);
      failing = false;
      expect((await library.call(library.cast.wati, 'POST', `/jobs/reactions/${id}/retry`)).status).toBe(200);
      expect(await library.factsSince()).toEqual(['reaction.retried']);
      expect(done).toContain('reaction');
      expect((await overview()).deadReactions).toEqual([]);
    });

    it('is resolved once, with a note', async () => {
      const id = await bury();
      await library.factsSince();
      const resolve = () =>
        library.call(library.cast.wati, 'POST', `/jobs/reactions/${id}/resolve`, { note: 'phoned' });
      expect((await resolve()).status).toBe(200);
      expect(await library.factsSince()).toEqual(['reaction.resolved']);
      expect((await resolve()).body.error.details.reason).toBe('operations.no_dead_reaction');
    });
  });

  it('is for whoever may manage jobs, and nobody else', async () => {
    for (const who of [library.cast.budi, library.cast.dewi, library.cast.sari, library.cast.vera]) {
      expect((await library.call(who, 'GET', '/jobs')).status).toBe(403);
      expect((await library.call(who, 'POST', '/jobs/schedules/probe-daily/run')).status).toBe(403);
    }
    expect((await library.call(null, 'GET', '/jobs/failed')).status).toBe(401);
    const bad = await library.call(library.cast.wati, 'POST', '/jobs/failed/x/retry');
    expect(bad.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'id' });
  });

  it('tells health the kind of mail, the room on the disk and what is late', async () => {
    const { body, status } = await library.call(null, 'GET', '/api/v1/health');
    expect(body.services).toMatchObject({ mail: 'healthy', disk: 'healthy', schedules: 'healthy' });
    expect(body.details.mail).toEqual({ kind: 'outbox' });
    expect(body.details.disk.freeBytes).toBeGreaterThan(0);
    expect(status).toBe(200);
  });

  it('does not call one late that rests because there is nothing to do', async () => {
    const resting = await until(async () => {
      const stories = await scheduleStories(library.app.pool, new Date(library.clock.now().getTime() + 3_600_000));
      return stories.find(({ name, lastOk }) => name === 'probe-resting' && lastOk);
    });
    expect(resting.late).toBe(false);
    const owed = `update schedule_runs set due_at = finished_at + interval '1 minute' where name = 'probe-resting'`;
    await library.app.pool.query(owed);
    const stories = await scheduleStories(library.app.pool, new Date(library.clock.now().getTime() + 3_600_000));
    expect(stories.find(({ name }) => name === 'probe-resting')?.late).toBe(true);
  });

  it('calls a daily schedule late when a day and ten minutes passed without it', async () => {
    const lateAfter = async (duration: string) => {
      const now = new Date(library.clock.now().getTime());
      const hours = Number(duration.slice(0, -1));
      const then = new Date(now.getTime() + hours * 3_600_000);
      const stories = await scheduleStories(makeCtx(library.app, systemActor('test')).sql, then);
      return stories.find(({ name }) => name === 'probe-daily')?.late;
    };
    expect(await lateAfter('24h')).toBe(false);
    expect(await lateAfter('25h')).toBe(true);
  });
});
