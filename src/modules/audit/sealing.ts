import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { BEGINNING, type Cursor } from '../../kernel/reactions.ts';
import { parseCheckpoint, type SignedCheckpoint, verifyCheckpoint } from '../../lib/checkpoint.ts';
import { type Hash, sameHash } from '../../lib/merkle/hash.ts';
import { append, appendAll, EMPTY_TREE, parseTree, rootOfTree, type TreeState } from '../../lib/merkle/tree.ts';
import { type AuditLog, alone, type Keys, newestCheckpoint, storeCheckpoint } from './checkpoints.ts';
import { sealingStopped } from './errors.ts';
import { knownKeys, signingKey } from './keys.ts';
import { LEAF_COLUMNS, type LeafFact, leafOf } from './leaf.ts';
import { publish } from './publish.ts';

export const BATCH = 1000;

/** Seals every fact that is committed for good; returns how many. Safe to call at any time, by anybody. */
export async function sealFacts(log: AuditLog): Promise<number> {
  await publish(log);
  let sealed = 0;
  for (let more = true; more; ) {
    const count = await sealBatch(log);
    sealed += count;
    more = count === BATCH;
  }
  if (sealed > 0) await publish(log);
  return sealed;
}

const sealable = prepared<LeafFact>(
  'audit.facts.sealable',
  `select ${LEAF_COLUMNS} from facts f
   where (f.tx, f.id) > ($1::xid8, $2::uuid) and f.tx < pg_snapshot_xmin(pg_current_snapshot())
   order by f.tx, f.id limit $3`,
);
const addSeals = prepared(
  'audit.seals.add',
  `insert into fact_seals (position, fact_tx, fact_id, fact_at, leaf_hash)
   select $1 + s.n - 1, s.tx::xid8, s.id, s.at, decode(s.leaf, 'hex')
   from unnest($2::text[], $3::uuid[], $4::timestamptz[], $5::text[]) with ordinality as s(tx, id, at, leaf, n)`,
);

/** Ordered, so that it is answered by the end of an index and not by reading every fact to find none. */
const firstSealable = prepared<{ id: string }>(
  'audit.facts.first',
  `with last as materialized (select fact_tx, fact_id from fact_seals order by position desc limit 1)
   select f.id from facts f
   where (f.tx, f.id) > (coalesce((select fact_tx from last), $1::xid8), coalesce((select fact_id from last), $2::uuid))
     and f.tx < pg_snapshot_xmin(pg_current_snapshot())
   order by f.tx, f.id limit 1`,
);
export const hasSealable = async (sql: Sql): Promise<boolean> =>
  (await firstSealable.one(sql, [BEGINNING.tx, BEGINNING.factId])) !== undefined;

/** Seals, the tree's growing edge and the signed checkpoint are one transaction: there is no state between. */
function sealBatch(log: AuditLog): Promise<number> {
  return alone(log, async (sql) => {
    const signing = signingKey(log.dataRoot);
    const { tree, cursor, since } = await edgeOf(sql, knownKeys(log.dataRoot));
    const facts = await sealable.all(sql, [cursor.tx, cursor.factId, BATCH]);
    if (facts.length === 0) return 0;
    const leaves = facts.map(leafOf);
    const hex = leaves.map((leaf) => Buffer.from(leaf).toString('hex'));
    const columns = [facts.map((f) => f.tx), facts.map((f) => f.id), facts.map((f) => f.at), hex];
    await addSeals.all(sql, [tree.size, ...columns]);
    await storeCheckpoint(sql, appendAll(tree, leaves), signing, log.clock.now(), { kind: 'seal', since });
    return facts.length;
  });
}

const lastSeal = prepared<{ position: number; tx: string; factId: string }>(
  'audit.seals.last',
  'select position, fact_tx as tx, fact_id as "factId" from fact_seals order by position desc limit 1',
);
const keptTree = prepared<{ state: string }>('audit.tree', 'select state from audit_tree');

/** Where the log ends, believed only as far as the newest checkpoint is signed and the seals agree with it. */
async function edgeOf(sql: Sql, keys: Keys): Promise<{ tree: TreeState; cursor: Cursor; since: Date | undefined }> {
  const stored = await newestCheckpoint(sql);
  const last = await lastSeal.one(sql, []);
  const checkpoint = stored ? parseCheckpoint(stored.body) : null;
  if (stored && !(checkpoint && verifyCheckpoint(checkpoint, keys))) throw sealingStopped('checkpoint_forged');
  if ((last?.position ?? -1) + 1 !== (checkpoint?.size ?? 0)) throw sealingStopped('seals_differ');
  const tree = checkpoint ? await treeAt(sql, checkpoint) : EMPTY_TREE;
  return { tree, cursor: last ?? BEGINNING, since: checkpoint?.time };
}

async function treeAt(sql: Sql, checkpoint: SignedCheckpoint): Promise<TreeState> {
  const kept = (await keptTree.one(sql, []))?.state ?? '';
  const grown = treeOf(kept);
  const isSigned = (tree: TreeState): boolean =>
    tree.size === checkpoint.size && sameHash(rootOfTree(tree), checkpoint.root);
  if (grown && isSigned(grown)) return grown;
  const rebuilt = await treeOfSeals(sql);
  if (!isSigned(rebuilt)) throw sealingStopped('tree_differs');
  return rebuilt;
}

function treeOf(state: string): TreeState | null {
  try {
    return parseTree(state);
  } catch {
    return null;
  }
}

const leaves = prepared<{ position: number; leaf: Hash }>(
  'audit.seals.leaves',
  'select position, leaf_hash as leaf from fact_seals where position >= $1 order by position limit 5000',
);

/** The tree of all seals as they stand, read in steps. */
export async function treeOfSeals(sql: Sql): Promise<TreeState> {
  let tree = EMPTY_TREE;
  for (;;) {
    const rows = await leaves.all(sql, [tree.size]);
    for (const { position, leaf } of rows) {
      if (position !== tree.size) throw sealingStopped('seals_differ');
      tree = append(tree, leaf);
    }
    if (rows.length === 0) return tree;
  }
}
