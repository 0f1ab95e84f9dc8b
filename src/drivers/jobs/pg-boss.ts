import { escapeIdentifier } from 'pg';
import { PgBoss } from 'pg-boss';
import type { App } from '../../kernel/context.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import type { JobDefinition, Jobs } from '../../kernel/jobs.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import type { Connection } from '../postgres/index.ts';
import { startScheduler } from './scheduler.ts';

const QUEUE = { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 900, notify: true };

export const scheduleJob = (schedule: Schedule): JobDefinition => ({
  name: `schedule.${schedule.name}`,
  title: schedule.title,
  run: (ctx) => schedule.run(ctx),
});

/** pg-boss on the owner's connection; its schema is made here, the application may only add and read jobs. */
export function makeJobs(owner: Connection, appRole: string): Jobs {
  const { ssl, ...connection } = owner;
  const boss = new PgBoss({
    ...connection,
    ...(ssl === undefined ? {} : { ssl }),
    schema: 'pgboss',
    max: 3,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 120,
    monitorIntervalSeconds: 120,
  });
  let names: string[] = [];
  let stopScheduler = async (): Promise<void> => {};
  const known = new Map<string, JobDefinition>();
  const workers = new Map<string, string>();

  const work = async (app: App, job: JobDefinition): Promise<void> => {
    const worker = await boss.work<Record<string, unknown>>(
      job.name,
      { pollingIntervalSeconds: 20, batchSize: 1 },
      async ([item]) => {
        if (!item) return;
        const ctx = makeCtx(app, systemActor(job.name), { id: item.id });
        try {
          await job.run(ctx, item.data);
          app.telemetry.jobs.inc({ job: job.name, result: 'done' });
        } catch (error) {
          app.telemetry.jobs.inc({ job: job.name, result: 'failed' });
          app.log.error({ err: error, job: job.name, jobId: item.id }, 'job failed');
          throw error;
        }
      },
    );
    workers.set(job.name, worker);
  };
  const open: Jobs['open'] = async (app, jobs, schedules) => {
    boss.on('error', (error) => app.log.error({ err: error }, 'jobs'));
    await boss.start();
    const all = [...jobs, ...schedules.map(scheduleJob)];
    names = all.map((job) => job.name);
    for (const job of all) {
      known.set(job.name, job);
      await boss.createQueue(job.name, {
        ...QUEUE,
        retryLimit: job.retryLimit ?? 3,
        expireInSeconds: job.expireSeconds ?? 900,
      });
    }
    const role = escapeIdentifier(appRole);
    await boss
      .getDb()
      .executeSql(
        `grant usage on schema pgboss to ${role}; grant select, insert, update on all tables in schema pgboss to ${role}`,
      );
  };
  return {
    open,
    async start(app, jobs, schedules) {
      await open(app, jobs, schedules);
      await Promise.all([...known.values()].map((job) => work(app, job)));
      stopScheduler = startScheduler(app, schedules, (name) =>
        boss.send(name, {}, { singletonKey: name }).then(() => {}),
      );
    },
    async enqueue(client, job, data) {
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
      await boss.send(job, data, { db });
    },
    // Where nothing was opened (a web part alone) there is nothing to tell.
    async failed() {
      if (known.size === 0) return [];
      const { rows } = await boss.getDb().executeSql(
        `select id, name, data, output, retry_count as attempts, completed_on from pgboss.job
         where state = 'failed' and name = any ($1) order by completed_on desc limit 200`,
        [names],
      );
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        data: row.data,
        error: String(row.output?.message ?? JSON.stringify(row.output ?? null)).slice(0, 500),
        attempts: row.attempts + 1,
        failedAt: row.completed_on,
      }));
    },
    async retry(id) {
      if (known.size === 0) throw failure('NOT_FOUND', 'kernel.not_found');
      const { rows } = await boss
        .getDb()
        .executeSql(`select name from pgboss.job where id = $1 and state = 'failed'`, [id]);
      const name = rows[0]?.name;
      if (!name || !known.has(name)) throw failure('NOT_FOUND', 'kernel.not_found');
      await boss.retry(name, id);
      const worker = workers.get(name);
      if (worker) boss.notifyWorker(worker);
    },
    async counts() {
      if (known.size === 0) return {};
      const { rows } = await boss
        .getDb()
        .executeSql('select state::text as state, count(*)::int as n from pgboss.job group by 1');
      return Object.fromEntries(rows.map((row) => [row.state, row.n]));
    },
    async stop() {
      await stopScheduler();
      await boss.stop({ graceful: true, timeout: 8_000, close: true }).catch(() => {});
    },
  };
}
