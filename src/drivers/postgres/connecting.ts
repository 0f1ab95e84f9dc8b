import pg from 'pg';
import type { Address } from './address.ts';
import { type Secrets, superuser } from './cluster.ts';

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A connection as superuser, waited for while the process lives and says it is starting: recovery may take minutes. */
export async function connectWhileAlive(
  address: Address,
  secrets: Secrets,
  alive: () => boolean,
  patience: number,
): Promise<pg.Client | undefined> {
  let end = Date.now() + patience;
  while (alive()) {
    const got = await tryConnect(address, secrets);
    if (got instanceof pg.Client) return got;
    if (got === 'busy') end = Date.now() + patience;
    if (Date.now() > end) return undefined;
    await pause(15);
  }
  return undefined;
}

/** busy: it starts, recovers or shuts down, and says so. */
async function tryConnect(address: Address, secrets: Secrets): Promise<pg.Client | 'busy' | 'absent'> {
  const login = { user: superuser, password: secrets.superuser, database: 'postgres' };
  const client = new pg.Client({ ...address, ...login, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a server that stops meanwhile must not end this process
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (!(error instanceof pg.DatabaseError)) return 'absent';
    if (error.code === '57P03') return 'busy';
    throw error;
  }
}

/** Connections of other programs (and of pools that are just closing), for whoever wants to stop the server last. */
export async function inUse(address: Address, secrets: Secrets): Promise<boolean> {
  const client = await tryConnect(address, secrets);
  if (!(client instanceof pg.Client)) return false;
  try {
    const { rows } = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
    );
    return rows.length > 0;
  } finally {
    await client.end();
  }
}
