import { escapeIdentifier } from 'pg';
import { PgBoss } from 'pg-boss';
import type { App } from '../../kernel/context.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import type { FailedJob, JobDefinition, Jobs } from '../../kernel/jobs.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import type { Connection } from '../postgres/index.ts';
import { startScheduler } from './scheduler.ts';

const OPTIONS = ['retryLimit', 'retryDelay', 'retryBackoff', 'expireInSeconds', 'notify'] as const;
const queueOf = (job: JobDefinition) => ({
  retryLimit: job.retryLimit ?? 3,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: job.expireSeconds ?? 900,
  notify: isSchedule(job),
});

export const scheduleJob = (schedule: Schedule): JobDefinition => ({
  name: `schedule.${schedule.name}`,
  title: schedule.title,
  run: (ctx) => schedule.run(ctx),
});

/** pg-boss on the owner's connection; its schema is made here, the application may only add and read jobs. */
export function makeJobs(owner: Connection, appRole: string): Jobs {
  const boss = new PgBoss(bossOptions(owner));
  const known = new Map<string, JobDefinition>();
  const workers = new Map<string, string>();
  let stopScheduler = async (): Promise<void> => {};
  /** Where nothing was opened (a web part alone) there is nothing to tell. */
  const sql = async (text: string, values: unknown[] = []) =>
    known.size === 0 ? [] : (await boss.getDb().executeSql(text, values)).rows;
  const enqueue: Jobs['enqueue'] = async (client, job, data) => {
    const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
    await boss.send(job, data, { db });
  };
  const open: Jobs['open'] = async (app, jobs, schedules) => {
    boss.on('error', (error) => app.log.error({ err: error }, 'jobs'));
    await boss.start();
    for (const job of [...jobs, ...schedules.map(scheduleJob)]) known.set(job.name, job);
    await makeQueues(boss, appRole, [...known.values()]);
  };
  return {
    open,
    async start(app, jobs, schedules) {
      await open(app, jobs, schedules);
      for (const job of known.values()) workers.set(job.name, await work(boss, app, job));
      stopScheduler = startScheduler(app, schedules, (client, job) => enqueue(client, job, {}));
    },
    enqueue,
    failed: async () => (await sql(FAILED, [[...known.keys()]])).map(failedJob),
    async retry(id) {
      const [row] = await sql(`select name from pgboss.job where id = $1 and state = 'failed'`, [id]);
      if (!row || !known.has(row.name)) throw failure('NOT_FOUND', 'kernel.not_found');
      await boss.retry(row.name, id);
      const worker = workers.get(row.name);
      if (worker) boss.notifyWorker(worker);
    },
    async counts() {
      const rows = await sql('select state::text as state, count(*)::int as n from pgboss.job group by 1');
      return Object.fromEntries(rows.map((row) => [row.state, row.n]));
    },
    async stop() {
      await stopScheduler();
      await boss.stop({ graceful: true, timeout: 8_000, close: true }).catch(() => {});
    },
  };
}

function bossOptions({ ssl, ...connection }: Connection) {
  return {
    ...connection,
    ...(ssl === undefined ? {} : { ssl }),
    schema: 'pgboss',
    // One listens; a supervision that takes long must not hold up the workers.
    max: 5,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 600,
    monitorIntervalSeconds: 600,
    // Its looks for flows (which no job here uses) and for its own rebuilding write each time: every 5 and 60 s by default.
    flowIntervalSeconds: 600,
    bamIntervalSeconds: 600,
  };
}

async function makeQueues(boss: PgBoss, appRole: string, jobs: readonly JobDefinition[]): Promise<void> {
  const there = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const job of jobs) {
    const wanted = queueOf(job);
    const found = there.get(job.name);
    if (!found) await boss.createQueue(job.name, wanted);
    // Made by an earlier version, which wanted something else.
    else if (OPTIONS.some((option) => found[option] !== wanted[option])) await boss.updateQueue(job.name, wanted);
  }
  const role = escapeIdentifier(appRole);
  const grants = `grant usage on schema pgboss to ${role}; grant select, insert, update on all tables in schema pgboss to ${role}`;
  await boss.getDb().executeSql(grants);
}

const isSchedule = (job: JobDefinition): boolean => job.name.startsWith('schedule.');

/** The worker's id. */
function work(boss: PgBoss, app: App, job: JobDefinition): Promise<string> {
  // With notices on, pg-boss looks rarely, and a notice that is missed leaves a letter lying: these queues look every 2 s.
  const options = { pollingIntervalSeconds: isSchedule(job) ? 20 : 2, batchSize: 1 };
  return boss.work<Record<string, unknown>>(job.name, options, async ([item]) => {
    if (!item) return;
    try {
      await job.run(makeCtx(app, systemActor(job.name), { id: item.id }), item.data);
      app.telemetry.jobs.inc({ job: job.name, result: 'done' });
    } catch (error) {
      app.telemetry.jobs.inc({ job: job.name, result: 'failed' });
      app.log.error({ err: error, job: job.name, jobId: item.id }, 'job failed');
      throw error;
    }
  });
}

const FAILED = `select id, name, data, output, retry_count as attempts, completed_on as "failedAt" from pgboss.job
  where state = 'failed' and name = any ($1) order by completed_on desc limit 200`;

interface FailedRow extends Omit<FailedJob, 'error'> {
  output: { message?: string } | null;
}

const failedJob = ({ output, ...row }: FailedRow): FailedJob => ({
  ...row,
  attempts: row.attempts + 1,
  error: String(output?.message ?? JSON.stringify(output)).slice(0, 500),
});
