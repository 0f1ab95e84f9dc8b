import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { BEGINNING } from '../../../kernel/reactions.ts';
import { sameHash } from '../../../lib/merkle/hash.ts';
import { type AuditLog, newestCheckpoint } from '../checkpoints.ts';
import { monthChanged } from '../errors.ts';
import { LEAF_COLUMNS, type LeafFact, leafOf } from '../leaf.ts';
import { monthFile, monthFolder, writeLines } from './files.ts';

/** Months of facts stay in the database this long, and in the archive until they are so old. */
export const LIVE_MONTHS = 12;
export const KEPT_MONTHS = 60;

export const monthsBack = (moment: Date, months: number): string =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() - months, 1)).toISOString().slice(0, 10);

const partitions = prepared<{ month: string }>(
  'audit.archive.months',
  `select to_date(substring(c.relname from 7), 'YYYYMM')::text as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
   where i.inhparent = 'facts'::regclass and c.relname ~ '^facts_[0-9]{6}$' order by 1`,
);

/** Moves each month that is old enough and wholly sealed from the database into its folder; returns which. */
export async function archiveMonths(log: AuditLog): Promise<string[]> {
  // A clock moved ahead for a rehearsal sends no history away; the database would refuse it too.
  const now = new Date(Math.min(log.clock.now().getTime(), Date.now()));
  const youngest = monthsBack(now, LIVE_MONTHS);
  const due = (await partitions.all(log.pool, [])).filter(({ month }) => month < youngest);
  for (const { month } of due) await archiveMonth(log, month);
  return due.map(({ month }) => month);
}

interface Archived extends LeafFact {
  position: number;
  leaf: Buffer;
  salt: string | null;
  body: unknown;
}

const sealed = prepared<Archived>(
  'audit.archive.facts',
  `select s.position, s.leaf_hash as leaf, ${LEAF_COLUMNS}, encode(d.salt, 'hex') as salt, d.body
   from facts f
   join fact_seals s on s.fact_id = f.id and s.fact_at = f.at
   left join fact_details d on d.at = f.at and d.fact_id = f.id and d.at >= $1::date and d.at < $1::date + interval '1 month'
   where f.at >= $1::date and f.at < $1::date + interval '1 month' and (f.tx, f.id) > ($2::xid8, $3::uuid)
   order by f.tx, f.id limit 1000`,
);
const drop = prepared('audit.archive.drop', 'select drop_fact_month($1::date, $2::bigint, $3::bytea, $4::timestamptz)');

async function* factsOf(sql: Sql, month: string): AsyncGenerator<Archived> {
  let after = BEGINNING;
  for (;;) {
    const rows = await sealed.all(sql, [month, after.tx, after.factId]);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = { tx: last.tx, factId: last.id };
  }
}

/** Facts without personal values, and these in a file that can be written anew when a person is erased. */
async function archiveMonth(log: AuditLog, month: string): Promise<void> {
  const folder = monthFolder(log.dataRoot, month);
  const draft = `${folder}.part`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const { sha256, count } = await writeLines(monthFile(draft, 'facts'), factLines(log.pool, month));
  await writeLines(monthFile(draft, 'details'), detailLines(log.pool, month));
  const checkpoint = (await newestCheckpoint(log.pool))?.body;
  const about = { month, facts: count, sha256: sha256.toString('hex'), checkpoint };
  await writeFile(join(draft, 'month.json'), `${JSON.stringify(about, null, 2)}\n`, { mode: 0o600, flush: true });
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  await syncFolder(dirname(folder));
  await drop.all(log.pool, [month, count, sha256, log.clock.now()]);
}

async function* factLines(sql: Sql, month: string) {
  for await (const { leaf, salt: _salt, body: _body, ...fact } of factsOf(sql, month)) {
    // What was tampered with stays where verifying finds it.
    if (!sameHash(leafOf(fact), leaf)) throw monthChanged(month);
    yield fact;
  }
}

async function* detailLines(sql: Sql, month: string) {
  for await (const { position, salt, body } of factsOf(sql, month)) if (salt) yield { position, salt, body };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
