import type { KeyObject } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { App, Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { formatCheckpoint, type SignedCheckpoint, signCheckpoint } from '../../lib/checkpoint.ts';
import { type Hash, sameHash } from '../../lib/merkle/hash.ts';
import { formatTree, rootOfTree, type TreeState } from '../../lib/merkle/tree.ts';
import type { SigningKey } from './keys.ts';

/** What sealing and verifying need; App is one. */
export type AuditLog = Pick<App, 'pool' | 'dataRoot' | 'clock'>;

export interface StoredCheckpoint {
  number: number;
  kind: string;
  size: number;
  root: Hash;
  body: string;
}

const LOCK = 7_318_003;

/** One sealer at a time, whatever the process; what it wrote is seen by the next. */
export async function alone<T>(log: AuditLog, work: (sql: PoolClient) => Promise<T>): Promise<T> {
  const client = await log.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const insert = prepared(
  'audit.checkpoint.insert',
  'insert into audit_checkpoints (kind, size, root, body, created_at) values ($1, $2, $3, $4, $5)',
);
const keepTree = prepared(
  'audit.tree.keep',
  'insert into audit_tree (state) values ($1) on conflict (one) do update set state = excluded.state',
);

export interface Story {
  kind: SignedCheckpoint['kind'];
  before?: SignedCheckpoint['before'];
  /** The newest time signed before: a log's time never runs back, also when a clock was set or a rehearsal ended. */
  since: Date | undefined;
}

/** Signs where the tree stands, in the transaction that grew it. */
export async function storeCheckpoint(
  sql: Sql,
  tree: TreeState,
  { origin, key }: SigningKey,
  now: Date,
  { since, ...story }: Story,
): Promise<SignedCheckpoint> {
  const head = { size: tree.size, root: rootOfTree(tree) };
  const time = since && since > now ? since : now;
  const signed = signCheckpoint({ origin, ...story, ...head, time }, key);
  await insert.all(sql, [signed.kind.toUpperCase(), signed.size, signed.root, formatCheckpoint(signed), now]);
  await keepTree.all(sql, [formatTree(tree)]);
  return signed;
}

const newest = prepared<StoredCheckpoint>(
  'audit.checkpoint.newest',
  'select number, kind, size, root, body from audit_checkpoints order by number desc limit 1',
);
export const newestCheckpoint = (sql: Sql): Promise<StoredCheckpoint | undefined> => newest.one(sql, []);

/** Does this restore say on purpose that the log stepped back behind that checkpoint? */
export function explains(restore: SignedCheckpoint, lost: SignedCheckpoint): boolean {
  if (restore.kind !== 'restore' || restore.size >= lost.size || restore.time < lost.time) return false;
  const { before } = restore;
  return !before || lost.size < before.size || (lost.size === before.size && sameHash(lost.root, before.root));
}

export type Keys = readonly KeyObject[];
