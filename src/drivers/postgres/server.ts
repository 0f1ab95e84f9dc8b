import type { Client } from 'pg';
import type { Address } from './address.ts';
import { type Binaries, bundledMajor, findBinaries } from './binaries.ts';
import { database, ensureRoles, readSecrets, refuseOtherVersion, superuser } from './cluster.ts';
import { connectWhileAlive, inUse, pause } from './connecting.ts';
import { keepLogBounded } from './log-file.ts';
import { PostgresProblem } from './messages.ts';
import { openPlace, type Place } from './place.ts';
import { findRunning, stop } from './postmaster.ts';
import { isAlive } from './processes.ts';
import type { Wanted } from './settings.ts';
import { becomeStarter, liveStarter } from './starter.ts';
import { adopt, type Running, startCluster } from './starting.ts';
import { watch } from './watching.ts';

export interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  ssl?: boolean | undefined;
}

export interface PostgresServer {
  kind: 'embedded' | 'external';
  /** Role pustaka_owner: migrates and owns everything. */
  owner: Connection;
  /** Role pustaka_app: owns nothing. */
  app: Connection;
  /** Embedded only: for backup, tests and extensions. */
  superuser?: Connection;
  /** The cluster's folder, embedded only. */
  dataFolder?: string;
  majorVersion: number;
  crashRecovered?: boolean;
  stop(): Promise<void>;
}

export interface StartOptions extends Wanted {
  dataRoot: string;
  log: (message: string) => void;
  /** Default true: refuse when another Pustaka holds the folder. False: the same as attachPostgres. */
  exclusive?: boolean | undefined;
}

/** Starts the PostgreSQL of a data folder, or adopts the one a killed Pustaka left; keeps it running until stop(). */
export async function startPostgres(o: StartOptions): Promise<PostgresServer> {
  if (o.exclusive === false) return attachPostgres(o);
  const place = openPlace(o.dataRoot);
  const { running, binaries, release } = await hold(place, o);
  const unbound = keepLogBounded(place);
  const current = watch(place, binaries, running, o.log);
  return server(place, running, async () => {
    unbound();
    await stop(await current(), place, binaries);
    release();
  });
}

/** For the command line: uses the PostgreSQL that runs, else starts one; the last program to leave stops it. */
export async function attachPostgres(o: StartOptions): Promise<PostgresServer> {
  const place = openPlace(o.dataRoot);
  const end = Date.now() + 20_000;
  for (;;) {
    const attached = (await attach(place)) ?? (await holdUnlessHeld(place, o));
    if (attached) return server(place, attached.running, () => leave(place, attached, o.log));
    if (Date.now() > end) throw held(place);
    await pause(50);
  }
}

interface Held {
  running: Running;
  binaries: Binaries;
  release: () => void;
}

async function hold(place: Place, o: StartOptions): Promise<Held> {
  const release = await becomeStarter(place);
  try {
    refuseOtherVersion(place);
    const binaries = await findBinaries(place.account);
    const { client, ...running } = (await adopt(place, binaries, o)) ?? (await startCluster(place, binaries, o));
    await repair(client, running, place, binaries);
    return { running, binaries, release };
  } catch (error) {
    release();
    throw error;
  }
}

async function repair(client: Client, running: Running, place: Place, binaries: Binaries): Promise<void> {
  try {
    await ensureRoles(client, running.secrets);
    await client.end();
  } catch (error) {
    await stop(running.pid, place, binaries);
    throw error;
  }
}

/** Undefined when another program took the folder a moment before us and is still starting. */
async function holdUnlessHeld(place: Place, o: StartOptions): Promise<Held | undefined> {
  try {
    return await hold(place, o);
  } catch (error) {
    if (error instanceof PostgresProblem && error.code === 'postgres.already_running') return undefined;
    throw error;
  }
}

async function attach(place: Place): Promise<Held | undefined> {
  const found = await findRunning(place);
  if (!found) return undefined;
  refuseOtherVersion(place);
  const secrets = readSecrets(place);
  const client = await connectWhileAlive(found.address, secrets, () => isAlive(found.pid), 2_000);
  if (!client) return undefined;
  // Whoever started it was killed, perhaps before there was anybody but the superuser.
  await (liveStarter(place) ? Promise.resolve() : ensureRoles(client, secrets)).finally(() => client.end());
  const running = { ...found, secrets, crashRecovered: false };
  return { running, binaries: await findBinaries(place.account), release: () => undefined };
}

/** Stops what nobody else answers for: no Pustaka holds the folder and no other program is connected. */
async function leave(place: Place, { running, binaries, release }: Held, log: (m: string) => void): Promise<void> {
  release();
  if (liveStarter(place)) return;
  const end = Date.now() + 1_000; // our own pools may just be closing
  while (await inUse(running.address, running.secrets)) {
    if (Date.now() > end) return log(`PostgreSQL (process ${running.pid}) is used by another program and stays`);
    await pause(50);
  }
  if (!liveStarter(place)) await stop(running.pid, place, binaries);
}

const held = (place: Place) =>
  new PostgresProblem('postgres.already_running', { root: place.root, pid: liveStarter(place)?.pid ?? '?' });

function server(place: Place, { address, secrets, crashRecovered }: Running, end: () => Promise<void>): PostgresServer {
  let stopped: Promise<void> | undefined;
  return {
    kind: 'embedded',
    owner: connection(address, 'pustaka_owner', secrets.owner),
    app: connection(address, 'pustaka_app', secrets.app),
    superuser: connection(address, superuser, secrets.superuser),
    dataFolder: place.cluster,
    majorVersion: bundledMajor(),
    crashRecovered,
    stop: () => {
      stopped ??= end();
      return stopped;
    },
  };
}

function connection(address: Address, user: string, password: string): Connection {
  return { host: address.host, port: address.port, user, password, database };
}
