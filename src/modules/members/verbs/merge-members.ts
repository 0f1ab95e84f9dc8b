import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { accountAfterMerge } from '../account.ts';
import { actorId, type Columns, changeMember, requireLive } from '../change.ts';
import { memberNotFound } from '../errors.ts';
import { onMemberMerge } from '../lists.ts';
import { describeNow, type MemberReply, statusOn, todayOf } from '../member.ts';
import { lockMembers, type MemberRow } from '../queries.ts';
import { beginsFirst, joinSuspensions } from '../suspensions.ts';

/** One person with two records: `id` stays and gets what `otherId` has, the older number of both included. */
export const mergeMembers = verb({
  name: 'members.merge',
  permission: 'member:update',
  input: z.strictObject({ id: Uuid, otherId: Uuid }),
  async run(ctx, { id, otherId }): Promise<MemberReply> {
    if (id === otherId) throw invalid('otherId', 'members.merge_with_self');
    const locked = await lockMembers(ctx, [id, otherId], ctx.scope);
    const kept = locked.find((member) => member.id === id);
    const gone = locked.find((member) => member.id === otherId);
    if (!kept || !gone) throw memberNotFound();
    requireLive(kept);
    requireLive(gone);
    const columns = await joined(ctx, kept, gone);
    await stepAside.all(ctx.sql, [gone.id]);
    const after = await changeMember(ctx, kept, columns, { action: 'member.merged', mergedFrom: gone.id });
    await end(ctx, kept, gone);
    await point.all(ctx.sql, [gone.id, kept.id]);
    for (const move of onMemberMerge) await move(ctx, { keptId: kept.id, goneId: gone.id });
    return describeNow(ctx, after);
  },
});

/** Who was merged into the gone one is from now on found through the kept one too. */
const point = prepared(
  'members.merge.point',
  'update members set merged_into = $2 where merged_into = $1 and id <> $2',
);

const olderNumber = (kept: MemberRow, gone: MemberRow): string => (isOlder(gone, kept) ? gone : kept).memberId;
const newerNumber = (kept: MemberRow, gone: MemberRow): string => (isOlder(gone, kept) ? kept : gone).memberId;
const isOlder = (a: MemberRow, b: MemberRow): boolean =>
  [a.joinDate, a.createdAt.toISOString(), a.id].join() < [b.joinDate, b.createdAt.toISOString(), b.id].join();

/** Number, address and account are one person's: no two rows may hold them at once, not even on the way. */
const stepAside = prepared(
  'members.merge.aside',
  'update members set member_id = id::text, email = null, account_id = null where id = $1',
);

/** The gone record gets the newer number, so that an old card still finds the person. */
async function end(ctx: VerbCtx, kept: MemberRow, gone: MemberRow): Promise<void> {
  const columns = {
    status: 'DELETED',
    deletedAt: ctx.now,
    deletedBy: actorId(ctx),
    mergedInto: kept.id,
    memberId: newerNumber(kept, gone),
    email: gone.email,
    photo: kept.photo === null ? null : gone.photo,
    suspensionStart: null,
    suspensionEnd: null,
  };
  await changeMember(ctx, gone, columns, { action: 'member.merged_away', type: 'DELETE' });
}

/** What the kept one lacks comes from the other; of two dates the better one for the person. */
async function joined(ctx: VerbCtx, kept: MemberRow, gone: MemberRow): Promise<Columns> {
  const today = await todayOf(ctx, kept);
  const suspension = await joinSuspensions(ctx, kept, gone);
  return {
    memberId: olderNumber(kept, gone),
    email: kept.email ?? gone.email,
    phone: kept.phone ?? gone.phone,
    address: kept.address ?? gone.address,
    identityNumber: kept.identityNumber ?? gone.identityNumber,
    department: kept.department ?? gone.department,
    className: kept.className ?? gone.className,
    photo: kept.photo ?? gone.photo,
    notes: [kept.notes, gone.notes].filter(Boolean).join('\n').slice(0, 2000) || null,
    joinDate: beginsFirst(kept.joinDate, gone.joinDate),
    expiryDate: laterExpiry(kept.expiryDate, gone.expiryDate),
    accountId: await accountAfterMerge(ctx, kept, gone),
    ...suspension,
    status: statusOn({ ...kept, ...suspension }, today),
  };
}

const laterExpiry = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : a > b ? a : b;
