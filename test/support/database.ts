import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { PostgresServer } from '../../src/drivers/postgres/index.ts';
import { createClient } from '../../src/drivers/postgres/pool.ts';

export interface TestDatabase extends PostgresServer {
  drop(): Promise<void>;
}

/** A fresh copy of the migrated database; `empty`: without any schema. */
export async function testDatabase(o: { empty?: boolean } = {}): Promise<TestDatabase> {
  const server = JSON.parse(inject('postgres')) as PostgresServer;
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const run = async (sql: string): Promise<void> => {
    const client = createClient({ ...(server.superuser ?? server.owner), database: 'postgres' });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`create database ${database} template ${o.empty ? 'template1' : 'library_template'} owner pustaka_owner`);
  const here = <T extends { database: string }>(connection: T): T => ({ ...connection, database });
  return {
    ...server,
    owner: here(server.owner),
    app: here(server.app),
    ...(server.superuser ? { superuser: here(server.superuser) } : {}),
    stop: async () => {},
    drop: () => run(`drop database if exists ${database} with (force)`),
  };
}
