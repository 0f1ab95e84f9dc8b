import type { Sql } from '../../../kernel/context.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import type { SignedCheckpoint } from '../../../lib/checkpoint.ts';
import { append, EMPTY_TREE } from '../../../lib/merkle/tree.ts';
import { archivedFacts } from '../archive/read-archived.ts';
import type { AuditLog, Keys } from '../checkpoints.ts';
import { noWitnessFile } from '../errors.ts';
import { knownKeys } from '../keys.ts';
import { ownWitness, readableLength } from '../witness.ts';
import { checkFact, findFact, follows, type Tally } from './check-fact.ts';
import { storedCheckpoints, type WitnessFile, waiting, witnessedCheckpoints, witnessedRestores } from './claims.ts';
import { type Comparison, comparison } from './compare.ts';
import { countFacts, type End, factsWithoutSeal, patiently, readEnd, storedRestores } from './end.ts';
import { collectProblems, type Problem, type Problems } from './problems.ts';
import { type Seal, type SealedFact, sealedFacts } from './sealed-facts.ts';

export interface Verification {
  ok: boolean;
  facts: number;
  sealed: number;
  unsealed: number;
  /** Facts whose details were erased: the row and its leaf stand, the personal values are gone. */
  erased: number;
  /** Of the sealed facts: in the archive, and so old that only their leaves are left. */
  archived: number;
  expired: number;
  checkpoints: number;
  /** An outside copy of the checkpoints; 'none': nobody outside could tell a shortened log from a whole one. */
  witness: 'none' | 'agrees' | 'disagrees';
  problems: readonly Problem[];
  problemCount: number;
}

export interface Against {
  /** A copy of the checkpoints kept elsewhere; our own file beside the database is compared in any case. */
  witness?: string | undefined;
  locale?: Locale;
}

/** Recomputes the whole log from the facts and compares it with everything that was ever signed about it. */
export async function verifyLog(log: AuditLog, o: Against = {}): Promise<Verification> {
  const problems = collectProblems(o.locale ?? 'id');
  const keys = knownKeys(log.dataRoot);
  const file = await witnessFile(o.witness, log.dataRoot);
  const end = await readEnd(log.pool);
  const compared = await claimsOf(log.pool, end, keys, file, problems);
  const tally: Tally = { facts: 0, archived: 0, expired: 0, erased: 0 };
  const archives = archivedFacts(log.pool, log.dataRoot, log.clock.now());
  const check = async (item: SealedFact): Promise<void> => {
    const fact = await findFact(item, archives, problems, tally);
    if (fact) checkFact(item.seal, fact, problems, tally);
  };
  await walk(log.pool, end, compared, problems, check).finally(() => archives.close());
  if (end.sealed > end.signed) problems.add('seals_unsigned', { position: end.signed });
  const { older, newer } = await patiently(log.pool, (sql) => countFacts(sql, end));
  const slippedIn = older === tally.facts ? [] : await patiently(log.pool, (sql) => factsWithoutSeal(sql, end));
  for (const fact of slippedIn) problems.add('fact_unsealed', fact);
  const agrees = compared.witnessHeard && !problems.againstWitness;
  return {
    ok: problems.count === 0,
    facts: older + newer + tally.archived + tally.expired,
    sealed: end.sealed,
    unsealed: newer,
    erased: tally.erased,
    archived: tally.archived,
    expired: tally.expired,
    checkpoints: end.checkpoints,
    witness: o.witness === undefined ? 'none' : agrees ? 'agrees' : 'disagrees',
    problems: problems.list,
    problemCount: problems.count,
  };
}

/** Its length is taken before the database is looked at: the file follows the database, never the other way. */
async function witnessFile(given: string | undefined, dataRoot: string): Promise<WitnessFile | null> {
  const path = given ?? ownWitness(dataRoot);
  const bytes = await readableLength(path);
  if (bytes === null && given !== undefined) throw noWitnessFile(given);
  return bytes === null ? null : { path, bytes };
}

async function claimsOf(
  sql: Sql,
  end: End,
  keys: Keys,
  file: WitnessFile | null,
  problems: Problems,
): Promise<Comparison> {
  const stored = await waiting(storedCheckpoints(sql, end.checkpoint, keys, problems));
  const restores = await storedRestores(sql, end, keys);
  if (file) restores.push(...(await witnessedRestores(file, keys)));
  const seen = file ? witnessedCheckpoints(file, keys, restores, problems) : nothing();
  return comparison(stored, await waiting(seen), problems);
}

async function* nothing(): AsyncGenerator<SignedCheckpoint> {}

type Check = (item: SealedFact) => Promise<void>;

/** Leaf by leaf; past a gap nobody can say what the tree should be, so comparing ends there. */
async function walk(sql: Sql, end: End, compared: Comparison, problems: Problems, check: Check): Promise<void> {
  let tree = EMPTY_TREE;
  let before: Seal | undefined;
  let whole = true;
  if (compared.next() === 0) await compared.at(tree);
  for await (const batch of sealedFacts(sql, end.sealed)) {
    for (const item of batch) {
      const { seal } = item;
      const expected = before ? before.position + 1 : 0;
      if (seal.position !== expected) {
        problems.add('seal_missing', { position: expected });
        whole = false;
      }
      if (before && !follows(seal, before)) problems.add('seal_order', { position: seal.position });
      await check(item);
      before = seal;
      if (!whole) continue;
      tree = append(tree, seal.leaf);
      if (compared.next() === tree.size) await compared.at(tree);
    }
  }
  if (whole) await compared.rest(tree.size);
}
