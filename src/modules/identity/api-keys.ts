import type { Actor } from '../../kernel/access.ts';
import type { App } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { badToken } from './errors.ts';
import { type GrantRow, toGrants } from './grants.ts';
import { secretHash } from './secrets.ts';

interface KeyRow {
  keyId: string;
  accountId: string;
  name: string;
  locale: 'id' | 'en';
  keyPermissions: string[];
  expiresAt: Date | null;
  grants: GrantRow[];
}

const byKey = prepared<KeyRow>(
  'identity.who.key',
  `select k.id as "keyId", a.id as "accountId", k.name, a.locale, k.permissions as "keyPermissions", k.expires_at as "expiresAt",
     coalesce((select jsonb_agg(jsonb_build_object('role', r.name, 'scope', ar.scope, 'branchId', ar.branch_id,
       'permissions', (select jsonb_agg(rp.permission) from role_permissions rp where rp.role_id = r.id)))
       from account_roles ar join roles r on r.id = ar.role_id where ar.account_id = a.id), '[]'::jsonb) as grants
   from api_keys k join accounts a on a.id = k.account_id
   where k.secret_hash = $1 and k.revoked_at is null and a.status = 'ACTIVE'`,
);

/** A key never reaches further than the account that made it: its permissions are cut to what the account still holds. */
export async function whoByApiKey(app: App, secret: string): Promise<Actor> {
  const row = await byKey.one(app.pool, [secretHash(secret)]);
  if (!row || (row.expiresAt && row.expiresAt <= app.clock.now())) throw badToken();
  const allowed = new Set(row.keyPermissions);
  const grants = toGrants(row.grants).map((grant) => ({
    ...grant,
    permissions: grant.permissions.intersection(allowed),
  }));
  return {
    kind: 'account',
    accountId: row.accountId,
    name: row.name,
    memberId: null,
    sessionId: null,
    apiKeyId: row.keyId,
    branchId: grants.find((grant) => grant.branchId)?.branchId ?? null,
    locale: row.locale,
    grants,
  };
}
