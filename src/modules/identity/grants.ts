import type { Grant } from '../../kernel/access.ts';
import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { isBuiltIn, OWN_ONLY, ROLE_PERMISSIONS } from './permissions.ts';

export interface GrantRow {
  role: string;
  scope: 'all' | 'branch' | 'department' | 'own';
  branchId: string | null;
  permissions: string[] | null;
}

const permissionSets = new Map<string, ReadonlySet<string>>(
  Object.entries(ROLE_PERMISSIONS).map(([role, permissions]) => [role, new Set(permissions)]),
);

export const anonymousGrants: readonly Grant[] = [
  { role: 'ANONYMOUS', scope: 'public', permissions: permissionSets.get('ANONYMOUS') ?? new Set() },
];

/** What a role assignment allows: the table in code for built-in roles, rows for own ones. Everybody signed in may also do what anybody may. */
export function toGrants(rows: readonly GrantRow[]): readonly Grant[] {
  const grants = rows.map((row): Grant => {
    const own = isBuiltIn(row.role) && OWN_ONLY.includes(row.role);
    const permissions = permissionSets.get(row.role) ?? new Set(row.permissions ?? []);
    return { role: row.role, scope: own ? 'own' : row.scope, branchId: row.branchId, permissions };
  });
  return [...grants, ...anonymousGrants];
}

export interface Who {
  accountId: string;
  name: string;
  email: string | null;
  locale: 'id' | 'en';
  status: string;
  memberId: string | null;
  branchId: string | null;
  expiresAt: Date;
  lastSeenAt: Date;
  deskDevice: boolean;
  mustChangePassword: boolean;
  totpEnabled: boolean;
  grants: GrantRow[];
}

/** Whoever still has a password that somebody else knows may do no more than a stranger, and change it. */
export const grantsOf = (who: Pick<Who, 'mustChangePassword' | 'grants'>): readonly Grant[] =>
  who.mustChangePassword ? anonymousGrants : toGrants(who.grants);

export const GRANTS = `coalesce((
  select jsonb_agg(jsonb_build_object('role', r.name, 'scope', ar.scope, 'branchId', ar.branch_id,
    'permissions', (select jsonb_agg(rp.permission) from role_permissions rp where rp.role_id = r.id))
    order by ar.granted_at, r.name, ar.branch_id)
  from account_roles ar join roles r on r.id = ar.role_id where ar.account_id = a.id), '[]'::jsonb)`;

/** One read tells all: account, live session, membership and grants. */
const bySession = prepared<Who>(
  'identity.who.session',
  `select a.id as "accountId", a.name, a.email, a.locale, a.status, m.id as "memberId", s.branch_id as "branchId",
     s.expires_at as "expiresAt", s.last_seen_at as "lastSeenAt", s.desk_device as "deskDevice",
     a.must_change_password as "mustChangePassword", a.totp_enabled_at is not null as "totpEnabled", ${GRANTS} as grants
   from sessions s join accounts a on a.id = s.account_id
   left join members m on m.account_id = a.id and m.status <> 'DELETED'
   where s.id = $1 and s.revoked_at is null`,
);
export const whoBySession = (sql: Sql, sessionId: string): Promise<Who | undefined> => bySession.one(sql, [sessionId]);

export type Asker = Omit<Who, 'email' | 'expiresAt' | 'lastSeenAt' | 'deskDevice' | 'totpEnabled'>;
const byAccount = prepared<Asker>(
  'identity.who.account',
  `select a.id as "accountId", a.name, a.locale, a.status, m.id as "memberId", null::uuid as "branchId",
     a.must_change_password as "mustChangePassword", ${GRANTS} as grants
   from accounts a left join members m on m.account_id = a.id and m.status <> 'DELETED' where a.id = $1`,
);
export const whoByAccount = (sql: Sql, accountId: string): Promise<Asker | undefined> =>
  byAccount.one(sql, [accountId]);

const sessionOfSecret = prepared<{ id: string }>(
  'identity.session.secret',
  `select id from sessions where secret_hash = $1 and kind = 'browser' and revoked_at is null`,
);
export const sessionIdOfSecret = async (sql: Sql, hash: Buffer): Promise<string | undefined> =>
  (await sessionOfSecret.one(sql, [hash]))?.id;
