import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeApp } from '../app.ts';
import { allMigrations, asOwner, attachDatabase, dataRootOf, ensurePartitions, prepareDatabase } from '../database.ts';
import { makeLogger } from '../drivers/log/pino.ts';
import { cutOff } from '../drivers/postgres/cut-off.ts';
import type { PostgresServer } from '../drivers/postgres/index.ts';
import { pendingMigrations } from '../drivers/postgres/migrate.ts';
import { systemClock } from '../kernel/clock.ts';
import { type App, type Ctx, makeCtx, systemActor } from '../kernel/context.ts';
import { usePreparedNames } from '../kernel/prepared.ts';
import { refuseBadConfig } from '../lifecycle.ts';
import { modules } from '../modules.ts';
import { EXIT, Problem } from '../problem.ts';
import { startConfig } from '../start-config.ts';
import { say, terminalLocale } from './output.ts';
import { type StopAsked, stopAsked } from './signals.ts';

export interface Wanted {
  /** Makes the data folder and the schema when they are not there; otherwise a wrong folder would become a library. */
  create?: boolean;
  /** Verbs that enqueue jobs will be called. */
  jobs?: boolean;
  /** It listens to signals on its own and tidies up after itself. */
  stopsItself?: boolean;
}

/** The app of a command: beside the running server on its database, or on one started for as long as this takes. */
export async function withApp<T>(
  wanted: Wanted,
  run: (app: App, ctx: Ctx, postgres: PostgresServer) => Promise<T>,
): Promise<T> {
  return withDatabase(wanted, async (postgres) => {
    const env = process.env;
    const config = startConfig(env);
    const clock = systemClock(config.PUSTAKA_CLOCK_OFFSET);
    usePreparedNames(!config.PGBOUNCER);
    if (wanted.create) await prepareDatabase(postgres, clock.now());
    else await refuseOldSchema(postgres);
    const log = makeLogger('warn', process.stderr);
    const app = makeApp({ postgres, env, dataRoot: dataRootOf(env), clock, log, poolSize: 4 });
    try {
      await ensurePartitions(app.pool, clock.now());
      if (wanted.jobs) await openJobs(app);
      return await run(app, makeCtx(app, systemActor('cli'), {}, terminalLocale(env)), postgres);
    } finally {
      await app.jobs.stop();
      await app.pings.flush().catch(() => {});
      await app.drivers.cache.close();
      await app.pool.end();
    }
  });
}

export async function withDatabase<T>(wanted: Wanted, run: (postgres: PostgresServer) => Promise<T>): Promise<T> {
  const env = process.env;
  refuseBadConfig(env);
  if (!wanted.create) refuseNoLibrary(dataRootOf(env), startConfig(env).DATABASE_URL !== undefined);
  const asked = wanted.stopsItself ? undefined : stopAsked();
  const postgres = await attachDatabase(env, { say });
  try {
    return await (asked ? unlessStopped(asked, postgres, run(postgres)) : run(postgres));
  } finally {
    await postgres.stop();
    asked?.forget();
  }
}

const TIDY_MS = 10_000;

/** Asked to stop: what it does in the database is cut off, so that it is rolled back and PostgreSQL can stop too. */
async function unlessStopped<T>(asked: StopAsked, postgres: PostgresServer, work: Promise<T>): Promise<T> {
  const settled = work.then(
    () => true,
    () => true,
  );
  await Promise.race([settled, asked.stop]);
  if (!asked.signal.aborted) return work;
  const end = Date.now() + TIDY_MS;
  const pause = () => new Promise<false>((resolve) => setTimeout(resolve, 200, false));
  // Again and again, for it may try again.
  do await cutOff(postgres).catch(() => {});
  while (!(await Promise.race([settled, pause()])) && Date.now() < end);
  throw new Problem('cli.interrupted');
}

function refuseNoLibrary(folder: string, external: boolean): void {
  if (external || existsSync(join(folder, 'postgres', 'PG_VERSION'))) return;
  throw new Problem('cli.no_library', { folder }, EXIT.notFound);
}

async function refuseOldSchema(postgres: PostgresServer): Promise<void> {
  const pending = await asOwner(postgres, async (owner) => pendingMigrations(owner, await allMigrations()));
  if (pending.length > 0) throw new Problem('cli.schema_old', { names: pending.join(', ') });
}

const openJobs = (app: App): Promise<void> =>
  app.jobs.open(
    app,
    modules.flatMap((module) => module.jobs ?? []),
    modules.flatMap((module) => module.schedules ?? []),
  );
