import { z } from 'zod';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Moment } from '../../kernel/validation.ts';
import { actorId } from './change.ts';
import { batchNotFound } from './errors.ts';

export const BatchReply = z.object({
  id: z.uuid(),
  kind: z.enum(['IMPORT', 'PROMOTION']),
  summary: z.record(z.string(), z.unknown()),
  createdAt: Moment,
  createdBy: z.uuid().nullable(),
  undoneAt: Moment.nullable(),
});
export type Batch = z.output<typeof BatchReply>;

/** What a promoted member was before, and the version the promotion gave. */
export interface Before {
  id: string;
  className: string | null;
  memberTypeId: string;
  expiryDate: string | null;
  version: number;
}

export const BATCH_COLUMNS = `id, kind, summary, created_at as "createdAt", created_by as "createdBy", undone_at as "undoneAt"`;

const put = prepared(
  'members.batch.put',
  `insert into member_batches (id, kind, summary, before, created_at, created_by) values ($1, $2, $3, $4, $5, $6)
   on conflict (id) do update set summary = excluded.summary`,
);
export async function putBatch(
  ctx: VerbCtx,
  batch: { id: string; kind: Batch['kind']; summary: object; before?: readonly Before[] },
): Promise<void> {
  const before = batch.before ? JSON.stringify(batch.before) : null;
  await put.all(ctx.sql, [batch.id, batch.kind, JSON.stringify(batch.summary), before, ctx.now, actorId(ctx)]);
}

type WithBefore = Batch & { before: Before[] | null };
const byId = prepared<WithBefore>('members.batch', `select ${BATCH_COLUMNS}, before from member_batches where id = $1`);
const byIdLocked = prepared<WithBefore>(
  'members.batch.lock',
  `select ${BATCH_COLUMNS}, before from member_batches where id = $1 for update`,
);
const found = (batch: WithBefore | undefined): WithBefore => {
  if (!batch) throw batchNotFound();
  return batch;
};
export const batchById = async (ctx: Ctx, id: string): Promise<WithBefore> => found(await byId.one(ctx.sql, [id]));
export const lockBatch = async (ctx: VerbCtx, id: string): Promise<WithBefore> =>
  found(await byIdLocked.one(ctx.sql, [id]));

const markUndone = prepared(
  'members.batch.undone',
  'update member_batches set undone_at = $2, undone_by = $3 where id = $1',
);
export async function closeBatch(ctx: VerbCtx, id: string): Promise<void> {
  await markUndone.all(ctx.sql, [id, ctx.now, actorId(ctx)]);
}

const remember = prepared(
  'members.batch.rows.put',
  `insert into member_batch_rows (batch_id, member_id, before, version)
   select $1, r.id, r.before, r.version from jsonb_to_recordset($2::jsonb) as r(id uuid, before jsonb, version int)`,
);
/** What an import found in members it changed, and the version it gave them. */
export async function rememberRows(
  ctx: VerbCtx,
  batchId: string,
  rows: readonly { id: string; version: number; before: object | undefined }[],
): Promise<void> {
  await remember.all(ctx.sql, [batchId, JSON.stringify(rows)]);
}

const forgetRows = prepared(
  'members.batch.rows.forget',
  'delete from member_batch_rows where member_id = any ($1::uuid[])',
);
const forget = prepared(
  'members.batch.forget',
  `update member_batches b set before = (
     select coalesce(jsonb_agg(x), '[]'::jsonb) from jsonb_array_elements(b.before) x where not (x ->> 'id' = any ($1::text[])))
   where exists (select 1 from jsonb_array_elements(b.before) x where x ->> 'id' = any ($1::text[]))`,
);
/** Takes a person out of what batches remember. */
export async function forgetInBatches(ctx: VerbCtx, memberIds: readonly string[]): Promise<void> {
  await forget.all(ctx.sql, [memberIds]);
  await forgetRows.all(ctx.sql, [memberIds]);
}
