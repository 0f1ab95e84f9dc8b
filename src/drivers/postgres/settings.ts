import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import { type Address, chosenSocket } from './address.ts';
import { type Place, writeWhole } from './place.ts';

export interface Wanted {
  archive?: { command: string } | undefined;
  settings?: Record<string, string> | undefined;
}

const file = 'pustaka.conf';

/** For a machine with little memory; PostgreSQL's own workers for reading (io_method) would cost three processes. */
/** A sixteenth of the machine's memory: 64 MB on an old PC, 1 GB at most. Touched only as the library grows. */
function sharedMegabytes(): number {
  return Math.max(64, Math.min(1024, Math.floor(totalmem() / 16 / 1_048_576)));
}

const defaults: Record<string, string> = {
  shared_buffers: `${sharedMegabytes()}MB`,
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

export function writeSettings(place: Place, address: Address, wanted: Wanted): void {
  const socket = chosenSocket(address);
  const all: Record<string, string> = {
    ...defaults,
    archive_mode: wanted.archive ? 'on' : 'off',
    ...(wanted.archive ? { archive_command: wanted.archive.command, archive_timeout: '60s' } : {}),
    ...wanted.settings,
    port: String(address.port),
    listen_addresses: socket ? '' : address.host,
    unix_socket_directories: socket ? address.host : '',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${quoted(value)}'`);
  const head =
    '# Pustaka writes this file at every start. Your own settings: below the include line of postgresql.conf.';
  writeWhole(path.join(place.cluster, file), `${[head, ...lines].join('\n')}\n`, place.account);
  includeOurs(place.cluster);
}

const quoted = (value: string) => value.replaceAll('\\', '\\\\').replaceAll("'", "''");

/** No following of links: the folder belongs to the unprivileged user, we may be root. */
function includeOurs(cluster: string): void {
  const main = path.join(cluster, 'postgresql.conf');
  const line = `include_if_exists = '${file}'`;
  if (readFileSync(main, 'utf8').includes(line)) return;
  const out = openSync(main, constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0));
  try {
    writeSync(out, `\n${line}\n`);
  } finally {
    closeSync(out);
  }
}
