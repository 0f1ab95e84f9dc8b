import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { Hash } from '../../../lib/merkle/hash.ts';
import { LEAF_COLUMNS, type LeafFact, momentText } from '../leaf.ts';

export interface Seal {
  position: number;
  tx: string;
  factId: string;
  at: string;
  leaf: Hash;
}
export type FoundFact = LeafFact & { salt: Buffer | null; body: unknown };
export interface SealedFact {
  seal: Seal;
  fact: FoundFact | undefined;
}

const BATCH = 1000;

const seals = prepared<Seal>(
  'audit.verify.seals',
  `select position, fact_tx as tx, fact_id as "factId", ${momentText('fact_at')} as at, leaf_hash as leaf
   from fact_seals where position >= $1 and position < $2 order by position limit ${BATCH}`,
);
/** The span of moments lets PostgreSQL read one or two months only. */
const facts = prepared<FoundFact>(
  'audit.verify.facts',
  `select ${LEAF_COLUMNS}, d.salt, d.body from facts f
   left join fact_details d on d.at = f.at and d.fact_id = f.id and d.at between $2::timestamptz and $3::timestamptz
   where f.at between $2::timestamptz and $3::timestamptz and f.id = any ($1::uuid[])`,
);

/** Every seal in the order of positions with the fact it stands for; the next batch loads while one is looked at. */
export async function* sealedFacts(sql: Sql, size: number): AsyncGenerator<SealedFact[]> {
  let ahead = load(sql, 0, size);
  for (;;) {
    const batch = await ahead;
    const last = batch.at(-1)?.seal;
    if (!last) return;
    ahead = load(sql, last.position + 1, size);
    ahead.catch(() => {});
    yield batch;
  }
}

async function load(sql: Sql, from: number, to: number): Promise<SealedFact[]> {
  const found = await seals.all(sql, [from, to]);
  const moments = found.map((seal) => seal.at).sort();
  const ids = found.map((seal) => seal.factId);
  const rows = await facts.all(sql, [ids, moments[0], moments.at(-1)]);
  const known = new Map(rows.map((fact) => [`${fact.at} ${fact.id}`, fact]));
  return found.map((seal) => ({ seal, fact: known.get(`${seal.at} ${seal.factId}`) }));
}
