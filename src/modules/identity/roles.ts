import { z } from 'zod';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Moment } from '../../kernel/validation.ts';
import { roleNotFound } from './errors.ts';
import { isBuiltIn, ROLE_PERMISSIONS } from './permissions.ts';
import type { Window } from './window.ts';

export const RoleReply = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string().nullable(),
  builtIn: z.boolean(),
  permissions: z.array(z.string()),
  /** How many open accounts hold it. */
  holders: z.int(),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Role = z.output<typeof RoleReply>;

const ROLE = `r.id, r.name, r.description, r.built_in as "builtIn", r.version, r.created_at as "createdAt",
  r.updated_at as "updatedAt",
  coalesce((select array_agg(permission order by permission) from role_permissions where role_id = r.id), '{}') as permissions,
  (select count(distinct a.id)::int from account_roles ar join accounts a on a.id = ar.account_id
   where ar.role_id = r.id and a.status <> 'DELETED') as holders`;

/** What the built-in roles may do stands in code. */
const whole = (role: Role): Role =>
  role.builtIn && isBuiltIn(role.name) ? { ...role, permissions: [...ROLE_PERMISSIONS[role.name]].sort() } : role;

const all = prepared<Role>(
  'identity.roles',
  `select ${ROLE} from roles r where $1::text is null or r.name > $1 order by r.name limit $2 offset $3`,
);
const count = prepared<{ total: number }>('identity.roles.count', 'select count(*)::int as total from roles');
export async function rolesFrom(ctx: Ctx, { after, limit, offset }: Window): Promise<{ rows: Role[]; total: number }> {
  const rows = await all.all(ctx.sql, [after, limit, offset]);
  return { rows: rows.map(whole), total: (await count.one(ctx.sql, []))?.total ?? 0 };
}

const byId = prepared<Role>('identity.role', `select ${ROLE} from roles r where r.id = $1`);
export async function roleById(ctx: Ctx, id: string): Promise<Role> {
  const role = await byId.one(ctx.sql, [id]);
  if (!role) throw roleNotFound();
  return whole(role);
}

const lock = prepared<{ id: string }>('identity.role.lock', 'select id from roles where id = $1 for update');
/** Locked first, so that nobody is given the role while it changes; then read. */
export async function lockRole(ctx: VerbCtx, id: string): Promise<Role> {
  await lock.all(ctx.sql, [id]);
  return roleById(ctx, id);
}

const add = prepared(
  'identity.role.add',
  'insert into roles (id, name, description, created_at, updated_at) values ($1, $2, $3, $4, $4)',
);
const change = prepared(
  'identity.role.change',
  'update roles set name = $2, description = $3, updated_at = $4, version = version + 1 where id = $1',
);
const clear = prepared('identity.role.clear', 'delete from role_permissions where role_id = $1');
const allow = prepared(
  'identity.role.allow',
  'insert into role_permissions (role_id, permission) select $1, unnest($2::text[])',
);

type Content = Pick<Role, 'name' | 'description'> & { permissions: readonly string[] };

export async function insertRole(ctx: VerbCtx, role: Content): Promise<Role> {
  const id = newId();
  await add.all(ctx.sql, [id, role.name, role.description, ctx.now]);
  await allow.all(ctx.sql, [id, role.permissions]);
  return roleById(ctx, id);
}

export async function storeRole(ctx: VerbCtx, id: string, role: Content): Promise<Role> {
  await change.all(ctx.sql, [id, role.name, role.description, ctx.now]);
  await clear.all(ctx.sql, [id]);
  await allow.all(ctx.sql, [id, role.permissions]);
  return roleById(ctx, id);
}

const forgetGone = prepared(
  'identity.role.forgetGone',
  `delete from account_roles ar using accounts a where ar.role_id = $1 and a.id = ar.account_id and a.status = 'DELETED'`,
);
const remove = prepared('identity.role.remove', 'delete from roles where id = $1');
export async function deleteRole(ctx: VerbCtx, id: string): Promise<void> {
  await forgetGone.all(ctx.sql, [id]);
  await remove.all(ctx.sql, [id]);
}
