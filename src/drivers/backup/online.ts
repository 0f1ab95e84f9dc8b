import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { failure } from '../../kernel/errors.ts';
import { copyHashed, eachOf, listTree, makeFolders, type Tree, writeHashed } from './copying.ts';
import type { Cluster, Entry } from './manifest.ts';
import { segmentsBetween } from './wal.ts';

/** What a server makes anew at its start, or what speaks of the running process; see "Making a Base Backup". */
const CONTENTS_LEFT_OUT =
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|\/pgsql_tmp/;
const LEFT_OUT = /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|backup_manifest)$|(^|\/)pg_internal\.init/;
const CONTROL = 'global/pg_control';

const leftOut = (file: string): boolean => CONTENTS_LEFT_OUT.test(file) || LEFT_OUT.test(file);

export interface ClusterCopy {
  folders: string[];
  files: Entry[];
  cluster: Omit<Cluster, 'postgresMajor'>;
}

/**
 * Copies a running cluster to `<into>/postgres` together with the log that makes the copy consistent. `client` is the
 * superuser's own connection: the backup ends with it, whatever happens.
 */
export async function copyCluster(
  client: Client,
  cluster: string,
  into: string,
  o: { planned(tree: Tree): Promise<void>; signal?: AbortSignal | undefined },
): Promise<ClusterCopy> {
  await refuseTablespaces(client);
  await holdLog(client);
  // A commit with its time: a recovery to any moment before it knows, however quiet the library, that it has arrived.
  await client.query('select pg_current_xact_id()');
  const { startLsn } = await one<{ startLsn: string }>(
    client,
    'select pg_backup_start($1, fast => true) as "startLsn"',
    ['pustaka'],
  );
  const tree = await listTree(cluster, leftOut);
  await o.planned(tree);
  const copy = emptyCopy(path.join(into, 'postgres'));
  await makeFolders(copy.to, ['', ...tree.folders]);
  await eachOf(tree.files, async ({ path: file }) => void (await copyPart(cluster, file, copy)), o.signal);
  const facts = await aboutCluster(client);
  const log = await endBackup(client, copy);
  for (const name of segmentsBetween(log.startWal, log.stopWal, facts.segmentBytes)) {
    const there = await copyPart(cluster, `pg_wal/${name}`, copy);
    if (!there) throw new Error(`PostgreSQL no longer has ${name}, which this backup needs`);
  }
  const folders = ['postgres', ...tree.folders.map((folder) => `postgres/${folder}`)];
  return { folders, files: copy.files, cluster: { ...facts, startLsn, ...log } };
}

interface Copy {
  to: string;
  files: Entry[];
  add(file: string, found: Omit<Entry, 'path'>): void;
}

function emptyCopy(to: string): Copy {
  const files: Entry[] = [];
  return { to, files, add: (file, found) => files.push({ path: `postgres/${file}`, ...found }) };
}

/** False when it was dropped meanwhile, which the log will say as well. */
async function copyPart(cluster: string, file: string, copy: Copy): Promise<boolean> {
  const [from, to] = [path.join(cluster, file), path.join(copy.to, file)];
  const copied = file === CONTROL ? await writeHashed(to, await settled(from)) : await copyHashed(from, to);
  if (copied) copy.add(file, copied);
  return copied !== undefined;
}

/** The label makes a server that starts from the copy begin where the backup began. */
async function endBackup(client: Client, copy: Copy) {
  const { label, ...ends } = await one<{ label: string; stopLsn: string; stopWal: string }>(
    client,
    `select labelfile as label, lsn as "stopLsn", pg_walfile_name(lsn - 1) as "stopWal"
     from pg_backup_stop(wait_for_archive => false)`,
  );
  copy.add('backup_label', await writeHashed(path.join(copy.to, 'backup_label'), Buffer.from(label)));
  const startWal = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1];
  if (!startWal) throw new Error(`PostgreSQL gave a backup label that names no segment: ${label}`);
  return { ...ends, startWal };
}

/** Written in place by the server; two equal readings say that none of them fell into a write. */
async function settled(file: string): Promise<Buffer> {
  for (let before = await readFile(file); ; ) {
    const after = await readFile(file);
    if (after.equals(before)) return after;
    before = after;
  }
}

async function refuseTablespaces(client: Client): Promise<void> {
  const { rows } = await client.query<{ spcname: string }>('select spcname from pg_tablespace where oid > 16383');
  const names = rows.map((row) => row.spcname).join(', ');
  if (names) throw failure('CONFLICT', 'backup.tablespaces', { params: { names } });
}

/** The server keeps every segment from here on until the connection ends, archived or not. */
async function holdLog(client: Client): Promise<void> {
  await client.query(
    `select pg_create_physical_replication_slot('pustaka_backup_' || pg_backend_pid(), immediately_reserve => true, temporary => true)`,
  );
}

async function aboutCluster(client: Client) {
  const { id, bytes, migrated, sealed } = await one<{ id: string; bytes: string; migrated: boolean; sealed: boolean }>(
    client,
    `select system_identifier::text as id, (select setting from pg_settings where name = 'wal_segment_size') as bytes,
       to_regclass('public.migrations') is not null as migrated,
       to_regclass('public.audit_checkpoints') is not null as sealed
     from pg_control_system()`,
  );
  return {
    systemIdentifier: id,
    segmentBytes: Number(bytes),
    migrations: migrated ? await migrationsOf(client) : [],
    auditCheckpoint: sealed ? await lastCheckpoint(client) : null,
  };
}

async function migrationsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migrations order by name');
  return rows.map((row) => row.name);
}

async function lastCheckpoint(client: Client): Promise<Cluster['auditCheckpoint']> {
  const { rows } = await client.query<{ size: number; root: string; at: Date }>(
    `select size, encode(root, 'hex') as root, created_at as at from audit_checkpoints order by created_at desc limit 1`,
  );
  const last = rows[0];
  return last ? { ...last, at: last.at.toISOString() } : null;
}

async function one<Row extends object>(client: Client, sql: string, values: string[] = []): Promise<Row> {
  const { rows } = await client.query<Row>(sql, values);
  if (!rows[0]) throw new Error(`no row from: ${sql}`);
  return rows[0];
}
