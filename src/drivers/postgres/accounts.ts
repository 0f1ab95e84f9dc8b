import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { PostgresProblem } from './messages.ts';

/** The system user that runs PostgreSQL when Pustaka itself runs as root, which PostgreSQL refuses. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export const runsAsRoot = (): boolean => process.getuid?.() === 0;

/** An existing cluster keeps its user, even if a better one has appeared on the machine since. */
export function accountFor(cluster: string): Account | undefined {
  if (!runsAsRoot()) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: userName(owner.uid), uid: owner.uid, gid: owner.gid };
  return (
    named('postgres') ??
    named('pustaka') ??
    createdUser() ??
    named('nobody') ?? { name: 'nobody', uid: 65534, gid: 65534 }
  );
}

function createdUser(): Account | undefined {
  const made = spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'pustaka']);
  return made.status === 0 ? named('pustaka') : undefined;
}

function passwd(): string[][] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
  } catch {
    return [];
  }
}

function named(name: string): Account | undefined {
  const row = passwd().find((fields) => fields[0] === name);
  return row && Number(row[2]) !== 0 ? { name, uid: Number(row[2]), gid: Number(row[3]) } : undefined;
}

export function userName(uid: number): string {
  return passwd().find((fields) => Number(fields[2]) === uid && fields.length > 3)?.[0] ?? String(uid);
}

/** PostgreSQL's user must be able to walk down to the cluster; what is ours we open, above it we can only say so. */
export function openWay(root: string, account: Account): void {
  if (canEnter(root, account)) return;
  const mine = statSync(root);
  if (mine.uid === 0 && canEnter(path.dirname(root), account)) {
    chownSync(root, mine.uid, account.gid);
    chmodSync(root, (mine.mode & 0o777) | 0o010);
    if (canEnter(root, account)) return;
  }
  throw new PostgresProblem('postgres.unreachable_folder', { user: account.name, folder: barrier(root, account) });
}

function canEnter(folder: string, { uid, gid }: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { uid, gid, cwd: '/' }).status === 0;
}

function barrier(folder: string, account: Account): string {
  const parent = path.dirname(folder);
  return parent === folder || canEnter(parent, account) ? folder : barrier(parent, account);
}

export function giveTo(account: Account | undefined, ...files: string[]): void {
  if (!account) return;
  for (const file of files) lchownSync(file, account.uid, account.gid);
}

/** For data handed over to root with chown -R: the cluster must go back to the unprivileged user. */
export function giveTree(account: Account, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) giveTree(account, file);
    else giveTo(account, file);
  }
  giveTo(account, folder);
}

/**
 * Below a folder closed to everyone but root there is no way for another user. A user namespace lets PostgreSQL run as
 * somebody else inside it while the kernel still sees root, with fewer rights than before. Undefined where it is forbidden.
 */
export function namespacePrefix(): string[] | undefined {
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];
  const [program = '', ...rest] = prefix;
  return spawnSync(program, [...rest, 'true']).status === 0 ? prefix : undefined;
}
