import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { builtInRole, cannotGrant, requireEverywhere, requireVersion, roleInUse, roleNameTaken } from '../errors.ts';
import { isBuiltIn, PERMISSIONS } from '../permissions.ts';
import { deleteRole, insertRole, lockRole, type Role, storeRole } from '../roles.ts';

const Name = z.string().regex(/^[A-Z][A-Z0-9_]{1,49}$/, 'identity.bad_role_name');
const Permissions = z
  .array(z.enum(PERMISSIONS))
  .min(1)
  .max(PERMISSIONS.length)
  .transform((list) => [...new Set(list)].sort());

/** A role is the whole library's: whoever makes one holds everything in it everywhere. */
function requireHeld(ctx: VerbCtx, permissions: readonly string[]): void {
  for (const permission of permissions) requireEverywhere(ctx.actor, permission, cannotGrant(permission));
}

async function ownRole(ctx: VerbCtx, id: string): Promise<Role> {
  const role = await lockRole(ctx, id);
  if (role.builtIn) throw builtInRole(role.name);
  requireHeld(ctx, role.permissions);
  return role;
}

export const createRole = verb({
  name: 'identity.createRole',
  permission: 'role:manage',
  input: z.strictObject({ name: Name, description: trimmed(500).nullable().default(null), permissions: Permissions }),
  async run(ctx, input): Promise<Role> {
    requireHeld(ctx, ['role:manage', ...input.permissions]);
    if (isBuiltIn(input.name)) throw roleNameTaken();
    const role = await insertRole(ctx, input);
    ctx.record('role.created', { type: 'CREATE', id: role.id, name: role.name, new: input });
    return role;
  },
});

/** Acts at the next request of everybody who holds the role. */
export const updateRole = verb({
  name: 'identity.updateRole',
  permission: 'role:manage',
  input: z.strictObject({
    id: Uuid,
    name: Name.optional(),
    description: trimmed(500).nullable().optional(),
    permissions: Permissions.optional(),
  }),
  async run(ctx, { id, ...change }): Promise<Role> {
    const before = await ownRole(ctx, id);
    requireVersion(ctx, before.version);
    const wanted = {
      name: change.name ?? before.name,
      description: change.description === undefined ? before.description : change.description,
      permissions: change.permissions ?? before.permissions,
    };
    requireHeld(ctx, ['role:manage', ...wanted.permissions]);
    if (isBuiltIn(wanted.name)) throw roleNameTaken();
    const role = await storeRole(ctx, id, wanted);
    ctx.record('role.updated', { type: 'ROLE_CHANGE', id, name: role.name, old: before, new: role });
    return role;
  },
});

export const removeRole = verb({
  name: 'identity.removeRole',
  permission: 'role:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const role = await ownRole(ctx, id);
    requireHeld(ctx, ['role:manage']);
    requireVersion(ctx, role.version);
    if (role.holders > 0) throw roleInUse(role.holders);
    await deleteRole(ctx, id);
    ctx.record('role.deleted', { type: 'DELETE', id, name: role.name, old: role });
    return { deleted: true };
  },
});
