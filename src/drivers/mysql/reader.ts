import type { Pool, PoolConnection, PoolOptions, RowDataPacket } from 'mysql2/promise';
import { type Outside, outside } from '../outside.ts';

type Value = string | number | null;

export interface Patience {
  /** A statement may take so long; the server is told, where it can be. */
  timeoutMs?: number;
}

/** A MySQL or MariaDB of somebody else, of which we only read. Dates come as they stand there: 'YYYY-MM-DD hh:mm:ss'. */
export interface MysqlReader {
  rows<T extends object>(sql: string, values?: readonly Value[], patience?: Patience): Promise<T[]>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const LONGEST_MS = 120_000;
const REST_MS = 5_000;
const READS = /^\s*(?:select|show|explain)\s/i;

/** Answers of a server that is there; anything else says that it, or the way to it, is in trouble. */
const isOutage = (error: Error): boolean =>
  !('sqlState' in error) || ('code' in error && /^ER_(?:CON_COUNT|SERVER_SHUTDOWN|TOO_MANY)/.test(String(error.code)));

export function mysqlReader(url: string, name = 'mysql'): MysqlReader {
  const server = outside({ name, timeoutMs: LONGEST_MS, retries: 2, restMs: REST_MS, isOutage });
  let pool: Promise<Pool> | undefined;
  const ready = new WeakSet<object>();
  const connection = async (): Promise<PoolConnection> => {
    pool ??= openPool(url);
    const taken = await (await pool).getConnection();
    try {
      if (!ready.has(taken.connection)) await onlyReading(taken);
    } catch (error) {
      taken.destroy();
      throw error;
    }
    ready.add(taken.connection);
    return taken;
  };
  return {
    rows: (sql, values = [], { timeoutMs = TIMEOUT_MS } = {}) => read(server, connection, sql, values, timeoutMs),
    async close() {
      const open = pool;
      pool = undefined;
      // Connections that are gone already are as closed as the others.
      await (await open)?.end().catch(() => {});
    },
  };
}

async function read<T extends object>(
  server: Outside,
  connection: () => Promise<PoolConnection>,
  sql: string,
  values: readonly Value[],
  timeoutMs: number,
): Promise<T[]> {
  if (!READS.test(sql)) throw new Error('this database is only read');
  return server.run(() =>
    within(timeoutMs, connection, async (taken) => {
      const [rows] = await taken.execute(sql, [...values]);
      return rows as T[];
    }),
  );
}

/** A connection that answers too late is given up, for nobody knows what it will say next. */
async function within<T>(
  timeoutMs: number,
  connection: () => Promise<PoolConnection>,
  work: (taken: PoolConnection) => Promise<T>,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  let taken: PoolConnection | undefined;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    taken?.destroy();
    late.reject(new Error(`no answer within ${timeoutMs} ms`));
  }, timeoutMs);
  const run = async (): Promise<T> => {
    taken = await connection();
    if (isLate) taken.destroy();
    try {
      return await work(taken);
    } finally {
      if (!isLate) taken.release();
    }
  };
  return Promise.race([run(), late.promise]).finally(() => clearTimeout(timer));
}

/** The server itself refuses whatever would write, whatever rights the user has; and it ends what nobody waits for. */
async function onlyReading(connection: PoolConnection): Promise<void> {
  await connection.query('set session transaction read only');
  await connection.query('set autocommit = 1');
  const [[row]] = await connection.query<({ version: string } & RowDataPacket)[]>('select version() as version');
  const limit = row?.version.includes('MariaDB')
    ? `max_statement_time = ${LONGEST_MS / 1000}`
    : `max_execution_time = ${LONGEST_MS}`;
  // Servers of before 2015 know neither.
  await connection.query(`set session ${limit}`).catch(() => {});
}

async function openPool(url: string): Promise<Pool> {
  const { createPool } = await import('mysql2/promise');
  const pool = createPool({
    ...placeOf(new URL(url)),
    charset: 'utf8mb4',
    dateStrings: true,
    decimalNumbers: true,
    connectionLimit: 3,
    maxIdle: 2,
    queueLimit: 100,
    connectTimeout: 5_000,
    enableKeepAlive: true,
    disableEval: true,
  });
  // A connection that dies while nobody uses it is nobody's failure.
  pool.on('connection', (connection) => connection.on('error', () => {}));
  return pool;
}

function placeOf({ hostname, port, username, password, pathname, searchParams }: URL): PoolOptions {
  const socket = searchParams.get('socket');
  return {
    ...(socket ? { socketPath: socket } : { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3306) }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ...(searchParams.get('ssl') === 'true' ? { ssl: {} } : {}),
  };
}

/** Host, port and name, never the password: for messages. */
export function mysqlPlace(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${searchParams.get('socket') ?? host}${pathname}`;
}
