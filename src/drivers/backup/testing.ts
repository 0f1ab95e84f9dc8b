import { createHash } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import type { Connection, PostgresServer } from '../postgres/index.ts';
import { type Bench, sql } from '../postgres/testing.ts';
import { archiveSettings } from './archive.ts';
import { makeBackup } from './backup.ts';
import { type RestoreOptions, type RestoreReport, restoreBackup } from './restore.ts';

export const KEEP = { newest: 7, weekly: 0 };

/** A library in a folder of its own, with its archive of changes. */
export async function library(bench: Bench, dataRoot = bench.folder(), used = true) {
  if (used) await bench.used(dataRoot);
  const server = await bench.start(dataRoot, { archive: archiveSettings(dataRoot) });
  const backUp = (o: Partial<Parameters<typeof makeBackup>[0]> = {}) =>
    makeBackup({ dataRoot, postgres: server, keep: KEEP, ...o });
  return { dataRoot, server, backUp, sql: (text: string) => sql(server.owner, text) };
}

export function restore<T = undefined>(o: Pick<RestoreOptions<T>, 'from' | 'into'> & Partial<RestoreOptions<T>>) {
  const check = async () => undefined as T;
  return restoreBackup({ migrations: [], say: () => undefined, check, ...o }) as Promise<RestoreReport<T>>;
}

/** A digest of every table, its rows in one order. */
export async function digests(server: PostgresServer): Promise<Record<string, string>> {
  const client = new pg.Client(server.owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const all: Record<string, string> = {};
    for (const { name } of rows) all[name] = await digest(client, `select t::text as row from ${name} t order by 1`);
    return all;
  } finally {
    await client.end();
  }
}

async function digest(client: pg.Client, text: string): Promise<string> {
  const { rows } = await client.query<{ row: string }>(text);
  const hash = createHash('md5');
  for (const { row } of rows) hash.update(row).update('\n');
  return `${rows.length} rows ${hash.digest('hex')}`;
}

/** Writes one transaction after another until it is stopped; tells how many were committed. */
export async function writer(connection: Connection, name: string) {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`create table ${name} (n int primary key, text text); create table ${name}_last (n int);
    insert into ${name}_last values (0)`);
  let committed = 0;
  let over = false;
  const work = async (): Promise<void> => {
    while (!over) {
      const n = committed + 1;
      await client.query('begin');
      await client.query(`insert into ${name} values ($1::int, repeat(md5($1::int::text), 20))`, [n]);
      await client.query(`update ${name}_last set n = $1`, [n]);
      await client.query('commit');
      committed = n;
    }
    await client.end();
  };
  const done = work();
  return {
    committed: () => committed,
    async stop(): Promise<void> {
      over = true;
      await done;
    },
  };
}

export const backupsOf = (dataRoot: string): string => path.join(dataRoot, 'backups');
