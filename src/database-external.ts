import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import type { Asked } from './database.ts';
import { externalPostgres, type PostgresServer } from './drivers/postgres/index.ts';
import type { Env } from './kernel/config.ts';
import { EXIT, Problem } from './problem.ts';
import { startConfig } from './start-config.ts';

const OLDEST = 15;
const RETRY_MS = 1_000;
const NOT_YET = /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

/** A PostgreSQL of the operator's own; machines that start together are not ready together, hence the patience. */
export async function waitForExternal(env: Env, { say, patienceMs = 0, signal }: Asked): Promise<PostgresServer> {
  const { DATABASE_URL = '', DATABASE_OWNER_URL } = startConfig(env);
  const end = Date.now() + patienceMs;
  for (let told = false; ; told = true) {
    try {
      return requireNewEnough(await externalPostgres({ databaseUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL }));
    } catch (error) {
      if (!isNotYet(error)) throw error;
      if (Date.now() >= end || signal?.aborted) throw unreachable(DATABASE_URL, error);
      if (!told) say(`The database at ${placeOf(DATABASE_URL)} does not answer yet; waiting for it ...`);
    }
    await pause(RETRY_MS);
  }
}

export function requireNewEnough(server: PostgresServer): PostgresServer {
  if (server.majorVersion >= OLDEST) return server;
  throw new Problem('cli.database_too_old', { found: server.majorVersion, oldest: OLDEST }, EXIT.usage);
}

/** Not there, or there and still starting; a wrong password or name is not mended by waiting. */
function isNotYet(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code === '57P03';
  if (error instanceof AggregateError) return error.errors.every(isNotYet);
  if (!(error instanceof Error)) return false;
  return ('code' in error && NOT_YET.test(String(error.code))) || /timeout expired|terminated/.test(error.message);
}

/** Host, port and name; never the password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

const unreachable = (url: string, cause: unknown): Problem => {
  const reason = cause instanceof Error ? cause.message || ('code' in cause ? String(cause.code) : '') : String(cause);
  return new Problem('cli.database_unreachable', { place: placeOf(url), reason });
};
