import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { fromDatabase } from '../../../kernel/database-errors.ts';
import { Failure } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { putBatch, rememberRows } from '../batches.ts';
import { type Editable, insertMembers } from '../insert.ts';
import { lockMembers } from '../queries.ts';
import type { Draft } from './draft.ts';
import { type Plan, planRows } from './plan.ts';

export type OnExisting = 'skip' | 'update';
export interface Batch {
  id: string;
  created: number;
  updated: number;
}

const store = prepared<{ id: string; version: number }>(
  'members.import.update',
  `update members m set member_type_id = r."memberTypeId", branch_id = r."branchId", name = r.name, email = r.email, phone = r.phone,
     address = r.address, identity_number = r."identityNumber", department = r.department, class_name = r."className",
     join_date = r."joinDate", expiry_date = r."expiryDate", notes = r.notes, version = m.version + 1, updated_at = $2
   from jsonb_to_recordset($1::jsonb) as r(id uuid, "memberTypeId" uuid, "branchId" uuid, name text, email text, phone text,
     address text, "identityNumber" text, department text, "className" text, "joinDate" date, "expiryDate" date, notes text)
   where m.id = r.id returning m.id, m.version`,
);
/** Writes what an import says of members who are here, or what stood there before it. */
export const storeMembers = (ctx: VerbCtx, rows: readonly (Editable & { id: string })[]) =>
  store.all(ctx.sql, [JSON.stringify(rows), ctx.now]);

const ATTEMPTS = 4;
const CONFLICTS = new Set(['CONFLICT', 'UNAVAILABLE']);

/** One transaction with its fact. Where somebody else took a number or an address meanwhile, the rows are looked at anew. */
export async function writeRows(ctx: Ctx, drafts: readonly Draft[], on: OnExisting, batch: Batch): Promise<Plan[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await asSystem(ctx, (tx) => writeIn({ ...tx, scope: ctx.scope }, drafts, on, batch));
    } catch (error) {
      const known = fromDatabase(error);
      if (attempt >= ATTEMPTS || !(known instanceof Failure) || !CONFLICTS.has(known.kind)) throw known;
    }
  }
}

/** Only numbers and addresses are unique in the table: people are told apart by what is there already, one import at a time. */
const turn = prepared('members.import.turn', 'select pg_advisory_xact_lock(7318101)');
export const oneAtATime = (ctx: VerbCtx) => turn.all(ctx.sql, []);

/** In the caller's transaction, which the caller tries again. */
export async function writeIn(ctx: VerbCtx, drafts: readonly Draft[], on: OnExisting, batch: Batch): Promise<Plan[]> {
  await oneAtATime(ctx);
  const first = await planRows(ctx, drafts, on);
  const ids = first.flatMap((plan) => (plan.kind === 'update' ? plan.id : []));
  if (ids.length > 0) await lockMembers(ctx, [...new Set(ids)], ctx.scope);
  const plans = ids.length > 0 ? await planRows(ctx, drafts, on) : first;
  const created = plans.flatMap((plan) => (plan.kind === 'create' ? plan.draft.member : []));
  const updated = plans.flatMap((plan) => (plan.kind === 'update' ? { ...plan.after, id: plan.id } : []));
  const count = created.length + updated.length;
  if (count === 0) return ctx.unchanged(plans);
  const summary = { created: batch.created + created.length, updated: batch.updated + updated.length };
  await putBatch(ctx, { id: batch.id, kind: 'IMPORT', summary });
  if (created.length > 0) await insertMembers(ctx, created, batch.id);
  if (updated.length > 0) {
    const past = new Map(plans.flatMap((plan) => (plan.kind === 'update' ? [[plan.id, plan.before]] : [])));
    const stored = await storeMembers(ctx, updated);
    await rememberRows(
      ctx,
      batch.id,
      stored.map(({ id, version }) => ({ id, version, before: past.get(id) })),
    );
  }
  const told = { batch: batch.id, count, created: created.length, updated: updated.length };
  ctx.record('members.imported', { type: 'IMPORT', id: batch.id, new: told, touches: ['member'] });
  return plans;
}
