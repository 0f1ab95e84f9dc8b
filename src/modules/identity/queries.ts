import type { Sql } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';

export interface LoginAccount {
  id: string;
  name: string;
  email: string | null;
  status: string;
  locale: 'id' | 'en';
  passwordHash: string | null;
  mustChangePassword: boolean;
  totpEnabledAt: Date | null;
  /** Reads here, and does not work here. */
  member: boolean;
}

const COLUMNS = `a.id, a.name, a.email, a.status, a.locale, a.password_hash as "passwordHash",
  a.must_change_password as "mustChangePassword", a.totp_enabled_at as "totpEnabledAt",
  exists (select from members own where own.account_id = a.id and own.status <> 'DELETED')
    and not exists (select from account_roles r where r.account_id = a.id and r.scope <> 'own') as member`;

const byLogin = prepared<LoginAccount>(
  'identity.account.login',
  `select ${COLUMNS} from accounts a where lower(a.email) = lower($1) and a.status <> 'DELETED'
   union all
   select ${COLUMNS} from members m join accounts a on a.id = m.account_id
   where lower(m.member_id) = lower($1) and m.status <> 'DELETED' and a.status <> 'DELETED' limit 1`,
);
/** By e-mail address or member number. */
export const accountByLogin = (sql: Sql, login: string): Promise<LoginAccount | undefined> => byLogin.one(sql, [login]);

const byAccount = prepared<LoginAccount>(
  'identity.account.forLogin',
  `select ${COLUMNS} from accounts a where a.id = $1 for no key update`,
);
export const accountForLogin = (sql: Sql, id: string): Promise<LoginAccount | undefined> => byAccount.one(sql, [id]);

export interface NewSession {
  accountId: string;
  kind: 'browser' | 'token';
  secretHash: Buffer | null;
  deskDevice: boolean;
  branchId: string | null;
  ip: string | null;
  userAgent: string | null;
  now: Date;
  expiresAt: Date;
}

const addSession = prepared(
  'identity.session.add',
  `insert into sessions (id, account_id, kind, secret_hash, desk_device, branch_id, ip, user_agent, created_at, last_seen_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)`,
);
export async function insertSession(sql: Sql, s: NewSession): Promise<string> {
  const id = newId();
  await addSession.all(sql, [
    id,
    s.accountId,
    s.kind,
    s.secretHash,
    s.deskDevice,
    s.branchId,
    s.ip,
    s.userAgent,
    s.now,
    s.expiresAt,
  ]);
  return id;
}

const touch = prepared(
  'identity.session.touch',
  'update sessions set last_seen_at = $2, expires_at = $3 where id = $1 and revoked_at is null',
);
export async function touchSession(sql: Sql, id: string, now: Date, expiresAt: Date): Promise<void> {
  await touch.all(sql, [id, now, expiresAt]);
}

const revoke = prepared<{ id: string }>(
  'identity.session.revoke',
  'update sessions set revoked_at = $2, revoked_reason = $3 where id = $1 and revoked_at is null returning id',
);
export const revokeSession = async (sql: Sql, id: string, now: Date, reason: string): Promise<boolean> =>
  (await revoke.one(sql, [id, now, reason])) !== undefined;

const revokeAll = prepared<{ id: string }>(
  'identity.session.revokeAll',
  `update sessions set revoked_at = $2, revoked_reason = $3
   where account_id = $1 and revoked_at is null and id is distinct from $4 returning id`,
);
/** Ends every session of an account, but for the one kept. */
export const revokeSessions = (sql: Sql, accountId: string, now: Date, reason: string, keep: string | null) =>
  revokeAll.all(sql, [accountId, now, reason, keep]);

const revokeOwn = prepared<{ id: string }>(
  'identity.session.revokeOwn',
  `update sessions set revoked_at = $3, revoked_reason = 'ended by its owner'
   where id = $1 and account_id = $2 and revoked_at is null and expires_at > $3 returning id`,
);
export const revokeOwnSession = (sql: Sql, id: string, accountId: string, now: Date) =>
  revokeOwn.one(sql, [id, accountId, now]);

const addRefresh = prepared(
  'identity.refresh.add',
  'insert into refresh_tokens (token_hash, session_id, created_at, expires_at) values ($1, $2, $3, $4)',
);
export async function insertRefreshToken(
  sql: Sql,
  hash: Buffer,
  sessionId: string,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await addRefresh.all(sql, [hash, sessionId, now, expiresAt]);
}

const login = prepared(
  'identity.account.seen',
  'update accounts set last_login_at = $2, last_login_ip = $3 where id = $1',
);
export async function markLogin(sql: Sql, accountId: string, now: Date, ip: string | null): Promise<void> {
  await login.all(sql, [accountId, now, ip]);
}

const setHash = prepared(
  'identity.account.hash',
  'update accounts set password_hash = $2, updated_at = $3 where id = $1 and password_hash = $4',
);
/** The same password under today's costs; a password that changed meanwhile stays. */
export async function storeHash(sql: Sql, accountId: string, hash: string, now: Date, old: string): Promise<void> {
  await setHash.all(sql, [accountId, hash, now, old]);
}
