import type { Sql, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { Alias, Move, Stored } from './move.ts';
import type { Row } from './row.ts';

export interface Known {
  old: string;
  id: string | null;
  digest: string | null;
  record: Row | null;
  gone: boolean;
}

const read = prepared<Known>(
  'slims.ids.read',
  `select old, new as id, encode(digest, 'hex') as digest, record, gone_at is not null as gone from slims_ids
   where source_id = $1 and kind = $2 and old = any ($3::text[])`,
);
export const knownOf = (sql: Sql, sourceId: string, kind: string, old: readonly string[]): Promise<Known[]> =>
  read.all(sql, [sourceId, kind, old]);

const resolve = prepared<{ old: string; id: string }>(
  'slims.ids.resolve',
  `select old, new as id from slims_ids where source_id = $1 and kind = $2 and new is not null and old = any ($3::text[])`,
);

const dryKey = (kind: string, old: string): string => `${kind}\n${old}`;

/** Where these old numbers are now; in a rehearsal also those that would be there. */
export async function find(
  move: Move,
  sql: Sql,
  kind: string,
  old: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(old.filter((one) => one !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await resolve.all(sql, [move.sourceId, kind, wanted]);
  const found = new Map(rows.map((row) => [row.old, row.id]));
  for (const one of move.dry ? wanted : []) {
    const id = move.dry?.ids.get(dryKey(kind, one));
    if (id) found.set(one, id);
  }
  return found;
}

export function remember(move: Move, kind: string, old: string, id: string): void {
  move.dry?.ids.set(dryKey(kind, old), id);
}

const write = prepared(
  'slims.ids.write',
  `insert into slims_ids (source_id, kind, old, new, digest, record, problems)
   select $1, kind, old, new, decode(digest, 'hex'), record, problems
   from jsonb_to_recordset($2::jsonb) as r (kind text, old text, new uuid, digest text, record jsonb, problems jsonb)
   on conflict (source_id, kind, old) do update set new = excluded.new, digest = excluded.digest, record = excluded.record,
     problems = excluded.problems, gone_at = null`,
);

export async function writeIds(
  move: Move,
  tx: VerbCtx,
  step: { name: string; keepsRecord: boolean },
  stored: readonly Stored[],
  aliases: readonly Alias[] = [],
): Promise<void> {
  const own = stored.map(({ item, id, misfits }) => ({
    kind: step.name,
    old: item.old,
    new: id,
    digest: item.digest.toString('hex'),
    record: step.keepsRecord || misfits.length > 0 || id === null ? item.row : null,
    problems: misfits,
  }));
  const also = aliases.map(({ kind, old, id, misfits = [], record }) => ({
    kind,
    old,
    new: id,
    digest: null,
    record: record ?? null,
    problems: misfits,
  }));
  // One name twice in a batch: the last one is right.
  const rows = [...new Map([...own, ...also].map((row) => [dryKey(row.kind, row.old), row])).values()];
  await write.all(tx.sql, [move.sourceId, JSON.stringify(rows)]);
}

const progress = prepared<{ last: string | null; done: boolean }>(
  'slims.progress.read',
  'select last, done_at is not null as done from slims_progress where source_id = $1 and step = $2',
);
export const progressOf = async (sql: Sql, sourceId: string, step: string) =>
  (await progress.one(sql, [sourceId, step])) ?? { last: null, done: false };

const advance = prepared(
  'slims.progress.write',
  `insert into slims_progress (source_id, step, last, rows, done_at) values ($1, $2, $3, $4, $5)
   on conflict (source_id, step) do update set last = excluded.last, rows = slims_progress.rows + excluded.rows,
     done_at = excluded.done_at`,
);
export const advanceTo = (
  tx: VerbCtx,
  sourceId: string,
  step: string,
  last: string | null,
  rows: number,
  done: Date | null,
): Promise<unknown> => advance.all(tx.sql, [sourceId, step, last, rows, done]);

const gone = prepared<{ old: string; id: string | null }>(
  'slims.ids.gone',
  `update slims_ids set gone_at = $4 where source_id = $1 and kind = $2 and old = any ($3::text[]) and gone_at is null
   returning old, new as id`,
);
export const markGone = (tx: VerbCtx, sourceId: string, kind: string, old: readonly string[]) =>
  gone.all(tx.sql, [sourceId, kind, old, tx.now]);

const stillHere = prepared<{ old: string }>(
  'slims.ids.here',
  `select old from slims_ids where source_id = $1 and kind = $2 and old > $3 and digest is not null and gone_at is null
   order by old limit 5000`,
);
export const hereAfter = async (sql: Sql, sourceId: string, kind: string, after: string): Promise<string[]> =>
  (await stillHere.all(sql, [sourceId, kind, after])).map(({ old }) => old);
