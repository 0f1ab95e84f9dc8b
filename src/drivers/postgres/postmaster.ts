import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Address, socketAddress, socketAnswers } from './address.ts';
import type { Binaries } from './binaries.ts';
import { programOptions } from './cluster.ts';
import { logSize, logTail, openLog } from './log-file.ts';
import { PostgresProblem } from './messages.ts';
import { type Place, readText, withPrefix } from './place.ts';
import { isAlive, waitUntilGone, whoIs } from './processes.ts';

const windows = process.platform === 'win32';

export interface Postmaster {
  pid: number;
  address: Address;
}

/** postmaster.pid holds, line by line: process, folder, start, port, socket folder, listen address. */
function recorded(place: Place): Postmaster | undefined {
  const lines = readText(path.join(place.cluster, 'postmaster.pid'))?.split('\n');
  const pid = Math.abs(Number(lines?.[0]));
  if (!lines || !pid) return undefined;
  return { pid, address: { host: lines[4]?.trim() || '127.0.0.1', port: Number(lines[3]) } };
}

/** The PostgreSQL that already serves this folder, if there is one. Clears locks left to programs that are not it. */
export async function findRunning(place: Place): Promise<Postmaster | undefined> {
  const found = recorded(place);
  const who = found ? whoIs(found.pid, place.cluster) : 'gone';
  if (who === 'ours') return found;
  if (who === 'unclear') return undefined; // PostgreSQL itself will refuse, and say which process it means
  if (await socketAnswers(socketAddress(place))) {
    throw new PostgresProblem('postgres.elsewhere', { folder: place.cluster, pid: found?.pid ?? '?' });
  }
  clearLocks(place, who === 'stranger');
  return undefined;
}

/** The folder's own lock is PostgreSQL's business where it can tell; its shared memory check stays in any case. */
function clearLocks(place: Place, folderToo: boolean): void {
  for (const file of readdirSync(place.run).filter((name) => name.startsWith('.s.PGSQL.'))) {
    rmSync(path.join(place.run, file), { force: true });
  }
  if (folderToo) rmSync(path.join(place.cluster, 'postmaster.pid'), { force: true });
}

export interface Launched {
  /** Undefined when the folder's lock is not its own: then whoever answers is another PostgreSQL. */
  pid: () => number | undefined;
  /** Undefined while it runs; then why it did not. */
  ended: () => string | undefined;
}

/** In a session of its own: Ctrl-C in the terminal reaches Pustaka only, which stops PostgreSQL in its own order. */
export function launch(place: Place, binaries: Binaries): Launched {
  const before = logSize(place);
  const child = spawnServer(place, binaries);
  child.unref();
  let reason: (() => string) | undefined;
  child.once('error', (error) => {
    reason = () => error.message;
  });
  child.once('exit', (code) => {
    // On Windows pg_ctl leaves at once and the server stays.
    if (!(windows && code === 0)) reason = () => logTail(place, before) || `it ended with ${code}`;
  });
  const pid = () => {
    const found = recorded(place)?.pid;
    return windows || found === child.pid ? found : undefined;
  };
  return { pid, ended: () => reason?.() };
}

function spawnServer(place: Place, binaries: Binaries): ChildProcess {
  const out = openLog(place);
  try {
    const [program, ...args] = windows ? [binaries.pgCtl, 'start', '-W'] : [binaries.postgres];
    const options = { ...programOptions(place), detached: true };
    return spawn(...withPrefix(place, program ?? '', [...args, '-D', place.cluster]), {
      ...options,
      stdio: ['ignore', out, out],
    });
  } finally {
    closeSync(out);
  }
}

/** Fast shutdown: clients are cut, everything committed is on disk; after 30 s the immediate one. */
export async function stop(pid: number, place: Place, binaries: Binaries): Promise<void> {
  signal(pid, 'SIGINT', place, binaries);
  if (await waitUntilGone(pid, 30_000)) return;
  signal(pid, 'SIGQUIT', place, binaries);
  if (await waitUntilGone(pid, 10_000)) return;
  throw new PostgresProblem('postgres.stop_failed', { pid, seconds: 40 });
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT', place: Place, binaries: Binaries): void {
  if (windows) {
    const mode = name === 'SIGINT' ? 'fast' : 'immediate';
    spawnSync(binaries.pgCtl, ['stop', '-W', '-m', mode, '-D', place.cluster], { windowsHide: true });
  } else if (isAlive(pid)) process.kill(pid, name);
}
