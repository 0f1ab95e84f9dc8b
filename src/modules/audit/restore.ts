import { parseCheckpoint, type SignedCheckpoint } from '../../lib/checkpoint.ts';
import type { TreeHead } from '../../lib/merkle/proof.ts';
import { type AuditLog, alone, newestCheckpoint, storeCheckpoint } from './checkpoints.ts';
import { signingKey } from './keys.ts';
import { publish } from './publish.ts';
import { treeOfSeals } from './sealing.ts';
import { lastLine, ownWitness } from './witness.ts';

/**
 * After a restore: signs that the log stands where the restored database has it, and what was known before.
 * The newest line of the witness file counts as known, or `before` when it is larger. Call it before sealing again.
 */
export async function writeRestoreCheckpoint(log: AuditLog, before?: TreeHead): Promise<SignedCheckpoint> {
  const line = await lastLine(ownWitness(log.dataRoot));
  const own = line === null ? null : parseCheckpoint(line);
  const seen = own && own.size >= (before?.size ?? 0) ? own : before;
  const known = seen && { size: seen.size, root: seen.root };
  const signed = await alone(log, async (sql) => {
    const tree = await treeOfSeals(sql);
    const stored = await newestCheckpoint(sql);
    const times = [own?.time, stored && parseCheckpoint(stored.body)?.time].filter((time) => time !== undefined);
    const since = times.toSorted((a, b) => Number(b) - Number(a))[0];
    const story = { kind: 'restore', before: known, since } as const;
    return storeCheckpoint(sql, tree, signingKey(log.dataRoot), log.clock.now(), story);
  });
  await publish(log);
  return signed;
}
