import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import type { App } from '../../src/kernel/context.ts';
import { fromDist } from './dist.ts';

const FOLDER = '/usr/lib/postgresql';
const DATABASE = 'pgbench';
const SCALE = 100;

/** Debian keeps it beside each major version; null where there is none. */
function program(): string | null {
  const versions = existsSync(FOLDER) ? readdirSync(FOLDER).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => `${FOLDER}/${version}/bin/pgbench`).find((file) => existsSync(file)) ?? null;
}

/** TPC-B on the same server, fsync on; its tables are made once and stay. */
export async function tpcB(app: App, seconds: number): Promise<number | null> {
  const pgbench = program();
  if (!pgbench) return null;
  const { attachPostgres } =
    await fromDist<typeof import('../../src/drivers/postgres/index.ts')>('drivers/postgres/index.js');
  const postgres = await attachPostgres({ dataRoot: app.dataRoot, log: () => {} });
  try {
    const { host, port, user, password } = postgres.owner;
    const { createClient } =
      await fromDist<typeof import('../../src/drivers/postgres/pool.ts')>('drivers/postgres/pool.js');
    const client = createClient({ ...postgres.owner, database: 'postgres' });
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    await client.end();
    const run = (...args: string[]): string =>
      execFileSync(pgbench, ['-h', host, '-p', String(port), '-U', user, ...args, DATABASE], {
        encoding: 'utf8',
        env: { ...process.env, PGPASSWORD: password },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    if (rowCount === 0) run('-i', '-q', '-s', String(SCALE));
    const said = run('-c', '8', '-j', '2', '-M', 'prepared', '-T', String(seconds));
    return Number(/tps = ([\d.]+) \(without/.exec(said)?.[1] ?? /tps = ([\d.]+)/.exec(said)?.[1] ?? Number.NaN);
  } finally {
    await postgres.stop();
  }
}
