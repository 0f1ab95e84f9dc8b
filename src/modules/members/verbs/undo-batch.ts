import { z } from 'zod';
import { requireScope } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { Failure, failure } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Before, batchById, closeBatch, lockBatch } from '../batches.ts';
import { batchNotFound } from '../errors.ts';
import { undoImport } from '../import/undo-import.ts';
import { lockMembers, type MemberRow } from '../queries.ts';
import { brief, type Undone } from '../undone.ts';

const putBack = prepared(
  'members.promote.undo',
  `update members m set class_name = r."className", member_type_id = r."memberTypeId", expiry_date = r."expiryDate",
     version = m.version + 1, updated_at = $2
   from jsonb_to_recordset($1::jsonb) as r(id uuid, "className" text, "memberTypeId" uuid, "expiryDate" date)
   where m.id = r.id`,
);

/** Takes back what nobody has touched since, and says who was left. */
export const undoBatch = verb({
  name: 'members.undoBatch',
  permission: 'member:update',
  input: z.strictObject({ id: Uuid }),
  async prepare(ctx, { id }): Promise<Undone | null> {
    if ((await batchById(ctx, id)).kind !== 'IMPORT') return null;
    requireScope(ctx.actor, 'member:create');
    return undoImport(ctx, id);
  },
  // An import was taken back in parts, each with its own fact.
  run: (ctx, { id }, undone) => (undone ? Promise.resolve(ctx.unchanged(undone)) : undoPromotion(ctx, id)),
});

async function undoPromotion(ctx: VerbCtx, id: string): Promise<Undone> {
  const { before } = await batchById(ctx, id);
  const ids = (before ?? []).map((row) => row.id);
  const members = await lockMembers(ctx, ids, ctx.scope).catch((error: unknown) => {
    throw error instanceof Failure ? batchNotFound() : error;
  });
  const batch = await lockBatch(ctx, id);
  if (batch.undoneAt) throw failure('CONFLICT', 'members.batch_undone');
  const past = new Map((batch.before ?? []).map((row) => [row.id, row]));
  const skipped = members.flatMap((member) => notUndone(member, past));
  const back = [...past.values()].filter((row) => !skipped.some((other) => other.id === row.id));
  const reply: Undone = { batchId: id, restored: back.length, removed: 0, skipped };
  if (back.length === 0) return ctx.unchanged(reply);
  await putBack.all(ctx.sql, [JSON.stringify(back), ctx.now]);
  await closeBatch(ctx, id);
  const told = { restored: back.length, skipped: skipped.length };
  ctx.record('members.promotion_undone', { type: 'UPDATE', id, new: told, touches: ['member'] });
  return reply;
}

function notUndone(member: MemberRow, past: ReadonlyMap<string, Before>): Undone['skipped'] {
  if (member.status === 'DELETED') return [{ ...brief(member), reason: 'members.is_deleted' }];
  const touched = past.get(member.id)?.version !== member.version;
  return touched ? [{ ...brief(member), reason: 'members.changed_since' }] : [];
}
