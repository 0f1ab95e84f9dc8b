import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { assignmentsOf, storeAssignments } from '../assignments.ts';
import { closeAccount } from '../close-account.ts';
import { requireVersion } from '../errors.ts';
import { isStaffRole } from '../grantable.ts';
import { revokeKeysOf } from '../key-store.ts';
import { revokeSessions } from '../queries.ts';
import { isAdmin, requireAnotherAdmin } from '../staff.ts';
import { lockStaff } from './staff-lock.ts';

/** What they did stays theirs. Whoever is a member too keeps that account and leaves the staff. */
export const removeStaff = verb({
  name: 'identity.removeStaff',
  permission: 'admin:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const staff = await lockStaff(ctx, id);
    requireVersion(ctx, staff.version);
    if (isAdmin(staff)) await requireAnotherAdmin(ctx, id);
    const others = (await assignmentsOf(ctx.sql, id)).filter(({ role }) => !isStaffRole(role));
    if (others.length === 0) {
      await closeAccount(ctx, id, 'removed');
      return { id, status: 'DELETED' as const };
    }
    const { name, roles, status } = staff;
    await storeAssignments(ctx, id, others);
    await revokeSessions(ctx.sql, id, ctx.now, 'removed', null);
    await revokeKeysOf(ctx, id);
    ctx.record('account.roles_changed', { type: 'ROLE_CHANGE', id, name, old: { roles }, new: { roles: [] } });
    return { id, status };
  },
});
