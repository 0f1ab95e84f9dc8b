import type { Client } from 'pg';
import { badExport } from '../errors.ts';

/** Half an hour of them at most; a library that writes twice a second needs a year and a half for so many. */
const MOST = 100_000_000n;

/**
 * Facts and entries keep the numbers of the transactions that wrote them, for the log is signed with them. This server
 * must be past them all, or nothing new would ever be sealed; so it passes them, one empty transaction after another.
 */
export async function moveCounterOn(owner: Client, last: string): Promise<void> {
  const { rows } = await owner.query<{ tx: string }>('select pg_current_xact_id()::text as tx');
  const ours = BigInt(rows[0]?.tx ?? '0');
  const theirs = BigInt(last);
  if (theirs - ours > MOST) throw badExport('far_ahead', { theirs: last, ours: String(ours) });
  if (theirs < ours) return;
  await owner.query('set synchronous_commit = off');
  await owner.query(`do $$ begin while pg_current_xact_id()::text::numeric <= ${theirs} loop commit; end loop; end $$`);
  await owner.query('reset synchronous_commit');
}
