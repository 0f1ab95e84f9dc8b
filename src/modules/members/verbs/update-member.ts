import type { VerbCtx } from '../../../kernel/context.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Columns, changed, requireLive } from '../change.ts';
import { expiresBeforeJoining, requireVersion } from '../errors.ts';
import { MemberChange } from '../fields.ts';
import { branchForMember, requireDepartment } from '../insert.ts';
import { describeNow, type MemberReply } from '../member.ts';
import { typeForMember } from '../member-type.ts';
import { requireFormat } from '../number.ts';
import { lockMember, type MemberRow } from '../queries.ts';

export const updateMember = verb({
  name: 'members.update',
  permission: 'member:update',
  input: MemberChange,
  async run(ctx, { id, ...change }): Promise<MemberReply> {
    const before = await lockMember(ctx, id);
    requireVersion(ctx, before.version);
    requireLive(before);
    const columns = differing(before, change);
    if (Object.keys(columns).length === 0) return ctx.unchanged(await describeNow(ctx, before));
    await requireAllowed(ctx, before, columns);
    return changed(ctx, before, columns, { action: 'member.updated' });
  },
});

/** Given fields that say something new. */
function differing(before: MemberRow, { consent, ...change }: Omit<MemberChange, 'id'>): Columns {
  const known: Record<string, unknown> = { ...before, memberTypeId: before.memberType.id, branchId: before.branch.id };
  const columns: Columns = Object.fromEntries(
    Object.entries(change).filter(([field, value]) => value !== undefined && value !== known[field]),
  );
  const agreed = consent && JSON.stringify(consent);
  return agreed && agreed !== JSON.stringify(before.consent) ? { ...columns, consent: agreed } : columns;
}

async function requireAllowed(ctx: VerbCtx, before: MemberRow, columns: Columns): Promise<void> {
  if (columns.memberTypeId) await typeForMember(ctx, columns.memberTypeId);
  if (columns.branchId) await branchForMember(ctx, columns.branchId);
  if (columns.memberId) await requireFormat(ctx, columns.memberId);
  if (columns.department !== undefined) requireDepartment(ctx, columns.department);
  const { joinDate = before.joinDate, expiryDate = before.expiryDate } = columns;
  if (expiryDate !== null && expiryDate < joinDate) throw expiresBeforeJoining();
}
