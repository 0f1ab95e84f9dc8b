import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Connection } from './server.ts';

const { Client, Pool, TypeOverrides, types } = pg;

const overrides = new TypeOverrides();
overrides.setTypeParser(types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is not a safe integer`);
  return value;
});
overrides.setTypeParser(types.builtins.DATE, (text) => text);

const settings = (o: PoolOptions): string =>
  [
    `-c statement_timeout=${o.statementTimeoutMs ?? 15_000}`,
    `-c idle_in_transaction_session_timeout=${o.idleInTransactionMs ?? 15_000}`,
    '-c timezone=UTC',
  ].join(' ');

/** As whom this very program shows itself to PostgreSQL, beside others like it. */
export const PROGRAM = `pustaka ${process.pid}.${randomBytes(4).toString('hex')}`;

export interface PoolOptions {
  max?: number;
  statementTimeoutMs?: number;
  idleInTransactionMs?: number;
}

export function createPool(connection: Connection, o: PoolOptions = {}): pg.Pool {
  const pool = new Pool({
    ...connection,
    max: o.max ?? 10,
    min: 0,
    types: overrides,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    application_name: PROGRAM,
    options: settings(o),
  });
  // A connection that dies is replaced by the next call; neither an idle one nor one at work may end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** One connection of its own, for listening, locks and copying. */
export function createClient(connection: Connection, o: PoolOptions = {}): pg.Client {
  return new Client({
    ...connection,
    types: overrides,
    keepAlive: true,
    application_name: PROGRAM,
    options: settings(o),
  });
}
