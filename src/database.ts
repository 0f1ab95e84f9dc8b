import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Client } from 'pg';
import { waitForExternal } from './database-external.ts';
import { ARCHIVE, archiveSettings } from './drivers/backup/index.ts';
import { attachPostgres, type PostgresServer, type StartOptions, startPostgres } from './drivers/postgres/index.ts';
import { migrateUp, readMigrations } from './drivers/postgres/migrate.ts';
import { createClient } from './drivers/postgres/pool.ts';
import type { Env } from './kernel/config.ts';
import type { Sql } from './kernel/context.ts';
import { ensureVisitMonths } from './modules/visits/index.ts';
import { startConfig } from './start-config.ts';

export type Say = (line: string) => void;

export interface Asked {
  say: Say;
  /** How long to wait for a database of the operator's own that does not answer yet. */
  patienceMs?: number;
  signal?: AbortSignal;
  /** The statistics of a SLiMS and nothing else: our own database keeps what was frozen, no more. */
  dashboardOnly?: boolean;
}

/** One installation's folder; relative to where the command was typed. */
export const dataRootOf = (env: Env): string => resolve(startConfig(env).PUSTAKA_DATA);

/** The database of the program: ours, held until it stops, or the operator's own. */
export const openDatabase = (env: Env, asked: Asked): Promise<PostgresServer> =>
  startConfig(env).DATABASE_URL ? waitForExternal(env, asked) : startPostgres(embedded(env, asked));

/** For commands: the same database, beside a running program or without one. */
export const attachDatabase = (env: Env, asked: Asked): Promise<PostgresServer> =>
  startConfig(env).DATABASE_URL ? waitForExternal(env, asked) : attachPostgres(embedded(env, asked));

/** The archive of changes is part of every start: whoever starts it, a backup must find them all. */
const embedded = (env: Env, { say, dashboardOnly }: Asked): StartOptions => {
  const dataRoot = dataRootOf(env);
  // Nobody would clear the archive of a dashboard, and all it has can be counted again.
  const isLibrary = !dashboardOnly || existsSync(join(dataRoot, ARCHIVE));
  return { dataRoot, log: say, ...(isLibrary ? { archive: archiveSettings(dataRoot) } : {}) };
};

export const allMigrations = () => readMigrations(join(import.meta.dirname, '../migrations'));

/** Work on the owner's connection, which alone may change the schema. */
export async function asOwner<T>(postgres: PostgresServer, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = createClient(postgres.owner, { statementTimeoutMs: 0 });
  // A connection that is cut fails the statement at work; it must not end the program.
  owner.on('error', () => {});
  await owner.connect();
  try {
    await owner.query("select set_config('pustaka.app_role', $1, false)", [postgres.app.user]);
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Brings the schema to what this program needs; returns the migrations that were missing. */
export const prepareDatabase = (postgres: PostgresServer, now: Date): Promise<string[]> =>
  asOwner(postgres, async (owner) => {
    const applied = await migrateUp(owner, await allMigrations());
    await ensurePartitions(owner, now);
    const role = postgres.app.user;
    if (role !== postgres.owner.user && (applied.length > 0 || !(await isGranted(owner, role))))
      await owner.query('select grant_app_rights($1)', [role]);
    return applied;
  });

/** Facts and visits are kept by month: the last one to the third from now. */
export async function ensurePartitions(sql: Sql, now: Date): Promise<void> {
  await sql.query("select ensure_fact_partitions(($1::timestamptz - interval '1 month')::date, 5)", [now]);
  await ensureVisitMonths(sql, now);
}

/** Not when the role became the application's after the migrations ran. */
async function isGranted(owner: Client, role: string): Promise<boolean> {
  const { rows } = await owner.query<{ granted: boolean }>(
    "select has_column_privilege($1, 'facts', 'id', 'insert') and has_table_privilege($1, 'migrations', 'select') as granted",
    [role],
  );
  return rows[0]?.granted ?? false;
}
