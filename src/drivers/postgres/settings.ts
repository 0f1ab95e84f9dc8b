import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { type Place, readText, writeWhole } from './place.ts';

export interface Address {
  host: string;
  port: number;
}

export interface Wanted {
  archive?: { command: string } | undefined;
  settings?: Record<string, string> | undefined;
}

const file = 'pustaka.conf';
const longestSocket = 100; // the kernel's limit is 104 on macOS and 108 on Linux

/** For a machine with little memory; PostgreSQL's own workers for reading (io_method) would cost three processes. */
const defaults: Record<string, string> = {
  shared_buffers: '64MB',
  max_connections: '50',
  effective_cache_size: '512MB',
  random_page_cost: '1.1',
  wal_level: 'replica',
  max_wal_size: '512MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  io_method: 'sync',
  jit: 'off',
  autovacuum: 'on',
  track_io_timing: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, YMD',
  lc_messages: 'C',
  default_text_search_config: 'pg_catalog.simple',
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0700',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

/** A socket where its path fits; else a port of this machine only, the same as last time when it is still free. */
export async function chooseAddress(place: Place, log: (m: string) => void, refused: number[] = []): Promise<Address> {
  const socket = path.join(place.run, '.s.PGSQL.5432');
  if (process.platform !== 'win32' && Buffer.byteLength(socket) <= longestSocket) return { host: place.run, port: 5432 };
  const note = path.join(place.root, 'secrets', 'postgres.port');
  const last = Number(readText(note) ?? 0);
  if (last && !refused.includes(last) && (await isFree(last))) return { host: '127.0.0.1', port: last };
  const port = await freePort();
  if (last) log(`PostgreSQL: port ${last} is taken by another program, using ${port} instead`);
  writeWhole(note, String(port));
  return { host: '127.0.0.1', port };
}

export function writeSettings(place: Place, address: Address, wanted: Wanted): void {
  const socket = address.host !== '127.0.0.1';
  const all: Record<string, string> = {
    ...defaults,
    archive_mode: wanted.archive ? 'on' : 'off',
    ...(wanted.archive ? { archive_command: wanted.archive.command, archive_timeout: '60s' } : {}),
    ...wanted.settings,
    port: String(address.port),
    listen_addresses: socket ? '' : address.host,
    unix_socket_directories: socket ? address.host : '',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  const head = '# Pustaka writes this file at every start. Your own settings: below the include line of postgresql.conf.';
  rmSync(path.join(place.cluster, `${file}.${process.pid}.new`), { force: true });
  writeWhole(path.join(place.cluster, file), `${[head, ...lines].join('\n')}\n`, place.account);
  includeOurs(place.cluster);
}

function includeOurs(cluster: string): void {
  const main = path.join(cluster, 'postgresql.conf');
  const line = `include_if_exists = '${file}'`;
  if (!readFileSync(main, 'utf8').includes(line)) appendFileSync(main, `\n${line}\n`);
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
