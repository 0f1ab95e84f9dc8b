import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import { z } from 'zod';
import { Failure, failure } from '../../kernel/errors.ts';
import type { Params } from '../../kernel/i18n.ts';
import { freeBytes } from '../files/free-space.ts';
import type { PostgresServer } from '../postgres/index.ts';
import { createClient } from '../postgres/pool.ts';
import { ARCHIVE } from './archive.ts';
import type { Tree } from './copying.ts';
import { type Before, copyFiles, listKept } from './files.ts';
import { packArchive } from './keeping.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import { copyCluster } from './online.ts';
import type { Keep } from './retention.ts';
import { beforeIn, copyBackup, openSecond, shipToSecond } from './second.ts';
import { draftIn, nameFor, removePartial, tidy } from './shelf.ts';

export interface BackupOptions {
  dataRoot: string;
  /** Absent: files and keys alone. */
  postgres?: PostgresServer | undefined;
  /** Another folder than PUSTAKA_DATA/backups; nothing is ever removed there. */
  to?: string | undefined;
  keep: Keep;
  /** `fresh`: a person is there, who may have put in a new disk. */
  second?: { folder: string; fresh: boolean } | undefined;
  signal?: AbortSignal | undefined;
}

export interface Note {
  code: string;
  params: Params;
}

export interface BackupReport {
  folder: string;
  startedAt: Date;
  finishedAt: Date;
  files: number;
  bytes: number;
  /** Of these bytes, shared with the backup before. */
  sharedBytes: number;
  removed: string[];
  second: string | null;
  warnings: Note[];
}

const LOCK = 7_318_005; // its own: 7318002 is the leader's of reactions, held as long as a server runs
const MB = 1024 * 1024;
const SPARE = 100 * MB; // the running library must not find its disk full

const Package = z.object({ version: z.string() });
const version = (): string =>
  Package.parse(JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../package.json'), 'utf8'))).version;

/** A complete copy of a library that goes on working meanwhile. */
export async function makeBackup(o: BackupOptions): Promise<BackupReport> {
  const shelf = shelfOf(o);
  mkdirSync(shelf, { recursive: true, mode: 0o700 });
  if (!o.postgres?.superuser) return backUp(o, shelf);
  const client = createClient(o.postgres.superuser, { statementTimeoutMs: 0, idleInTransactionMs: 0 });
  client.on('error', () => undefined); // the query that was running says it
  await client.connect();
  try {
    await lock(client);
    return await backUp(o, shelf, client);
  } finally {
    await client.end();
  }
}

function shelfOf({ dataRoot, to }: BackupOptions): string {
  if (to === undefined) return path.join(dataRoot, 'backups');
  const shelf = path.resolve(to);
  const way = path.relative(real(dataRoot), real(shelf));
  if (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way))
    throw failure('VALIDATION_ERROR', 'backup.inside', { params: { folder: shelf } });
  return shelf;
}

/** Also of a folder that is yet to be made. */
function real(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  return path.join(real(path.dirname(folder)), path.basename(folder));
}

/** Held by the connection, so that a killed backup never blocks the next one. */
async function lock(client: Client): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
  if (!rows[0]?.mine) throw failure('CONFLICT', 'backup.running');
}

async function backUp(o: BackupOptions, shelf: string, client?: Client): Promise<BackupReport> {
  const own = o.to === undefined;
  if (own && client) await removePartial(shelf);
  const { folder, manifest, sharedBytes, warnings } = await fill(o, shelf, client);
  const archive = path.join(o.dataRoot, ARCHIVE);
  await packArchive(archive);
  const removed = own ? await tidy(shelf, archive, manifest, o.keep) : [];
  const second = own && client && o.second ? await repeat(o, folder, manifest, o.second) : undefined;
  return {
    folder,
    startedAt: new Date(manifest.startedAt),
    finishedAt: new Date(manifest.finishedAt),
    files: manifest.files.length,
    bytes: manifest.bytes,
    sharedBytes,
    removed,
    second: second?.folder ?? null,
    warnings: [...warnings, ...(second?.warnings ?? [])],
  };
}

async function fill(o: BackupOptions, shelf: string, client?: Client) {
  const startedAt = new Date();
  const draft = await draftIn(shelf, nameFor(startedAt));
  try {
    const database = client && (await copyDatabase(o, client, shelf, draft.folder));
    const before = await beforeIn(shelf, database?.systemIdentifier ?? null);
    const tree = await listKept(o.dataRoot);
    await refuseWithoutRoom(shelf, tree, before);
    const files = await copyFiles(o.dataRoot, draft.folder, tree, { before, signal: o.signal });
    const manifest = await writeManifest(draft.folder, {
      version: version(),
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      database: database?.about ?? null,
      folders: [...(database?.folders ?? []), ...files.folders],
      files: [...(database?.files ?? []), ...files.files],
    });
    const folder = await draft.publish(manifest);
    const warnings: Note[] = tree.links.map((link) => ({ code: 'backup.link_left_out', params: { link } }));
    return { folder, manifest, sharedBytes: files.sharedBytes, warnings };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** The files come after it: what a row of the copy speaks of is on the disk by then. */
async function copyDatabase({ postgres, signal }: BackupOptions, client: Client, shelf: string, into: string) {
  const cluster = postgres?.dataFolder;
  if (!cluster) throw new Error('only the embedded database can be copied');
  const planned = (tree: Tree) => refuseWithoutRoom(shelf, tree);
  const { folders, files, cluster: about } = await copyCluster(client, cluster, into, { planned, signal });
  const { systemIdentifier } = about;
  return { folders, files, systemIdentifier, about: { postgresMajor: postgres.majorVersion, ...about } };
}

async function refuseWithoutRoom(shelf: string, tree: Tree, before?: Before): Promise<void> {
  const fresh = tree.files.filter((file) => before?.files.get(file.path)?.size !== file.size);
  const needed = fresh.reduce((sum, { size }) => sum + size, SPARE);
  const free = await freeBytes(shelf);
  if (free >= needed) return;
  const params = { folder: shelf, needed: Math.ceil(needed / MB), free: Math.floor(free / MB) };
  throw failure('CONFLICT', 'backup.no_space', { params });
}

/** A second target that is not there takes nothing from the backup that stands. */
async function repeat(
  o: BackupOptions,
  made: string,
  manifest: Manifest,
  { folder, fresh }: { folder: string; fresh: boolean },
): Promise<{ folder: string | null; warnings: Note[] }> {
  try {
    const shelf = await openSecond(o.dataRoot, folder, fresh);
    const copy = await copyBackup(made, shelf, o.signal);
    await shipToSecond(o.dataRoot, shelf);
    await tidy(shelf, path.join(shelf, ARCHIVE), manifest, o.keep);
    return { folder: copy, warnings: [] };
  } catch (error) {
    return { folder: null, warnings: [noteOf(error, folder)] };
  }
}

function noteOf(error: unknown, folder: string): Note {
  if (error instanceof Failure) return { code: error.reason, params: error.options.params ?? {} };
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'backup.second_failed', params: { folder, reason } };
}
