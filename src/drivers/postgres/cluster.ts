import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import { z } from 'zod';
import { giveTo } from './accounts.ts';
import { type Binaries, bundledMajor } from './binaries.ts';
import { PostgresProblem } from './messages.ts';
import { type Place, readText, withPrefix, writeWhole } from './place.ts';

const Secrets = z.object({ superuser: z.string().min(1), owner: z.string().min(1), app: z.string().min(1) });
export type Secrets = z.infer<typeof Secrets>;

export const superuser = 'postgres';
export const database = 'pustaka';

const passedOn = /^(PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|COMSPEC|SYSTEMDRIVE|USERPROFILE)$/i;

/** PostgreSQL's programs see a fixed locale, no PG* variable of whoever starts Pustaka and none of its secrets. */
export function programOptions(place: Place) {
  const kept = Object.entries(process.env).filter(([name]) => passedOn.test(name));
  const env = { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
  const as = place.account ? { uid: place.account.uid, gid: place.account.gid } : {};
  return { env, cwd: place.run, windowsHide: true, ...as };
}

/** Created beside its place and moved there whole: a power cut leaves either no cluster or a complete one. */
export async function ensureCluster(place: Place, binaries: Binaries): Promise<{ secrets: Secrets; created: boolean }> {
  if (versionOf(place)) return { secrets: readSecrets(place), created: false };
  if (existsSync(place.cluster)) {
    if (readdirSync(place.cluster).length > 0)
      throw new PostgresProblem('postgres.not_a_cluster', { folder: place.cluster });
    rmdirSync(place.cluster);
  }
  const secrets = existsSync(place.secrets) ? readSecrets(place) : newSecrets(place);
  await create(place, binaries, secrets.superuser);
  return { secrets, created: true };
}

const versionOf = (place: Place) => readText(path.join(place.cluster, 'PG_VERSION'))?.trim();

export function refuseOtherVersion(place: Place): void {
  const found = versionOf(place);
  const expected = bundledMajor();
  if (found !== undefined && found !== String(expected)) {
    throw new PostgresProblem('postgres.other_version', { folder: place.cluster, found, expected });
  }
}

export function readSecrets(place: Place): Secrets {
  try {
    return Secrets.parse(JSON.parse(readFileSync(place.secrets, 'utf8')));
  } catch {
    throw new PostgresProblem('postgres.secrets_missing', { file: place.secrets });
  }
}

function newSecrets(place: Place): Secrets {
  const password = () => randomBytes(24).toString('base64url');
  const secrets = { superuser: password(), owner: password(), app: password() };
  writeWhole(place.secrets, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

async function create(place: Place, binaries: Binaries, password: string): Promise<void> {
  removeDrafts(place);
  // A name of its own: an initdb whose Pustaka was killed may still be writing to the last one.
  const draft = `${place.cluster}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = path.join(place.run, 'initdb-password');
  mkdirSync(draft, { mode: 0o700 });
  giveTo(place.account, draft);
  try {
    writeWhole(passwordFile, password, place.account);
    await initdb(place, binaries, draft, passwordFile);
    renameSync(draft, place.cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function removeDrafts(place: Place): void {
  for (const name of readdirSync(place.root).filter((each) => each.startsWith('postgres.new'))) {
    rmSync(path.join(place.root, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function initdb(place: Place, binaries: Binaries, folder: string, passwordFile: string): Promise<void> {
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '-E', 'UTF8'];
  const access = ['-U', superuser, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  // Small segments: one is archived each minute in which anything was written.
  const args = [...locale, '-k', '--wal-segsize=4', ...access, '-D', folder];
  const child = spawn(...withPrefix(place, binaries.initdb, args), {
    ...programOptions(place),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new PostgresProblem('postgres.initdb_failed', { reason }));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => (code === 0 ? resolve() : fail(said.trim().split('\n').slice(-12).join('\n'))));
  });
}

/** Repairs whatever a first start that was cut short left out; nothing to do costs one query. */
export async function ensureRoles(client: Client, secrets: Secrets): Promise<void> {
  const { rows } = await client.query<{ owner: boolean; app: boolean; db: boolean }>(
    `select to_regrole('pustaka_owner') is not null as owner, to_regrole('pustaka_app') is not null as app,
            exists (select from pg_database where datname = $1) as db`,
    [database],
  );
  const has = rows[0];
  if (!has?.owner) {
    await client.query(`create role pustaka_owner login createdb password ${client.escapeLiteral(secrets.owner)}`);
  }
  if (!has?.app) await client.query(`create role pustaka_app login password ${client.escapeLiteral(secrets.app)}`);
  if (!has?.db) await client.query(`create database ${database} owner pustaka_owner`);
}

/** pg_control says how the last run ended: 1 and 2 are the two clean shutdowns. */
export function endedBadly(place: Place): boolean {
  const state = readFileSync(path.join(place.cluster, 'global', 'pg_control')).readInt32LE(16);
  return state !== 1 && state !== 2;
}
