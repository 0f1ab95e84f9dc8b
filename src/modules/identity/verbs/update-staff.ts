import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { clearable, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { storeProfile } from '../accounts.ts';
import { type Assignment, assignmentsOf, storeAssignments } from '../assignments.ts';
import { requireVersion } from '../errors.ts';
import { isStaffRole, requireAssignable } from '../grantable.ts';
import { spendAllTokens } from '../one-time-tokens.ts';
import { revokeSessions } from '../queries.ts';
import { Assignments, isAdmin, Phone, requireAnotherAdmin, type Staff, staffById } from '../staff.ts';
import { lockStaff } from './staff-lock.ts';

const StaffChange = z.strictObject({
  id: Uuid,
  name: trimmed(255).optional(),
  email: z.email().max(254).optional(),
  phone: clearable(Phone),
  locale: z.enum(['id', 'en']).optional(),
  status: z.enum(['ACTIVE', 'SUSPENDED']).optional(),
  roles: Assignments.optional(),
});
type StaffChange = z.output<typeof StaffChange>;

export const updateStaff = verb({
  name: 'identity.updateStaff',
  permission: 'admin:manage',
  input: StaffChange,
  async run(ctx, change): Promise<Staff> {
    const before = await lockStaff(ctx, change.id);
    requireVersion(ctx, before.version);
    const after = wanted(before, change);
    if (isAdmin(before) && !isAdmin(after)) await requireAnotherAdmin(ctx, before.id);
    const facts = ctx.tx.facts.length;
    if (change.roles) await changeRoles(ctx, before, change.roles);
    if (after.status !== before.status) await changeStatus(ctx, before, after.status);
    await changeProfile(ctx, before, after);
    if (ctx.tx.facts.length === facts) return ctx.unchanged(before);
    await storeProfile(ctx, after);
    return staffById(ctx, before.id);
  },
});

const wanted = (before: Staff, change: StaffChange): Staff => ({
  ...before,
  name: change.name ?? before.name,
  email: change.email ?? before.email,
  phone: change.phone === undefined ? before.phone : change.phone,
  locale: change.locale ?? before.locale,
  status: change.status ?? before.status,
  roles: change.roles ?? before.roles,
});

const asText = (list: readonly Assignment[]): string =>
  JSON.stringify(list.map(({ role, scope, branchId }) => [role, scope, branchId].join()).sort());

/** Whoever is also a member stays one. */
async function changeRoles(ctx: VerbCtx, staff: Staff, roles: readonly Assignment[]): Promise<void> {
  await requireAssignable(ctx, roles);
  if (asText(roles) === asText(staff.roles)) return;
  const kept = (await assignmentsOf(ctx.sql, staff.id)).filter(({ role }) => !isStaffRole(role));
  await storeAssignments(ctx, staff.id, [...roles, ...kept]);
  ctx.record('account.roles_changed', {
    type: 'ROLE_CHANGE',
    id: staff.id,
    name: staff.name,
    old: { roles: staff.roles },
    new: { roles },
  });
}

/** Old sessions do not come back with the account. */
async function changeStatus(ctx: VerbCtx, staff: Staff, status: Staff['status']): Promise<void> {
  if (status === 'SUSPENDED') await revokeSessions(ctx.sql, staff.id, ctx.now, 'suspended', null);
  ctx.record(status === 'SUSPENDED' ? 'account.suspended' : 'account.reopened', {
    type: 'UPDATE',
    id: staff.id,
    name: staff.name,
    old: { status: staff.status },
    new: { status },
  });
}

const profile = ({ name, email, phone, locale }: Staff) => ({ name, email, phone, locale });

async function changeProfile(ctx: VerbCtx, before: Staff, after: Staff): Promise<void> {
  if (JSON.stringify(profile(before)) === JSON.stringify(profile(after))) return;
  if (before.email !== after.email) await spendAllTokens(ctx, before.id, ['PASSWORD_RESET', 'ACTIVATION']);
  const { id, name } = after;
  ctx.record('account.updated', { type: 'UPDATE', id, name, old: profile(before), new: profile(after) });
}
