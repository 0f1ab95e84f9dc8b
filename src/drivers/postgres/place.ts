import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { type Account, accountFor, giveTo, giveTree, namespacePrefix, openWay, userName } from './accounts.ts';
import { PostgresProblem } from './messages.ts';

/** Every path the driver uses below one data folder, and the user that PostgreSQL runs as. */
export interface Place {
  root: string;
  cluster: string;
  run: string;
  secrets: string;
  lock: string;
  log: string;
  account: Account | undefined;
  /** Put before PostgreSQL's programs: see namespacePrefix. Empty otherwise. */
  prefix: readonly string[];
}

export function openPlace(dataRoot: string): Place {
  mkdirSync(dataRoot, { recursive: true });
  const root = realpathSync(dataRoot);
  refuseOtherOwner(root);
  const cluster = path.join(root, 'postgres');
  const { account, prefix } = whoRuns(root, cluster);
  const found = statSync(cluster, { throwIfNoEntry: false });
  if (account && found?.uid === 0) giveTree(account, cluster);
  if (found && found.mode & 0o077) chmodSync(cluster, 0o700); // as after a copy: PostgreSQL refuses an open folder
  const run = path.join(root, 'run');
  for (const [folder, mode] of [
    ['run', 0o700],
    ['logs', 0o755],
    ['secrets', 0o700],
  ] as const) {
    mkdirSync(path.join(root, folder), { recursive: true, mode });
  }
  chmodSync(run, 0o700);
  giveTo(account, run);
  const secrets = path.join(root, 'secrets', 'postgres.json');
  return {
    root,
    cluster,
    run,
    secrets,
    lock: path.join(root, 'pustaka.pid'),
    log: path.join(root, 'logs', 'postgres.log'),
    account,
    prefix,
  };
}

function whoRuns(root: string, cluster: string): Pick<Place, 'account' | 'prefix'> {
  const account = accountFor(cluster);
  if (!account) return { account, prefix: [] };
  try {
    openWay(root, account);
    return { account, prefix: [] };
  } catch (error) {
    const owner = statSync(cluster, { throwIfNoEntry: false })?.uid ?? 0;
    const prefix = owner === 0 ? namespacePrefix() : undefined;
    if (!prefix) throw error;
    return { account: undefined, prefix };
  }
}

/** Program and arguments as they are spawned. */
export function withPrefix(place: Place, program: string, args: readonly string[]): [string, string[]] {
  const [first = program, ...rest] = [...place.prefix, program, ...args];
  return [first, rest];
}

/** Secrets tell who started this folder before: mixing root and another user ends in files one of them cannot open. */
function refuseOtherOwner(root: string): void {
  const me = process.getuid?.();
  if (me === undefined) return;
  const refuse = (owner: number) => {
    throw new PostgresProblem('postgres.other_owner', { root, owner: userName(owner), me: userName(me) });
  };
  if (!writable(root)) refuse(statSync(root).uid);
  const secrets = ownerOf(root, 'secrets');
  const cluster = me === 0 ? me : ownerOf(root, 'postgres');
  if (secrets !== undefined && secrets !== me) refuse(secrets);
  if (cluster !== undefined && cluster !== me) refuse(cluster);
}

const ownerOf = (root: string, part: string) => statSync(path.join(root, part), { throwIfNoEntry: false })?.uid;

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A reader finds the old text or the new one, never half; `wx` follows no link laid by another user. */
export function writeWhole(file: string, text: string, account?: Account): void {
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const out = openSync(draft, 'wx', 0o600);
  try {
    writeSync(out, text);
    if (account) fchownSync(out, account.uid, account.gid);
    fsyncSync(out);
  } finally {
    closeSync(out);
  }
  renameSync(draft, file);
}

export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
