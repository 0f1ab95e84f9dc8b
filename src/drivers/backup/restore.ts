import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../../kernel/errors.ts';
import { freeBytes } from '../files/free-space.ts';
import { bundledMajor, findBinaries } from '../postgres/binaries.ts';
import { openPlace } from '../postgres/place.ts';
import { createClient } from '../postgres/pool.ts';
import { findRunning, stop } from '../postgres/postmaster.ts';
import type { PostgresServer } from '../postgres/server.ts';
import { becomeStarter, liveStarter } from '../postgres/starter.ts';
import { chooseBackup, type LogFile, logFoldersOf, logSince } from './choosing.ts';
import { copyHashed, eachOf, makeFolders, syncFolders } from './copying.ts';
import { type Cluster, damagedFiles, type Manifest, readManifest } from './manifest.ts';
import { LOG_FOLDER, recover } from './recovery.ts';
import { addNewerFiles, takeNewerWitness } from './since.ts';

export interface RestoreOptions<T> {
  /** A backup, a folder of backups, or the data folder they were made in. */
  from: string;
  into: string;
  at?: Date | undefined;
  /** Everything archived since the backup as well. */
  latest?: boolean | undefined;
  /** More folders with log, looked into first. */
  wal?: readonly string[] | undefined;
  /** Of this program; a backup that knows others is newer. */
  migrations: readonly string[];
  /** Looks at the restored library before it is handed over. */
  check(server: PostgresServer, dataRoot: string): Promise<T>;
  say(code: string, params?: Record<string, string | number>): void;
  signal?: AbortSignal | undefined;
}

export interface RestoreReport<T> {
  backup: string;
  backupFinishedAt: Date;
  into: string;
  /** The newest change in it; null when nothing was replayed. */
  lastChange: Date | null;
  files: number;
  bytes: number;
  /** Uploaded after the backup and found where it was made. */
  newerFiles: number;
  checked: T;
}

const DRAFT = '.restoring';
const MB = 1024 * 1024;

/** A library as it was, in a folder that was empty; nothing appears there before everything is in order. */
export async function restoreBackup<T>(o: RestoreOptions<T>): Promise<RestoreReport<T>> {
  if (o.at && o.latest) throw failure('VALIDATION_ERROR', 'restore.either');
  if (o.at && o.at > new Date())
    throw failure('VALIDATION_ERROR', 'restore.future', { params: { at: o.at.toISOString() } });
  const into = path.resolve(o.into);
  await refuseUsed(into);
  const { folder, manifest, cluster, log, at } = await planned(o);
  o.say('restore.verifying', { folder, files: manifest.files.length });
  const damaged = await damagedFiles(folder, manifest.files, o.signal);
  if (damaged.length > 0) throw damagedProblem(damaged);
  const made = !existsSync(into);
  const draft = path.join(into, DRAFT);
  await mkdir(draft, { recursive: true });
  const release = await claim(into, draft);
  try {
    await refuseWithoutRoom(into, manifest, cluster, log.length);
    o.say('restore.copying', { mb: Math.ceil(manifest.bytes / MB) });
    await layOut(folder, manifest, draft, o.signal);
    const newerFiles = o.at || o.latest ? await addNewerFiles(folder, draft, o.signal) : 0;
    await takeNewerWitness(folder, draft);
    o.say('restore.recovering', { segments: log.length });
    const { lastChange, checked } = await recoverAndCheck(o, draft, log, at);
    release();
    await handOver(draft, into);
    const { bytes, files } = manifest;
    const backupFinishedAt = new Date(manifest.finishedAt);
    return { backup: folder, backupFinishedAt, into, lastChange, files: files.length, bytes, newerFiles, checked };
  } catch (error) {
    release();
    await rm(draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    if (made) await rmdir(into).catch(() => undefined);
    throw error;
  }
}

const damagedProblem = (files: readonly string[]) =>
  failure('UNPROCESSABLE', 'restore.damaged', {
    params: { files: files.slice(0, 5).join(', ') + (files.length > 5 ? ` (+${files.length - 5})` : '') },
    details: { files },
  });

/** A draft that a killed restore left does not count: it is cleared away. */
async function refuseUsed(into: string): Promise<void> {
  const names = existsSync(into) ? await readdir(into) : [];
  const pid = liveStarter({ lock: path.join(into, 'pustaka.pid') })?.pid;
  if (pid !== undefined) throw failure('CONFLICT', 'restore.library_runs', { params: { folder: into, pid } });
  if (names.some((name) => !name.startsWith(DRAFT)))
    throw failure('CONFLICT', 'restore.not_empty', { params: { folder: into } });
}

async function planned<T>(o: RestoreOptions<T>) {
  const { backup, later } = await chooseBackup(path.resolve(o.from), o.at);
  const manifest = await readManifest(backup.folder);
  const cluster = manifest?.database;
  if (!manifest || !cluster) throw failure('NOT_FOUND', 'restore.no_backup', { params: { folder: backup.folder } });
  refuseOtherVersion(manifest, cluster, o.migrations);
  const folders = [...(o.wal ?? []).map((each) => path.resolve(each)), ...logFoldersOf(backup.folder)];
  const wanted = o.at || o.latest;
  const log = wanted
    ? await logSince(cluster, folders, later?.startWal ?? undefined)
    : { files: [], missing: undefined };
  if (o.latest && log.missing) {
    const params = { segment: log.missing, folders: folders.join(', ') };
    throw failure('CONFLICT', 'restore.wal_missing', { params });
  }
  return { folder: backup.folder, manifest, cluster, log: log.files, at: o.at };
}

function refuseOtherVersion({ version }: Manifest, cluster: Cluster, migrations: readonly string[]): void {
  const expected = bundledMajor();
  if (cluster.postgresMajor !== expected) {
    const params = { found: cluster.postgresMajor, expected, version };
    throw failure('CONFLICT', 'restore.other_postgres', { params });
  }
  if (cluster.migrations.some((name) => !migrations.includes(name)))
    throw failure('CONFLICT', 'restore.newer', { params: { version } });
}

/** One restore at a time; of a killed one the server may still run. */
async function claim(into: string, draft: string): Promise<() => void> {
  const release = await becomeStarter({ root: into, lock: path.join(into, `${DRAFT}.pid`) });
  const left = await readdir(draft);
  if (left.includes('postgres')) {
    const place = openPlace(draft);
    const running = await findRunning(place);
    if (running) await stop(running.pid, place, await findBinaries(place.account));
  }
  for (const name of left) await rm(path.join(draft, name), { recursive: true, force: true, maxRetries: 10 });
  return release;
}

async function refuseWithoutRoom(into: string, manifest: Manifest, cluster: Cluster, segments: number): Promise<void> {
  const needed = manifest.bytes + segments * cluster.segmentBytes + 100 * MB;
  const free = await freeBytes(into);
  if (free >= needed) return;
  const params = { folder: into, needed: Math.ceil(needed / MB), free: Math.floor(free / MB) };
  throw failure('CONFLICT', 'backup.no_space', { params });
}

async function layOut(from: string, manifest: Manifest, to: string, signal: AbortSignal | undefined): Promise<void> {
  await makeFolders(to, manifest.folders);
  await eachOf(
    manifest.files,
    async (entry) => {
      const safely = !entry.path.startsWith('postgres/');
      const copied = await copyHashed(path.join(from, entry.path), path.join(to, entry.path), safely);
      if (copied?.sha256 !== entry.sha256) throw damagedProblem([entry.path]);
    },
    signal,
    4,
  );
  await syncFolders(to, manifest.folders);
}

async function recoverAndCheck<T>(
  o: RestoreOptions<T>,
  dataRoot: string,
  log: readonly LogFile[],
  at: Date | undefined,
) {
  const server = await recover({ dataRoot, log, at, say: () => undefined, signal: o.signal });
  try {
    return { lastChange: await lastChangeOf(server), checked: await o.check(server, dataRoot) };
  } finally {
    await server.stop();
  }
}

async function lastChangeOf(server: PostgresServer): Promise<Date | null> {
  const client = createClient(server.superuser ?? server.owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ at: Date | null }>('select pg_last_xact_replay_timestamp() as at');
    return rows[0]?.at ?? null;
  } finally {
    await client.end();
  }
}

/** The cluster first: a start in this very moment then says what is missing, instead of making a new library. */
async function handOver(draft: string, into: string): Promise<void> {
  for (const name of [LOG_FOLDER, 'run']) await rm(path.join(draft, name), { recursive: true, force: true });
  const names = await readdir(draft);
  for (const name of ['postgres', 'secrets', ...names.filter((each) => each !== 'postgres' && each !== 'secrets')]) {
    await rename(path.join(draft, name), path.join(into, name));
  }
  await rmdir(draft);
  await syncFolders(into, []);
}
