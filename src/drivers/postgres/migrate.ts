import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';

export interface Migration {
  name: string;
  up: string;
  down: string;
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}_.+\.up\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -'.up.sql'.length),
      up: await readFile(join(folder, file), 'utf8'),
      down: await readFile(join(folder, file.replace('.up.sql', '.down.sql')), 'utf8'),
    })),
  );
}

const LOCK = 7_318_001;

async function done(owner: Client): Promise<string[]> {
  await owner.query(
    'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())', // clock: not business time
  );
  const { rows } = await owner.query<{ name: string }>('select name from migrations order by name');
  return rows.map((row) => row.name);
}

/** Runs what is missing, one transaction each, under a lock so that two instances may start at once. */
export async function migrateUp(owner: Client, migrations: readonly Migration[]): Promise<string[]> {
  await owner.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    const before = await done(owner);
    const unknown = before.filter((name) => !migrations.some((m) => m.name === name));
    if (unknown.length > 0)
      throw new Error(`the database is newer than this program (${unknown.join(', ')}); upgrade the program`);
    const missing = migrations.filter((m) => !before.includes(m.name));
    for (const migration of missing) {
      await step(owner, migration.up, 'insert into migrations (name) values ($1)', migration.name);
    }
    return missing.map((m) => m.name);
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

/** Names of those still to run; the database is left as it is. */
export async function pendingMigrations(owner: Client, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await owner.query<{ there: boolean }>("select to_regclass('migrations') is not null as there");
  const before = rows[0]?.there ? await done(owner) : [];
  return migrations.filter((m) => !before.includes(m.name)).map((m) => m.name);
}

/** Takes back the newest `steps` migrations. */
export async function migrateDown(owner: Client, migrations: readonly Migration[], steps: number): Promise<string[]> {
  await owner.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    const before = await done(owner);
    const back = migrations
      .filter((m) => before.includes(m.name))
      .reverse()
      .slice(0, steps);
    for (const migration of back)
      await step(owner, migration.down, 'delete from migrations where name = $1', migration.name);
    return back.map((m) => m.name);
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

async function step(owner: Client, sql: string, mark: string, name: string): Promise<void> {
  await owner.query('begin');
  try {
    await owner.query(sql);
    await owner.query(mark, [name]);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw new Error(`migration ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
