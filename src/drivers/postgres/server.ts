import type { Client } from 'pg';
import { type Binaries, bundledMajor, findBinaries } from './binaries.ts';
import { endedBadly, ensureCluster, ensureRoles, readSecrets, type Secrets, superuser } from './cluster.ts';
import { keepLogBounded } from './log-file.ts';
import { PostgresProblem } from './messages.ts';
import { openPlace, type Place } from './place.ts';
import { connection, connectWhileAlive, findRunning, pause, run, stop } from './postmaster.ts';
import { isAlive } from './processes.ts';
import { type Address, chooseAddress, type Wanted, writeSettings } from './settings.ts';
import { becomeStarter, liveStarter } from './starter.ts';

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
  owner: Connection;
  app: Connection;
  superuser?: Connection;
  dataFolder?: string;
  majorVersion: number;
  crashRecovered?: boolean;
  stop(): Promise<void>;
}

type Log = (message: string) => void;

export interface StartOptions extends Wanted {
  dataRoot: string;
  log: Log;
  exclusive?: boolean | undefined;
}

interface Running {
  pid: number;
  address: Address;
  secrets: Secrets;
  client: Client;
  crashRecovered: boolean;
}

/** Starts or adopts the PostgreSQL of a data folder. Refuses when another Pustaka holds the folder. */
export async function startPostgres(o: StartOptions): Promise<PostgresServer> {
  const place = openPlace(o.dataRoot);
  const release = o.exclusive === false ? () => undefined : becomeStarter(place);
  try {
    const binaries = await findBinaries(place.account);
    const running = (await adopt(place, binaries, o)) ?? (await launch(place, binaries, o));
    await ensureRoles(running.client, running.secrets);
    await running.client.end();
    const unwatch = keepLogBounded(place);
    return server(place, running, async () => {
      unwatch();
      await stop(running.pid, place, binaries);
      release();
    });
  } catch (error) {
    release();
    throw error;
  }
}

/** For the command line: uses the PostgreSQL that runs, else starts one; the last program out stops it. */
export async function attachPostgres(o: { dataRoot: string; log: Log }): Promise<PostgresServer> {
  const place = openPlace(o.dataRoot);
  const end = Date.now() + 15_000;
  for (;;) {
    const found = await findRunning(place);
    const secrets = found && readSecrets(place);
    const client = found && secrets && (await connectWhileAlive(found.address, secrets, () => isAlive(found.pid), 5_000));
    if (client) {
      await client.end();
      return server(place, { ...found, secrets, client, crashRecovered: false }, async () => undefined);
    }
    if (!liveStarter(place)) return startPostgres(o);
    if (Date.now() > end) {
      throw new PostgresProblem('postgres.already_running', { root: place.root, pid: liveStarter(place)?.pid ?? '?' });
    }
    await pause(50);
  }
}

async function adopt(place: Place, binaries: Binaries, o: StartOptions): Promise<Running | undefined> {
  const found = await findRunning(place);
  if (!found) return undefined;
  const secrets = readSecrets(place);
  const client = await connectWhileAlive(found.address, secrets, () => isAlive(found.pid), 5_000);
  if (client) {
    o.log(`PostgreSQL (process ${found.pid}) is still running from an earlier start; using it`);
    return { ...found, secrets, client, crashRecovered: false };
  }
  if (isAlive(found.pid)) await stop(found.pid, place, binaries); // its socket is gone: nobody can reach it
  return undefined;
}

async function launch(place: Place, binaries: Binaries, o: StartOptions): Promise<Running> {
  const { secrets, created } = await ensureCluster(place, binaries);
  if (created) o.log(`PostgreSQL: new data folder ${place.cluster}`);
  const crashRecovered = endedBadly(place);
  const refused: number[] = [];
  for (let attempt = 1; ; attempt++) {
    const address = await chooseAddress(place, o.log, refused);
    writeSettings(place, address, o);
    try {
      return { ...(await run(place, binaries, address, secrets)), address, secrets, crashRecovered };
    } catch (error) {
      if (attempt >= 5 || !mayPass(error)) throw error;
      if (address.host === '127.0.0.1') refused.push(address.port);
      await pause(300);
    }
  }
}

/** A port taken in between, or backends of a killed PostgreSQL that have not noticed yet. */
function mayPass(error: unknown): boolean {
  return error instanceof PostgresProblem && /Address already in use|still in use|could not create any TCP/.test(error.message);
}

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
