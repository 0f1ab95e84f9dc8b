import { holds, type Scope } from '../../../kernel/access.ts';
import type { Ctx, Sql, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { accountActor } from '../../identity/index.ts';
import type { Counts } from './batch.ts';
import { type BulkChange, touchesCopies } from './change.ts';

export type Work = 'EDIT' | 'UNDO';

/** As it stands in the batch's row: what is found out so far, and what whoever carries it out must know. */
export interface Summary extends Counts {
  changes: readonly BulkChange[];
  finished: boolean;
  /** Books that are meant by the edit, and by undoing it. */
  total?: number;
  undoing?: number;
  by?: { accountId: string; name: string };
  /** How far into the copies he may reach, as of when he sent it. */
  reach?: Scope;
  withCopies?: boolean;
}

const put = prepared(
  'catalog.bulk.parts_put',
  `insert into catalog_batch_parts (batch_id, part, work, book_ids)
   select $1, part, $2, ids from jsonb_to_recordset($3::jsonb) as r (part int, ids uuid[])`,
);
const next = prepared<{ part: number; work: Work; ids: string[]; isLast: boolean }>(
  'catalog.bulk.parts_next',
  `select part, work, book_ids as ids,
     not exists (select 1 from catalog_batch_parts o where o.batch_id = p.batch_id and o.part > p.part) as "isLast"
   from catalog_batch_parts p where batch_id = $1 order by part limit 1`,
);
const done = prepared('catalog.bulk.parts_done', 'delete from catalog_batch_parts where batch_id = $1 and part = $2');
const drop = prepared<{ work: Work; books: number }>(
  'catalog.bulk.parts_drop',
  `delete from catalog_batch_parts where batch_id = $1 returning work, cardinality(book_ids) as books`,
);
const lock = prepared<{ summary: Summary }>(
  'catalog.bulk.lock_batch',
  `select summary from catalog_batches where id = $1 and kind = 'BULK_EDIT' for no key update`,
);
const move = prepared('catalog.bulk.move', 'update catalog_batches set summary = $2, moved_at = $3 where id = $1');

/** One after the other: whoever works at the batch, cancels or undoes it waits for the part that is under way. */
export const lockBatch = async (ctx: VerbCtx, id: string): Promise<Summary | undefined> =>
  (await lock.one(ctx.sql, [id]))?.summary;
export const moveBatch = (ctx: VerbCtx, id: string, summary: Summary) =>
  move.all(ctx.sql, [id, JSON.stringify(summary), ctx.now]);

export async function putParts(ctx: VerbCtx, id: string, work: Work, parts: readonly string[][]): Promise<void> {
  await put.all(ctx.sql, [id, work, JSON.stringify(parts.map((ids, part) => ({ part, ids })))]);
}

export const nextPart = (sql: Sql, id: string) => next.one(sql, [id]);
export const partDone = (ctx: VerbCtx, id: string, part: number) => done.all(ctx.sql, [id, part]);

/** What will not be done any more. */
async function dropParts(ctx: VerbCtx, id: string): Promise<{ work: Work | null; books: number }> {
  const dropped = await drop.all(ctx.sql, [id]);
  return { work: dropped[0]?.work ?? null, books: dropped.reduce((sum, { books }) => sum + books, 0) };
}

const still = prepared<{ id: string }>(
  'catalog.bulk.still',
  `select id from catalog_batches b where moved_at between $1 and $2
   and exists (select 1 from catalog_batch_parts p where p.batch_id = b.id) order by id`,
);

/** Batches whose work stands still since one moment, but not since before another: then something is wrong with them. */
export const standingStill = async (sql: Sql, since: Date, notBefore: Date): Promise<string[]> =>
  (await still.all(sql, [notBefore, since])).map(({ id }) => id);

export const accountOf = ({ actor }: Ctx): string | null => (actor.kind === 'account' ? actor.accountId : null);

const sent = prepared<{ summary: Summary }>('catalog.bulk.sent', 'select summary from catalog_batches where id = $1');

/** What a job does is done in the name of who sent it, with what he may do by now; null when he may not any more. */
export async function inNameOfSender(ctx: Ctx, id: string): Promise<Ctx | null> {
  if (ctx.actor.kind === 'account') return ctx;
  const summary = (await sent.one(ctx.sql, [id]))?.summary;
  if (!summary?.by) return ctx;
  const actor = await accountActor(ctx.app, summary.by.accountId);
  const copies = summary.withCopies || touchesCopies(summary.changes);
  const may = actor && holds(actor, 'book:update') && (!copies || holds(actor, 'copy:update'));
  return may ? { ...ctx, actor } : null;
}

const cancelled = prepared(
  'catalog.bulk.cancelled',
  'update catalog_batches set cancelled_at = $2, cancelled_by = $3 where id = $1',
);

/** Leaves the rest as it is, and tells so; false: there is none. */
export async function leaveRest(ctx: VerbCtx, id: string): Promise<boolean> {
  const { work, books } = await dropParts(ctx, id);
  if (work === null) return false;
  if (work === 'EDIT') await cancelled.all(ctx.sql, [id, ctx.now, accountOf(ctx)]);
  ctx.record('catalog.bulk_cancelled', { type: 'UPDATE', id, new: { batch: id, work, left: books } });
  return true;
}
