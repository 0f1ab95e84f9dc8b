import type { Sql, VerbCtx } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/i18n.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { accountNotFound } from './errors.ts';

export interface Account {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  status: 'ACTIVE' | 'SUSPENDED' | 'DELETED';
  locale: Locale;
  passwordHash: string | null;
  mustChangePassword: boolean;
  totpSecret: string | null;
  totpEnabledAt: Date | null;
  version: number;
}

const ACCOUNT = `id, name, email, phone, status, locale, password_hash as "passwordHash",
  must_change_password as "mustChangePassword", totp_secret as "totpSecret", totp_enabled_at as "totpEnabledAt", version`;

const byId = prepared<Account>('identity.account', `select ${ACCOUNT} from accounts where id = $1`);
const locked = prepared<Account>(
  'identity.account.lock',
  `select ${ACCOUNT} from accounts where id = $1 and status <> 'DELETED' for no key update`,
);

export const accountById = (sql: Sql, id: string): Promise<Account | undefined> => byId.one(sql, [id]);

/** Not found when deleted: nothing about it changes any more. */
export async function lockAccount(ctx: VerbCtx, id: string): Promise<Account> {
  const account = await locked.one(ctx.sql, [id]);
  if (!account) throw accountNotFound();
  return account;
}

export interface NewAccount {
  name: string;
  email: string | null;
  phone?: string | null | undefined;
  locale?: Locale | undefined;
  passwordHash?: string | null | undefined;
  mustChangePassword?: boolean | undefined;
}

const add = prepared(
  'identity.account.add',
  `insert into accounts (id, email, phone, name, locale, locale_chosen, password_hash, must_change_password, created_at, updated_at)
   values ($1, $2, $3, $4, coalesce($5, 'id'), $5 is not null, $6, $7, $8, $8)`,
);
export async function insertAccount(ctx: VerbCtx, a: NewAccount): Promise<string> {
  const id = newId();
  const { passwordHash = null, mustChangePassword = false, locale = null, phone = null } = a;
  await add.all(ctx.sql, [id, a.email, phone, a.name, locale, passwordHash, mustChangePassword, ctx.now]);
  return id;
}

const setHash = prepared(
  'identity.account.password',
  `update accounts set password_hash = $2, must_change_password = $3, updated_at = $4, version = version + 1 where id = $1`,
);
export async function storePassword(ctx: VerbCtx, id: string, hash: string, mustChange: boolean): Promise<void> {
  await setHash.all(ctx.sql, [id, hash, mustChange, ctx.now]);
}

const emailFree = prepared<{ free: boolean }>(
  'identity.account.emailFree',
  `select not exists (select from accounts where lower(email) = lower($1) and status <> 'DELETED') as free`,
);
export const isEmailFree = async (sql: Sql, email: string): Promise<boolean> =>
  (await emailFree.one(sql, [email]))?.free ?? false;

const link = prepared<{ id: string }>(
  'identity.account.member',
  'update members set account_id = $2, updated_at = $3 where id = $1 and account_id is null returning id',
);
/** Who may sign in as a member is identity's to say, so this column of members is written here. */
export const linkMember = (ctx: VerbCtx, memberId: string, accountId: string) =>
  link.one(ctx.sql, [memberId, accountId, ctx.now]);

const profile = prepared(
  'identity.account.profile',
  `update accounts set name = $2, email = $3, phone = $4, locale_chosen = locale_chosen or locale <> $5, locale = $5, status = $6,
     updated_at = $7, version = version + 1
   where id = $1`,
);
export async function storeProfile(
  ctx: VerbCtx,
  a: Pick<Account, 'id' | 'name' | 'email' | 'phone' | 'locale' | 'status'>,
): Promise<void> {
  await profile.all(ctx.sql, [a.id, a.name, a.email, a.phone, a.locale, a.status, ctx.now]);
}

const close = prepared(
  'identity.account.close',
  `update accounts set status = 'DELETED', deleted_at = $2, deleted_by = $3, updated_at = $2, version = version + 1
   where id = $1`,
);
export async function closeAccount(ctx: VerbCtx, id: string): Promise<void> {
  await close.all(ctx.sql, [id, ctx.now, ctx.actor.kind === 'account' ? ctx.actor.accountId : null]);
}
