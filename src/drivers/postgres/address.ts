import { connect, createServer } from 'node:net';
import path from 'node:path';
import { type Place, readText, writeWhole } from './place.ts';

/** Where PostgreSQL listens: a socket folder (absolute path) or a host, as `pg` understands it. */
export interface Address {
  host: string;
  port: number;
}

const longestSocket = 100; // the kernels' limit is 104 bytes on macOS and 108 on Linux

export const chosenSocket = (address: Address): boolean => path.isAbsolute(address.host);
const socketFile = (address: Address): string => path.join(address.host, `.s.PGSQL.${address.port}`);

export function socketFits(place: Place): boolean {
  return (
    process.platform !== 'win32' && Buffer.byteLength(socketFile({ host: place.run, port: 5432 })) <= longestSocket
  );
}

export const socketAddress = (place: Place): Address => ({ host: place.run, port: 5432 });

/** A port of this machine only, the same as last time when it is still free. */
export async function portAddress(place: Place, log: (m: string) => void, refused: number[] = []): Promise<Address> {
  const note = path.join(place.root, 'secrets', 'postgres.port');
  const last = Number(readText(note) ?? 0);
  if (last && !refused.includes(last) && (await isFree(last))) return { host: '127.0.0.1', port: last };
  const port = await freePort();
  if (last) log(`PostgreSQL: port ${last} is taken by another program, using ${port} instead`);
  writeWhole(note, String(port));
  return { host: '127.0.0.1', port };
}

/** Below the ranges from which systems hand out ports of their own accord. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A socket that somebody listens on, even if we cannot see their process. */
export function socketAnswers(address: Address): Promise<boolean> {
  if (!chosenSocket(address)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const probe = connect(socketFile(address));
    probe.once('connect', () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('close', () => probe.destroy());
    probe.once('connect', () => probe.end());
  });
}
