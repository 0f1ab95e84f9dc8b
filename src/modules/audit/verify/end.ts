import type { Pool } from 'pg';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { BEGINNING } from '../../../kernel/reactions.ts';
import { parseCheckpoint, type SignedCheckpoint, verifyCheckpoint } from '../../../lib/checkpoint.ts';
import type { Keys } from '../checkpoints.ts';

/** How far a verification looks, fixed in one statement: seals and checkpoints commit together. */
export interface End {
  sealed: number;
  tx: string;
  factId: string;
  /** Of the newest checkpoint: its number and the size it signed. */
  checkpoint: number;
  signed: number;
  checkpoints: number;
}

const end = prepared<End>(
  'audit.verify.end',
  `select coalesce(s.position + 1, 0) as sealed, coalesce(s.fact_tx, $1::xid8) as tx, coalesce(s.fact_id, $2::uuid) as "factId",
     coalesce(c.number, 0) as checkpoint, coalesce(c.size, 0) as signed,
     (select count(*) from audit_checkpoints) as checkpoints
   from (values (1)) one
   left join (select position, fact_tx, fact_id from fact_seals order by position desc limit 1) s on true
   left join (select number, size from audit_checkpoints order by number desc limit 1) c on true`,
);
export async function readEnd(sql: Sql): Promise<End> {
  const row = await end.one(sql, [BEGINNING.tx, BEGINNING.factId]);
  if (!row) throw new Error('one row of values is one row');
  return row;
}

const restores = prepared<{ body: string }>(
  'audit.verify.restores',
  `select body from audit_checkpoints where kind = 'RESTORE' and number <= $1`,
);
export async function storedRestores(sql: Sql, { checkpoint }: End, keys: Keys): Promise<SignedCheckpoint[]> {
  const rows = await restores.all(sql, [checkpoint]);
  const parsed = rows.map(({ body }) => parseCheckpoint(body));
  return parsed.filter((each) => each !== null).filter((each) => verifyCheckpoint(each, keys));
}

const counts = prepared<{ older: number; newer: number }>(
  'audit.verify.counts',
  `select (select count(*) from facts where (tx, id) <= ($1::xid8, $2::uuid)) as older,
     (select count(*) from facts where (tx, id) > ($1::xid8, $2::uuid)) as newer`,
);
/** Counting years of facts may take longer than a request is given. */
export async function patiently<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    await client.query('set local statement_timeout = 0');
    return await work(client);
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

/** On either side of the newest seal. Each seal has its own fact, so equal numbers mean that nothing was slipped in. */
export async function countFacts(sql: Sql, { tx, factId }: End): Promise<{ older: number; newer: number }> {
  return (await counts.one(sql, [tx, factId])) ?? { older: 0, newer: 0 };
}

const unsealed = prepared<{ factId: string }>(
  'audit.verify.unsealed',
  `select f.id as "factId" from facts f where (f.tx, f.id) <= ($1::xid8, $2::uuid)
     and not exists (select from fact_seals s where s.fact_id = f.id and s.fact_at = f.at) limit 1000`,
);
export const factsWithoutSeal = (sql: Sql, { tx, factId }: End): Promise<{ factId: string }[]> =>
  unsealed.all(sql, [tx, factId]);
