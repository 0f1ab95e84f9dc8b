import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../../src/database.ts';
import { startPostgres } from '../../src/drivers/postgres/index.ts';
import { createClient } from '../../src/drivers/postgres/pool.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: string;
  }
}

export const TEMPLATE = 'library_template';

/** One server for all suites; each suite gets a copy of one migrated database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataRoot = await mkdtemp(join(tmpdir(), 'pustaka-test-'));
  const server = await startPostgres({
    dataRoot,
    log: () => {},
    settings: { fsync: 'off', max_connections: '120', full_page_writes: 'off', synchronous_commit: 'on' },
  });
  const admin = createClient(server.superuser ?? server.owner);
  await admin.connect();
  await admin.query(`create database ${TEMPLATE} owner pustaka_owner`);
  await admin.end();
  const template = {
    ...server,
    owner: { ...server.owner, database: TEMPLATE },
    app: { ...server.app, database: TEMPLATE },
  };
  await prepareDatabase(template, new Date());
  const owner = createClient(template.owner);
  await owner.connect();
  await owner.query("select ensure_fact_partitions('2026-01-01', 24)");
  await owner.end();
  const { stop: _stop, ...connections } = server;
  project.provide('postgres', JSON.stringify(connections));
  return async () => {
    await server.stop();
    await rm(dataRoot, { recursive: true, force: true });
  };
}
