import { join, resolve } from 'node:path';
import { attachPostgres, externalPostgres, type PostgresServer, startPostgres } from './drivers/postgres/index.ts';
import { migrateUp, readMigrations } from './drivers/postgres/migrate.ts';
import { createClient } from './drivers/postgres/pool.ts';
import type { Env } from './kernel/config.ts';
import { startConfig } from './kernel/start-config.ts';

type Say = (line: string) => void;

/** One installation's folder; relative to where the command was typed. */
export const dataRootOf = (env: Env): string => resolve(startConfig(env).PUSTAKA_DATA);

const migrationsFolder = join(import.meta.dirname, '../migrations');

/** The server of the program: ours, held until it stops, or the operator's own. */
export async function openDatabase(env: Env, say: Say): Promise<PostgresServer> {
  const { DATABASE_URL, DATABASE_OWNER_URL } = startConfig(env);
  if (DATABASE_URL) return externalPostgres({ databaseUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL });
  return startPostgres({ dataRoot: dataRootOf(env), log: say });
}

/** For commands: the same database, beside a running program or without one. */
export async function attachDatabase(env: Env, say: Say): Promise<PostgresServer> {
  const { DATABASE_URL } = startConfig(env);
  if (DATABASE_URL) return openDatabase(env, say);
  return attachPostgres({ dataRoot: dataRootOf(env), log: say });
}

/** Brings the schema to what this program needs; returns the migrations that were missing. */
export async function prepareDatabase(postgres: PostgresServer, now: Date): Promise<string[]> {
  const owner = createClient(postgres.owner, { statementTimeoutMs: 0 });
  await owner.connect();
  try {
    const applied = await migrateUp(owner, await readMigrations(migrationsFolder));
    await owner.query("select ensure_fact_partitions(($1::timestamptz - interval '1 month')::date, 5)", [now]);
    return applied;
  } finally {
    await owner.end();
  }
}
