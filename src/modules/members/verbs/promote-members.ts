import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { failure, invalid } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Before, putBatch } from '../batches.ts';
import { expiresBeforeJoining } from '../errors.ts';
import { Day } from '../fields.ts';
import { todayOf } from '../member.ts';
import { typeForMember } from '../member-type.ts';
import { lockMembers, type MemberRow, reachParams } from '../queries.ts';
import { Brief, brief } from '../undone.ts';

/** One class, or one year of a large school; more is named branch by branch. */
const MOST = 2_000;

const inClass = prepared<{ id: string }>(
  'members.class',
  `select m.id from members m where m.class_name = $1 and ($2::uuid[] is null or m.branch_id = any ($2))
     and ($3::text[] is null or m.department = any ($3)) and ($4::uuid is null or m.id = $4)
     and ($5::uuid is null or m.branch_id = $5) and m.status <> 'DELETED' order by m.id limit $6`,
);
const move = prepared(
  'members.promote',
  `update members m set class_name = $2, member_type_id = coalesce($3, m.member_type_id),
     expiry_date = coalesce(r."expiryDate", m.expiry_date), version = m.version + 1, updated_at = $4
   from jsonb_to_recordset($1::jsonb) as r(id uuid, "expiryDate" date) where m.id = r.id`,
);

const PromoteInput = z.strictObject({
  from: trimmed(50),
  /** null: they leave school, and their membership ends. */
  to: trimmed(50).nullable(),
  memberTypeId: Uuid.optional(),
  branchId: Uuid.optional(),
  /** Last day of those who leave; today unless said. */
  expiryDate: Day.optional(),
  dryRun: z.boolean().default(false),
});
type PromoteInput = z.output<typeof PromoteInput>;

export const PromotionReply = z.object({
  dryRun: z.boolean(),
  batchId: z.uuid().nullable(),
  count: z.int(),
  members: z.array(Brief),
});
type Promotion = z.output<typeof PromotionReply>;

export const promoteMembers = verb({
  name: 'members.promote',
  permission: 'member:update',
  input: PromoteInput,
  async run(ctx, input): Promise<Promotion> {
    const { from, to, memberTypeId } = input;
    if (from === to && !memberTypeId) throw invalid('to', 'members.same_class');
    if (to !== null && input.expiryDate) throw invalid('expiryDate', 'members.expiry_only_when_leaving');
    if (memberTypeId) await typeForMember(ctx, memberTypeId);
    const members = await membersOf(ctx, input);
    const reply = { dryRun: input.dryRun, batchId: null, count: members.length, members: members.map(brief) };
    if (input.dryRun || members.length === 0) return ctx.unchanged(reply);
    const batchId = newId();
    const rows = await lastDays(ctx, input, members);
    await move.all(ctx.sql, [JSON.stringify(rows), to, memberTypeId ?? null, ctx.now]);
    const summary = { from, to, memberTypeId: memberTypeId ?? null, count: members.length };
    await putBatch(ctx, { id: batchId, kind: 'PROMOTION', summary, before: members.map(before) });
    const name = `${from} → ${to ?? '-'}`;
    ctx.record('members.promoted', { type: 'UPDATE', id: batchId, name, new: summary, touches: ['member'] });
    return { ...reply, batchId };
  },
});

/** The class as it is once everybody in it is locked: whoever changed class meanwhile is not in it. */
async function membersOf(ctx: VerbCtx, { from, branchId }: PromoteInput): Promise<MemberRow[]> {
  const ids = await inClass.all(ctx.sql, [from, ...reachParams(ctx.scope), branchId ?? null, MOST + 1]);
  if (ids.length > MOST) throw failure('UNPROCESSABLE', 'members.class_too_large', { params: { most: MOST } });
  const locked = await lockMembers(
    ctx,
    ids.map((row) => row.id),
    ctx.scope,
  );
  return locked.filter((member) => member.className === from && member.status !== 'DELETED');
}

async function lastDays(ctx: VerbCtx, { to, expiryDate }: PromoteInput, members: readonly MemberRow[]) {
  const rows: { id: string; expiryDate: string | null }[] = [];
  for (const member of members) {
    const last = to === null ? (expiryDate ?? (await todayOf(ctx, member))) : null;
    if (last !== null && last < member.joinDate) throw expiresBeforeJoining();
    rows.push({ id: member.id, expiryDate: last });
  }
  return rows;
}

const before = (m: MemberRow): Before => ({
  id: m.id,
  className: m.className,
  memberTypeId: m.memberType.id,
  expiryDate: m.expiryDate,
  version: m.version + 1,
});
