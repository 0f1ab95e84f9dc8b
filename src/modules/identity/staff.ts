import { z } from 'zod';
import type { Scope } from '../../kernel/access.ts';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Moment, trimmed, Uuid } from '../../kernel/validation.ts';
import type { Assignment } from './assignments.ts';
import { accountNotFound, lastAdmin } from './errors.ts';
import type { Window } from './window.ts';

export const AssignmentReply = z.object({
  role: z.string(),
  scope: z.enum(['all', 'branch', 'own']),
  branchId: z.uuid().nullable(),
});

export const StaffReply = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'DELETED']),
  locale: z.enum(['id', 'en']),
  roles: z.array(AssignmentReply),
  /** false: invited, and no password chosen yet. */
  hasPassword: z.boolean(),
  mustChangePassword: z.boolean(),
  totpEnabled: z.boolean(),
  lastLoginAt: Moment.nullable(),
  lastLoginIp: z.string().nullable(),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Staff = z.output<typeof StaffReply>;

/** A staff role reaches everything, or one branch. */
const Assigned = z.discriminatedUnion('scope', [
  z.strictObject({ role: trimmed(50), scope: z.literal('all') }),
  z.strictObject({ role: trimmed(50), scope: z.literal('branch'), branchId: Uuid }),
]);
export const Assignments = z
  .array(Assigned)
  .min(1)
  .max(50)
  .transform((list) => list.map((one): Assignment => ({ ...one, branchId: 'branchId' in one ? one.branchId : null })));

export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()-]{4,30}$/, 'identity.bad_phone');

const IS_STAFF = `exists (select from account_roles ar join roles r on r.id = ar.role_id
  where ar.account_id = a.id and r.name not in ('MEMBER', 'CLIENT'))`;

const STAFF = `a.id, a.name, a.email, a.phone, a.status, a.locale, a.password_hash is not null as "hasPassword",
  a.must_change_password as "mustChangePassword", a.totp_enabled_at is not null as "totpEnabled",
  a.last_login_at as "lastLoginAt", host(a.last_login_ip) as "lastLoginIp", a.version, a.created_at as "createdAt",
  a.updated_at as "updatedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('role', r.name, 'scope', ar.scope, 'branchId', ar.branch_id)
     order by r.name, ar.branch_id), '[]') from account_roles ar join roles r on r.id = ar.role_id
   where ar.account_id = a.id and r.name not in ('MEMBER', 'CLIENT')) as roles`;

/** $1: everybody; $2: whoever works in one of these branches; $3: oneself. */
const WITHIN = `($1 or a.id = $3 or exists (select from account_roles ar where ar.account_id = a.id and ar.branch_id = any ($2)))`;
const reach = (scope: Scope): unknown[] => [
  scope.kind === 'all',
  scope.kind === 'branches' ? scope.ids : [],
  scope.kind === 'own' ? scope.accountId : null,
];

export interface StaffFilter {
  status?: string | undefined;
  role?: string | undefined;
  search?: string | undefined;
}

const MATCHES = `${IS_STAFF} and ${WITHIN} and ($4::text is null or a.status = $4) and ($5::text is null or exists
  (select from account_roles ar join roles r on r.id = ar.role_id where ar.account_id = a.id and r.name = $5))
  and ($6::text is null or strpos(lower(a.name || ' ' || coalesce(a.email, '')), lower($6)) > 0)`;

const list = prepared<Staff>(
  'identity.staff',
  `select ${STAFF} from accounts a where ${MATCHES} and ($7::uuid is null or
     (lower(a.name), a.id) > (select lower(c.name), c.id from accounts c where c.id = $7))
   order by lower(a.name), a.id limit $8 offset $9`,
);
const count = prepared<{ total: number }>(
  'identity.staff.count',
  `select count(*)::int as total from accounts a where ${MATCHES}`,
);

export async function staffIn(
  ctx: Ctx,
  filter: StaffFilter,
  { after, limit, offset }: Window,
): Promise<{ rows: Staff[]; total: number }> {
  const which = [...reach(ctx.scope), filter.status ?? null, filter.role ?? null, filter.search ?? null];
  const rows = await list.all(ctx.sql, [...which, after, limit, offset]);
  return { rows, total: (await count.one(ctx.sql, which))?.total ?? 0 };
}

const byId = prepared<Staff>(
  'identity.staff.one',
  `select ${STAFF} from accounts a where ${IS_STAFF} and ${WITHIN} and a.id = $4`,
);
export async function staffById(ctx: Ctx, id: string): Promise<Staff> {
  const staff = await byId.one(ctx.sql, [...reach(ctx.scope), id]);
  if (!staff) throw accountNotFound();
  return staff;
}

const lockAdmins = prepared(
  'identity.admins.lock',
  `select id from roles where name = 'SUPER_ADMIN' for no key update`,
);
/** Taken before anything that could take the last administrator away; what follows is read under it. */
export const lockAdministration = (ctx: VerbCtx) => lockAdmins.all(ctx.sql, []);

const others = prepared<{ others: number }>(
  'identity.admins.others',
  `select count(*)::int as others from account_roles ar join roles r on r.id = ar.role_id join accounts a on a.id = ar.account_id
   where r.name = 'SUPER_ADMIN' and ar.scope = 'all' and a.status = 'ACTIVE' and a.password_hash is not null and a.id <> $1`,
);

export const isAdmin = (staff: Pick<Staff, 'status' | 'hasPassword' | 'roles'>): boolean =>
  staff.status === 'ACTIVE' &&
  staff.hasPassword &&
  staff.roles.some((held) => held.role === 'SUPER_ADMIN' && held.scope === 'all');

/** Somebody who can sign in and may do everything is always left. */
export async function requireAnotherAdmin(ctx: VerbCtx, id: string): Promise<void> {
  const row = await others.one(ctx.sql, [id]);
  if (!row || row.others === 0) throw lastAdmin();
}
