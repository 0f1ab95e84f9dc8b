import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { makeApp, makeWeb, startWorker } from './app.ts';
import { dataRootOf, openDatabase, prepareDatabase } from './database.ts';
import type { PostgresServer } from './drivers/postgres/index.ts';
import { systemClock } from './kernel/clock.ts';
import type { Env } from './kernel/config.ts';
import type { App } from './kernel/context.ts';
import { httpConfig } from './kernel/http/server.ts';
import { usePreparedNames } from './kernel/prepared.ts';
import { startConfig } from './kernel/start-config.ts';
import { makeLogger } from './kernel/telemetry.ts';

export interface Library {
  app: App;
  postgres: PostgresServer;
  port: number;
  /** Names of the migrations this start applied. */
  applied: string[];
  /** Accepts nothing new, finishes what was begun, then leaves the database. */
  stop(): Promise<void>;
}

const REQUESTS_MAY_TAKE_MS = 10_000;

/** Database, schema, web and worker in one process; `say` tells a person what is going on. */
export async function startLibrary(env: Env, say: (line: string) => void): Promise<Library> {
  const config = startConfig(env);
  const clock = systemClock(config.PUSTAKA_CLOCK_OFFSET);
  const log = makeLogger(httpConfig(env).LOG_LEVEL);
  usePreparedNames(!config.PGBOUNCER);
  const postgres = await openDatabase(env, say);
  const undo: (() => Promise<void>)[] = [() => postgres.stop()];
  try {
    const applied = await prepareDatabase(postgres, clock.now());
    const app = makeApp({ postgres, env, dataRoot: dataRootOf(env), clock, log, poolSize: config.DATABASE_POOL });
    undo.unshift(() => leaveDatabase(app));
    const web = await makeWeb(app);
    const port = await listen(web, env);
    undo.unshift(() => closeWeb(web));
    const stopWorker = await startWorker(app, postgres);
    undo.splice(1, 0, stopWorker);
    return { app, postgres, port, applied, stop: () => inTurn(undo) };
  } catch (error) {
    await inTurn(undo);
    throw error;
  }
}

async function inTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step();
}

async function listen(web: FastifyInstance, env: Env): Promise<number> {
  const { HOST, PORT } = httpConfig(env);
  await web.listen({ host: HOST, port: PORT, listenTextResolver: () => '' });
  const address = web.server.address() as AddressInfo;
  return address.port;
}

async function closeWeb(web: FastifyInstance): Promise<void> {
  const late = setTimeout(() => web.server.closeAllConnections(), REQUESTS_MAY_TAKE_MS);
  await web.close();
  clearTimeout(late);
}

async function leaveDatabase(app: App): Promise<void> {
  await app.pings.flush().catch(() => {});
  await app.pool.end();
  app.log.flush();
}
