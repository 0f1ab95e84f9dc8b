import { z } from 'zod';
import { SIGNED_IN } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { PageQuery, pageOf } from '../../kernel/page.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Moment, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { accountById } from './accounts.ts';
import { badToken } from './errors.ts';
import { whoBySession } from './grants.ts';
import { type ApiKey, keysIn } from './key-store.ts';
import { BUILT_IN_ROLES, PERMISSIONS, ROLE_PERMISSIONS } from './permissions.ts';
import { roleById, rolesFrom } from './roles.ts';
import { inPerson } from './self.ts';
import { describeUser, permissionsIn } from './sessions.ts';
import { staffById, staffIn } from './staff.ts';
import { windowOf } from './window.ts';

export const me = view({
  name: 'identity.me',
  permission: SIGNED_IN,
  input: z.strictObject({}),
  async run(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'account') throw badToken();
    if (actor.sessionId === null) return describeKey(ctx, actor);
    const who = await whoBySession(ctx.sql, actor.sessionId);
    if (!who) throw badToken();
    return describeUser(who);
  },
});

async function describeKey(ctx: Ctx, actor: Extract<Ctx['actor'], { kind: 'account' }>) {
  const account = await accountById(ctx.sql, actor.accountId);
  if (!account) throw badToken();
  const { id, name, email, locale, mustChangePassword } = account;
  const roles = [...new Set(actor.grants.filter((grant) => grant.scope !== 'public').map((grant) => grant.role))];
  const { memberId, branchId } = actor;
  const totpEnabled = account.totpEnabledAt !== null;
  const permissions = permissionsIn(actor.grants);
  return { id, name, email, locale, memberId, branchId, roles, permissions, mustChangePassword, totpEnabled };
}

export const SessionReply = z.object({
  id: z.uuid(),
  kind: z.enum(['browser', 'token']),
  /** The one this is asked in. */
  current: z.boolean(),
  deskDevice: z.boolean(),
  branchId: z.uuid().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: Moment,
  lastSeenAt: Moment,
  expiresAt: Moment,
});
type Session = z.output<typeof SessionReply>;

const live = prepared<Session>(
  'identity.sessions',
  `select id, kind, id = $2 as current, desk_device as "deskDevice", branch_id as "branchId", host(ip) as ip,
     user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
   from sessions where account_id = $1 and revoked_at is null and expires_at > $3 and ($4::uuid is null or id < $4)
   order by id desc limit $5 offset $6`,
);
export const listSessions = view({
  name: 'identity.sessions',
  permission: SIGNED_IN,
  input: PageQuery,
  async run(ctx, page) {
    const { accountId, sessionId } = inPerson(ctx);
    const { after, limit, offset } = windowOf(page);
    const rows = await live.all(ctx.sql, [accountId, sessionId, ctx.now, after, limit, offset]);
    return pageOf(rows, page, (session) => [session.id]);
  },
});

export const listKeys = view({
  name: 'identity.keys',
  permission: 'key:manage',
  input: PageQuery,
  async run(ctx, page) {
    const { rows, total } = await keysIn(ctx, windowOf(page));
    return pageOf<ApiKey>(rows, page, (key) => [key.id], total);
  },
});

export const listRoles = view({
  name: 'identity.roles',
  permission: 'role:read',
  input: PageQuery,
  async run(ctx, page) {
    const { rows, total } = await rolesFrom(ctx, windowOf(page));
    return pageOf(rows, page, (role) => [role.name], total);
  },
});

export const getRole = view({
  name: 'identity.role',
  permission: 'role:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => roleById(ctx, id),
});

export const PermissionReply = z.object({ name: z.string(), builtInRoles: z.array(z.string()) });

/** The table of built-in roles, permission by permission. */
export const listPermissions = view({
  name: 'identity.permissions',
  permission: 'role:read',
  input: z.strictObject({}),
  run: async () =>
    PERMISSIONS.map((name) => ({
      name,
      builtInRoles: BUILT_IN_ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(name)),
    })),
});

export const listStaff = view({
  name: 'identity.staff',
  permission: 'admin:manage',
  input: z.strictObject({
    ...PageQuery.shape,
    status: z.enum(['ACTIVE', 'SUSPENDED', 'DELETED']).optional(),
    role: z.string().max(50).optional(),
    search: z.string().trim().max(200).optional(),
  }),
  async run(ctx, input) {
    const { rows, total } = await staffIn(ctx, input, windowOf(input));
    return pageOf(rows, input, (staff) => [staff.id], total);
  },
});

export const getStaff = view({
  name: 'identity.staffMember',
  permission: 'admin:manage',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => staffById(ctx, id),
});
