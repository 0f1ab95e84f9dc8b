import type { Client } from 'pg';
import { LEADER_LOCK } from '../../../kernel/reactions.ts';
import { badExport } from '../errors.ts';
import { LEFT_OUT } from '../left-out.ts';
import { allTables, quoted } from '../tables.ts';

/** Filled by the migrations, or by a first start that nobody followed up. */
const MAY_HAVE_ROWS = new Set([
  ...Object.keys(LEFT_OUT),
  'roles',
  'ledger_accounts',
  'fact_details',
  'fact_seals',
  'audit_checkpoints',
  'audit_tree',
  'reaction_cursors',
]);

/** Whoever has set up anything here has something to lose. */
export async function refuseUnlessEmpty(owner: Client): Promise<void> {
  const used: string[] = [];
  for (const name of (await allTables(owner)).filter((each) => !MAY_HAVE_ROWS.has(each))) {
    const own = name === 'facts' ? ` where action <> 'setup.link_issued'` : '';
    const { rows } = await owner.query<{ used: boolean }>(`select exists (select from ${quoted(name)}${own}) as used`);
    if (rows[0]?.used) used.push(name);
  }
  if (used.length > 0) throw badExport('not_empty', { tables: used.slice(0, 5).join(', ') });
}

/** A program that runs keeps settings and roles in memory. It shows itself by the lock of its reactions. */
export async function refuseWhileRunning(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [LEADER_LOCK]);
  if (!rows[0]?.got) throw badExport('runs');
  // Held until this connection ends: a program that starts meanwhile waits with its reactions.
}
