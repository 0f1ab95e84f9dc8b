import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

const linux = process.platform === 'linux';

/** When a process began, as text that differs for a later process with the same id; undefined = no such process. */
export function startMark(pid: number): string | undefined {
  if (linux) return linuxMark(pid);
  if (!answers(pid)) return undefined;
  const seconds = pid === process.pid ? Date.now() / 1000 - process.uptime() : startSeconds(pid);
  return seconds === undefined ? 'unknown' : `epoch:${Math.round(seconds)}`;
}

export function sameStart(a: string, b: string): boolean {
  if (a === 'unknown' || b === 'unknown') return true;
  if (!a.startsWith('epoch:') || !b.startsWith('epoch:')) return a === b;
  return Math.abs(Number(a.slice(6)) - Number(b.slice(6))) <= 5;
}

export const isAlive = (pid: number): boolean => (linux ? linuxMark(pid) !== undefined : answers(pid));

export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

function linuxMark(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie is dead: under an init that never reaps, it would otherwise look alive for ever.
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}:${fields[19]}`;
  } catch {
    return answers(pid) ? 'unknown' : undefined; // /proc may hide the processes of other users
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function startSeconds(pid: number): number | undefined {
  const command =
    process.platform === 'win32'
      ? run('powershell', [
          '-NoProfile',
          '-Command',
          `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`,
        ])
      : run('ps', ['-o', 'lstart=', '-p', String(pid)]);
  const time = Date.parse(command.trim());
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** 'ours' = the postmaster of this folder; 'unclear' = some postgres, so its lock must not be touched. */
export function whoIs(pid: number, folder: string): 'gone' | 'ours' | 'unclear' | 'stranger' {
  // A dead process nobody has reaped still answers signals, and PostgreSQL takes it for a living one.
  if (!isAlive(pid)) return answers(pid) ? 'stranger' : 'gone';
  if (process.platform === 'win32') {
    return /postgres/i.test(run('tasklist', ['/FI', `PID eq ${pid}`, '/NH'])) ? 'ours' : 'stranger';
  }
  const args = commandLine(pid);
  if (args === undefined) return 'unclear';
  if (!/(^|\/)postgres$/.test(args[0] ?? '')) return 'stranger';
  const given = path.resolve(args[args.indexOf('-D') + 1] ?? '');
  if (given === folder || workingFolder(pid) === folder) return 'ours';
  return locksAnother(pid, given) ? 'stranger' : 'unclear';
}

/** Differs from the command line after the data folder was moved under a running server. */
function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // no /proc, or no right to look
  }
}

/** Certainly another folder's server: that folder's own lock names it. */
function locksAnother(pid: number, folder: string): boolean {
  try {
    return readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0] === String(pid);
  } catch {
    return false;
  }
}

function commandLine(pid: number): string[] | undefined {
  if (!linux)
    return run('ps', ['-o', 'command=', '-p', String(pid)])
      .trim()
      .split(/ (?=-)|(?<=-D) /);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return undefined;
  }
}

function run(command: string, args: string[]): string {
  return (
    spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, windowsHide: true }).stdout ?? ''
  );
}
