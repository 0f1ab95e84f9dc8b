import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { database, programOptions, type Secrets, superuser } from './cluster.ts';
import { logSize, logTail, openLog } from './log-file.ts';
import { PostgresProblem } from './messages.ts';
import { type Place, readText } from './place.ts';
import { isAlive, waitUntilGone, whoIs } from './processes.ts';
import type { Address } from './settings.ts';

const windows = process.platform === 'win32';
export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export interface Postmaster {
  pid: number;
  address: Address;
}

/** postmaster.pid: pid, folder, start, port, socket folder, listen address. */
export function recorded(place: Place): Postmaster | undefined {
  const lines = readText(path.join(place.cluster, 'postmaster.pid'))?.split('\n');
  const pid = Math.abs(Number(lines?.[0]));
  if (!lines || !pid) return undefined;
  return { pid, address: { host: lines[4]?.trim() || '127.0.0.1', port: Number(lines[3]) } };
}

/** The PostgreSQL that already serves this folder, if there is one. Clears a lock left to a program that is not PostgreSQL. */
export async function findRunning(place: Place): Promise<Postmaster | undefined> {
  const found = recorded(place);
  if (!found) return undefined;
  const who = whoIs(found.pid, place.cluster);
  if (who === 'ours') return found;
  if (who === 'gone' && (await answers(found.address))) {
    throw new PostgresProblem('postgres.elsewhere', { folder: place.cluster, pid: found.pid });
  }
  // A dead id PostgreSQL clears itself, after checking that no shared memory of it is left.
  if (who === 'stranger') rmSync(path.join(place.cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

async function answers(address: Address): Promise<boolean> {
  if (!address.port) return false;
  const client = new pg.Client({ ...address, user: superuser, database: 'postgres', connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    return sqlState(error) !== undefined && address.host !== '127.0.0.1';
  } finally {
    await client.end().catch(() => undefined);
  }
}

const sqlState = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.code : undefined);

/** One connection as superuser; undefined while PostgreSQL is not there yet, or not any more. */
export async function tryConnect(address: Address, secrets: Secrets, to = 'postgres'): Promise<pg.Client | 'starting' | 'absent'> {
  const client = new pg.Client({ ...address, user: superuser, password: secrets.superuser, database: to });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const state = sqlState(error);
    if (state === '57P03') return 'starting';
    if (state !== undefined) throw error;
    return 'absent';
  }
}

/** Waits as long as the process lives and says it is starting: crash recovery may take minutes. */
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
    if (got === 'starting') end = Date.now() + patience;
    if (Date.now() > end) return undefined;
    await pause(15);
  }
  return undefined;
}

/** Own session: Ctrl-C in the terminal reaches Pustaka, which stops PostgreSQL in its own order. */
function launch(place: Place, binaries: Binaries): ChildProcess {
  const out = openLog(place);
  const options = { ...programOptions(place), detached: true } as const;
  const child = windows
    ? spawn(binaries.pgCtl, ['start', '-W', '-D', place.cluster], { ...options, stdio: ['ignore', out, out] })
    : spawn(binaries.postgres, ['-D', place.cluster], { ...options, stdio: ['ignore', out, out] });
  closeSync(out);
  child.unref();
  return child;
}

export async function run(place: Place, binaries: Binaries, address: Address, secrets: Secrets) {
  const before = logSize(place);
  const child = launch(place, binaries);
  let ended = false;
  child.once('error', () => {
    ended = true;
  });
  child.once('exit', (code) => {
    ended = !(windows && code === 0); // pg_ctl leaves at once, the server stays
  });
  const client = await connectWhileAlive(address, secrets, () => !ended, 60_000);
  const pid = windows ? recorded(place)?.pid : child.pid;
  if (client && pid) return { client, pid };
  if (pid && !ended) await stop(pid, place, binaries);
  throw new PostgresProblem('postgres.start_failed', { log: place.log, tail: logTail(place, before) });
}

/** Fast shutdown: clients are cut, everything committed is on disk; after 30 s the immediate one. */
export async function stop(pid: number, place: Place, binaries: Binaries): Promise<void> {
  signal(pid, 'SIGINT', place, binaries);
  if (await waitUntilGone(pid, 30_000)) return;
  signal(pid, 'SIGQUIT', place, binaries);
  if (await waitUntilGone(pid, 10_000)) return;
  throw new PostgresProblem('postgres.stop_failed', { pid, seconds: 40 });
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT', place: Place, binaries: Binaries): void {
  if (windows) {
    const mode = name === 'SIGINT' ? 'fast' : 'immediate';
    spawnSync(binaries.pgCtl, ['stop', '-W', '-m', mode, '-D', place.cluster], { windowsHide: true });
  } else if (isAlive(pid)) process.kill(pid, name);
}

export function connection(address: Address, user: string, password: string) {
  return { host: address.host, port: address.port, user, password, database };
}
