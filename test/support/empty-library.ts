import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { makeApp, makeWeb } from '../../src/app.ts';
import type { App } from '../../src/kernel/context.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { NO_LIMITS, OPENING, testClock } from './library.ts';

export interface EmptyLibrary {
  app: App;
  database: TestDatabase;
  web(): Promise<FastifyInstance>;
  close(): Promise<void>;
}

/** A migrated library in which nothing was ever written: for set-up and seeds. */
export async function openEmptyLibrary(at = OPENING): Promise<EmptyLibrary> {
  const database = await testDatabase();
  const dataRoot = await mkdtemp(join(tmpdir(), 'pustaka-lib-'));
  const env = { ...NO_LIMITS, JWT_SECRET: 'test-secret-test-secret-test-secret' };
  const app = makeApp({ postgres: database, env, dataRoot, clock: testClock(at), log: pino({ level: 'silent' }) });
  const webs: FastifyInstance[] = [];
  return {
    app,
    database,
    async web() {
      const web = await makeWeb(app);
      webs.push(web);
      await web.ready();
      return web;
    },
    async close() {
      for (const web of webs) await web.close();
      await app.pings.flush().catch(() => {});
      await app.pool.end();
      await database.drop();
      await rm(dataRoot, { recursive: true, force: true });
    },
  };
}
