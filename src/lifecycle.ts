import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { makeApp, makeWeb, startWorker } from './app.ts';
import { expectSlims } from './dashboard.ts';
import { type Asked, dataRootOf, openDatabase, prepareDatabase } from './database.ts';
import { keepArchive } from './drivers/backup/index.ts';
import { makeLogger } from './drivers/log/pino.ts';
import { systemClock } from './kernel/clock.ts';
import { configProblems, type Env } from './kernel/config.ts';
import type { App } from './kernel/context.ts';
import { httpConfig } from './kernel/http/config.ts';
import { usePreparedNames } from './kernel/prepared.ts';
import { issueSetupToken } from './modules/setup/index.ts';
import { dashboard, modules } from './modules.ts';
import { EXIT, Problem } from './problem.ts';
import { startConfig } from './start-config.ts';
import { refuseUnusable } from './usable-folder.ts';

export interface Library {
  app: App;
  port: number;
  /** Names of the migrations this start applied. */
  applied: string[];
  /** Of the one-time link, while nobody rules the library. */
  setupToken: string | null;
  /** Accepts nothing new, finishes what was begun, then leaves the database. */
  stop(): Promise<void>;
}

const REQUESTS_MAY_TAKE_MS = 10_000;

/** All of it at once, so that a person mends it in one go. */
export function refuseBadConfig(env: Env): void {
  const problems = configProblems(env);
  if (problems.length > 0)
    throw new Problem('cli.config', { problems: problems.map((line) => `  ${line}`).join('\n') }, EXIT.usage);
  refuseUnusable(dataRootOf(env));
}

/** Database, schema, worker and web in one process. What fails takes back what was started before it. */
export async function startLibrary(env: Env, asked: Asked): Promise<Library> {
  const config = startConfig(env);
  const clock = systemClock(config.PUSTAKA_CLOCK_OFFSET);
  const log = makeLogger(httpConfig(env).LOG_LEVEL);
  usePreparedNames(!config.PGBOUNCER);
  const started: (() => Promise<void>)[] = [];
  const stop = (): Promise<void> => undo(started.splice(0));
  const parts = asked.dashboardOnly ? dashboard : modules;
  try {
    if (asked.dashboardOnly) await expectSlims(env, asked);
    const postgres = await openDatabase(env, asked);
    started.push(() => postgres.stop());
    const applied = await prepareDatabase(postgres, clock.now());
    const app = makeApp({ postgres, env, dataRoot: dataRootOf(env), clock, log, poolSize: config.DATABASE_POOL });
    started.push(() => leaveDatabase(app));
    started.push(await startWorker(app, postgres, parts));
    if (!asked.dashboardOnly) started.push(keepArchive(app));
    const web = await makeWeb(app, parts);
    started.push(() => closeWeb(web));
    const setupToken = asked.dashboardOnly ? null : await issueSetupToken(app);
    const port = await listen(web, env);
    return { app, port, applied, setupToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Newest first; one that fails must not keep the others, the database least of all, from stopping. */
async function undo(started: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of started.toReversed()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function listen(web: FastifyInstance, env: Env): Promise<number> {
  const { HOST, PORT } = httpConfig(env);
  try {
    await web.listen({ host: HOST, port: PORT });
  } catch (error) {
    throw listenProblem(error, HOST, PORT) ?? error;
  }
  const address = web.server.address() as AddressInfo;
  return address.port;
}

function listenProblem(error: unknown, host: string, port: number): Problem | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new Problem('cli.port_taken', { port, other: port === 3000 ? 3001 : port + 1 });
  if (code === 'EACCES') return new Problem('cli.port_forbidden', { port });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new Problem('cli.host_unknown', { host }, EXIT.usage);
  return undefined;
}

async function closeWeb(web: FastifyInstance): Promise<void> {
  const late = setTimeout(() => web.server.closeAllConnections(), REQUESTS_MAY_TAKE_MS);
  await web.close();
  clearTimeout(late);
}

async function leaveDatabase(app: App): Promise<void> {
  await app.pings.flush().catch(() => {});
  await app.drivers.cache.close();
  await app.pool.end();
}
