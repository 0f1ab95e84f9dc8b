import type { Actor } from '../../kernel/access.ts';
import type { Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { anonymousGrants, GRANTS, grantsOf, type Who } from './grants.ts';

export interface KeyHolder extends Omit<Who, 'lastSeenAt' | 'deskDevice' | 'expiresAt'> {
  keyId: string;
  keyName: string;
  keyPermissions: string[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

const byKey = prepared<KeyHolder>(
  'identity.who.key',
  `select k.id as "keyId", k.name as "keyName", k.permissions as "keyPermissions", k.expires_at as "expiresAt",
     k.last_used_at as "lastUsedAt", a.id as "accountId", a.name, a.email, a.locale, a.status, null as "memberId",
     null as "branchId", a.must_change_password as "mustChangePassword", a.totp_enabled_at is not null as "totpEnabled",
     ${GRANTS} as grants
   from api_keys k join accounts a on a.id = k.account_id where k.secret_hash = $1 and k.revoked_at is null`,
);
export const holderOfKey = (sql: Sql, hash: Buffer): Promise<KeyHolder | undefined> => byKey.one(sql, [hash]);

/** A key never reaches further than the account that made it: its permissions are cut to what the account still holds. */
export function keyActor(holder: KeyHolder): Actor {
  const allowed = new Set(holder.keyPermissions);
  const own = grantsOf(holder).filter((grant) => !anonymousGrants.includes(grant));
  const cut = own.map((grant) => ({ ...grant, permissions: grant.permissions.intersection(allowed) }));
  return {
    kind: 'account',
    accountId: holder.accountId,
    name: holder.keyName,
    memberId: null,
    sessionId: null,
    apiKeyId: holder.keyId,
    branchId: cut.find((grant) => grant.branchId)?.branchId ?? null,
    locale: holder.locale,
    grants: [...cut, ...anonymousGrants],
    ...(holder.mustChangePassword ? { heldBack: 'identity.change_password_first' } : {}),
  };
}

const touch = prepared('identity.key.touch', 'update api_keys set last_used_at = $2 where id = $1');
export const touchKey = (sql: Sql, id: string, now: Date) => touch.all(sql, [id, now]);
