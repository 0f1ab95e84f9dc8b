import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import type { App } from '../../src/kernel/context.ts';
import { fromDist } from './dist.ts';
import { ownTpcB } from './tpc-b.ts';

const FOLDER = '/usr/lib/postgresql';
const DATABASE = 'pgbench';
export const TPC_B_SCALE = 100;

/** Debian keeps it beside each major version; null where there is none. */
function program(): string | null {
  const versions = existsSync(FOLDER) ? readdirSync(FOLDER).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => `${FOLDER}/${version}/bin/pgbench`).find((file) => existsSync(file)) ?? null;
}

export interface TpcB {
  tps: number;
  by: string;
}

/** TPC-B on the same server, fsync on; its tables are made once and stay. Where pgbench is missing, the same statements from here. */
export async function tpcB(app: App, seconds: number): Promise<TpcB> {
  const { attachPostgres } =
    await fromDist<typeof import('../../src/drivers/postgres/index.ts')>('drivers/postgres/index.js');
  const { createClient, createPool } =
    await fromDist<typeof import('../../src/drivers/postgres/pool.ts')>('drivers/postgres/pool.js');
  const postgres = await attachPostgres({ dataRoot: app.dataRoot, log: () => {} });
  try {
    const client = createClient({ ...postgres.owner, database: 'postgres' });
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    await client.end();
    const pgbench = program();
    if (pgbench) return { tps: cannon(pgbench, postgres.owner, seconds, rowCount === 0), by: 'pgbench' };
    const pool = createPool({ ...postgres.owner, database: DATABASE }, { max: 8, statementTimeoutMs: 0 });
    const tps = await ownTpcB(pool, seconds, TPC_B_SCALE);
    await pool.end();
    return { tps, by: 'own script' };
  } finally {
    await postgres.stop();
  }
}

interface Address {
  host: string;
  port: number;
  user: string;
  password: string;
}

function cannon(pgbench: string, { host, port, user, password }: Address, seconds: number, isNew: boolean): number {
  const run = (...args: string[]): string =>
    execFileSync(pgbench, ['-h', host, '-p', String(port), '-U', user, ...args, DATABASE], {
      encoding: 'utf8',
      env: { ...process.env, PGPASSWORD: password },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  if (isNew) run('-i', '-q', '-s', String(TPC_B_SCALE));
  const said = run('-c', '8', '-j', '2', '-M', 'prepared', '-T', String(seconds));
  return Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? Number.NaN);
}
