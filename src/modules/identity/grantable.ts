import { type Actor, scopeFor } from '../../kernel/access.ts';
import type { VerbCtx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Assignment } from './assignments.ts';
import { isOpenBranch } from './desk.ts';
import { cannotGrant, notStaffRole, unknownRole } from './errors.ts';
import { isBuiltIn, OWN_ONLY, ROLE_PERMISSIONS } from './permissions.ts';

/** Members and clients are no staff, whatever else they are. */
export const isStaffRole = (role: string): boolean => !(isBuiltIn(role) && OWN_ONLY.includes(role));

/** Does what the actor holds reach as far as the assignment would? */
function reaches(actor: Actor, permission: string, assignment: Assignment): boolean {
  const scope = scopeFor(actor, permission);
  if (!scope || scope.kind === 'all') return scope !== null;
  if (assignment.scope !== 'branch') return assignment.scope === 'own';
  return scope.kind === 'branches' && assignment.branchId !== null && scope.ids.includes(assignment.branchId);
}

const ownRole = prepared<{ permissions: string[] | null }>(
  'identity.role.permissions',
  `select (select array_agg(permission) from role_permissions where role_id = r.id) as permissions from roles r where r.name = $1`,
);
async function permissionsOf(ctx: VerbCtx, role: string): Promise<readonly string[]> {
  if (isBuiltIn(role)) return ROLE_PERMISSIONS[role];
  const row = await ownRole.one(ctx.sql, [role]);
  if (!row) throw unknownRole(role);
  return row.permissions ?? [];
}

/** What is wanted for somebody: roles for staff, in branches that are open, and nothing the actor lacks. */
export async function requireAssignable(ctx: VerbCtx, assignments: readonly Assignment[]): Promise<void> {
  for (const { role, branchId } of assignments) {
    if (!isStaffRole(role)) throw notStaffRole(role);
    if (branchId && !(await isOpenBranch(ctx, branchId))) throw invalid('roles', 'settings.branch_not_found');
  }
  await requireGrantable(ctx, assignments);
}

/** Nobody gives, takes or changes what he does not hold himself, as widely as it reaches. */
export async function requireGrantable(ctx: VerbCtx, assignments: readonly Assignment[]): Promise<void> {
  for (const assignment of assignments) {
    const permissions = await permissionsOf(ctx, assignment.role);
    const missing = permissions.find((permission) => !reaches(ctx.actor, permission, assignment));
    if (missing) throw cannotGrant(missing);
  }
}
