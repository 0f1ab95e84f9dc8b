import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { makeApp, makeWeb } from '../../src/app.ts';
import type { App } from '../../src/kernel/context.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type TestClock, testClock } from './library.ts';

/** A library before its first run: migrated, and nobody in it. */
export interface EmptyLibrary {
  app: App;
  web: FastifyInstance;
  clock: TestClock;
  database: TestDatabase;
  /** Actions of all facts so far, oldest first. */
  facts(): Promise<string[]>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openEmptyLibrary(): Promise<EmptyLibrary> {
  const database = await testDatabase();
  const dataRoot = await mkdtemp(join(tmpdir(), 'pustaka-lib-'));
  const clock = testClock();
  const env = { JWT_SECRET: 'test-secret-test-secret-test-secret' };
  const app = makeApp({ postgres: database, env, dataRoot, clock, log: pino({ level: 'silent' }) });
  const web = await makeWeb(app);
  await web.ready();
  const rows = async (sql: string) => (await app.pool.query(sql)).rows;
  return {
    app,
    web,
    clock,
    database,
    rows,
    facts: async () => (await rows('select action from facts order by tx, id')).map((row) => String(row.action)),
    async close() {
      await web.close();
      await app.jobs.stop();
      await app.pings.flush().catch(() => {});
      await app.pool.end();
      await database.drop();
      await rm(dataRoot, { recursive: true, force: true });
    },
  };
}
