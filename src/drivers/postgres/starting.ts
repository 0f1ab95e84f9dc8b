import type { Client } from 'pg';
import { type Address, chosenSocket, portAddress, socketAddress, socketFits } from './address.ts';
import type { Binaries } from './binaries.ts';
import { endedBadly, ensureCluster, readSecrets, type Secrets } from './cluster.ts';
import { connectWhileAlive, pause } from './connecting.ts';
import { PostgresProblem } from './messages.ts';
import type { Place } from './place.ts';
import { findRunning, launch, stop } from './postmaster.ts';
import { isAlive } from './processes.ts';
import { type Wanted, writeSettings } from './settings.ts';

type Log = (message: string) => void;

export interface Running {
  pid: number;
  address: Address;
  secrets: Secrets;
  crashRecovered: boolean;
}

type Connected = Running & { client: Client };

/** Takes over a PostgreSQL that outlived its Pustaka. Undefined when there is none, or it had to be stopped first. */
export async function adopt(
  place: Place,
  binaries: Binaries,
  o: Wanted & { log: Log },
): Promise<Connected | undefined> {
  const found = await findRunning(place);
  if (!found) return undefined;
  const secrets = readSecrets(place);
  const client = await connectWhileAlive(found.address, secrets, () => isAlive(found.pid), 3_000);
  if (client && (await archives(client)) === (o.archive !== undefined)) {
    o.log(`PostgreSQL (process ${found.pid}) is still running from an earlier start; using it`);
    writeSettings(place, found.address, o);
    await client.query('select pg_reload_conf()');
    return { ...found, secrets, client, crashRecovered: false };
  }
  // Its socket is gone so that nobody can reach it, or archiving must change, which only a start can do.
  await client?.end();
  if (isAlive(found.pid)) await stop(found.pid, place, binaries);
  await findRunning(place); // clears locks that a moved folder brought along
  return undefined;
}

async function archives(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ archive_mode: string }>('show archive_mode');
  return rows[0]?.archive_mode !== 'off';
}

export async function startCluster(place: Place, binaries: Binaries, o: Wanted & { log: Log }): Promise<Connected> {
  const { secrets, created } = await ensureCluster(place, binaries);
  if (created) o.log(`PostgreSQL: new data folder ${place.cluster}`);
  const crashRecovered = endedBadly(place);
  const refused: number[] = [];
  let socket = socketFits(place);
  for (let attempt = 1; ; attempt++) {
    const address = socket ? socketAddress(place) : await portAddress(place, o.log, refused);
    writeSettings(place, address, o);
    try {
      return { ...(await run(place, binaries, address, secrets)), address, secrets, crashRecovered };
    } catch (error) {
      if (attempt >= 10 || !mayPass(error)) throw error;
      if (!chosenSocket(address)) refused.push(address.port);
      socket &&= !noSockets(error);
      await pause(300);
    }
  }
}

export async function run(place: Place, binaries: Binaries, address: Address, secrets: Secrets) {
  const launched = launch(place, binaries);
  const client = await connectWhileAlive(address, secrets, () => launched.ended() === undefined, 60_000);
  const pid = launched.pid();
  if (client && pid) return { client, pid };
  await client?.end();
  await pause(100); // for the reason of one that is just ending
  if (pid && launched.ended() === undefined) await stop(pid, place, binaries);
  const tail = launched.ended() ?? 'another PostgreSQL answers at its address';
  throw new PostgresProblem('postgres.start_failed', { log: place.log, tail });
}

/** Some shared folders (of virtual machines, on the network) hold files but no sockets. */
const noSockets = (error: unknown) => error instanceof PostgresProblem && /could not .*Unix/.test(error.message);

/** A port taken in between, or backends of a killed PostgreSQL that have not noticed yet. */
function mayPass(error: unknown): boolean {
  return (
    noSockets(error) ||
    (error instanceof PostgresProblem && /still in use|could not create any TCP/.test(error.message))
  );
}
