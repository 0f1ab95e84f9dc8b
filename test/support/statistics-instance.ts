import { pino } from 'pino';
import { makeApp, makeWeb } from '../../src/app.ts';
import { createClient } from '../../src/drivers/postgres/pool.ts';
import type { App } from '../../src/kernel/context.ts';
import { startStatistics } from '../../src/modules/statistics/index.ts';
import type { TestDatabase } from './database.ts';
import { NO_LIMITS, type TestLibrary } from './library.ts';

export interface Instance {
  app: App;
  get(path: string): Promise<{ status: number; body: ReturnType<typeof JSON.parse>; headers: Record<string, unknown> }>;
  close(): Promise<void>;
}

const QUICK = { VISITOR_SYNC_MIN_INTERVAL_MS: '200', VISITOR_SYNC_BUFFER_MS: '10' };

/** One more program on the library's database: with the fast loop, the daily passes and the door. */
export async function openInstance(library: TestLibrary, env: Record<string, string> = {}): Promise<Instance> {
  const app = makeApp({
    postgres: library.database,
    env: { ...NO_LIMITS, JWT_SECRET: 'test-secret-test-secret-test-secret', ...QUICK, ...env },
    dataRoot: library.app.dataRoot,
    clock: library.clock,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
  });
  const clients: { end(): Promise<void> }[] = [];
  const own = async () => {
    const client = createClient(library.database.app, { statementTimeoutMs: 0 });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const listen = async (): Promise<void> => {
    const client = await own();
    clients.push(client);
    await app.pings.listen(client);
  };
  await listen().catch(() => {});
  const web = await makeWeb(app);
  await web.ready();
  const stop = startStatistics(app, own);
  return {
    app,
    async get(path) {
      const reply = await web.inject({ url: `/api${path}` });
      return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
    },
    async close() {
      await stop();
      await web.close();
      for (const client of clients) await client.end().catch(() => {});
      await app.pings.flush().catch(() => {});
      await app.pool.end();
    },
  };
}

/** Nobody can reach the database until it is given back. */
export async function takeAway(database: TestDatabase): Promise<() => Promise<void>> {
  const name = database.app.database;
  const admin = createClient({ ...(database.superuser ?? database.owner), database: 'postgres' });
  await admin.connect();
  await admin.query(`alter database "${name}" with allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  return async () => {
    await admin.query(`alter database "${name}" with allow_connections true`);
    await admin.end();
  };
}
