import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { newSecret, secretHash } from './secrets.ts';

export type TokenPurpose = 'PASSWORD_RESET' | 'ACTIVATION' | 'LOGIN_CHALLENGE';

const add = prepared(
  'identity.token.add',
  'insert into one_time_tokens (token_hash, purpose, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5)',
);
/** Only its hash is kept: the secret is in the letter or the reply alone. */
export async function issueToken(
  ctx: VerbCtx,
  purpose: TokenPurpose,
  accountId: string,
  lifeMs: number,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret();
  const expiresAt = new Date(ctx.now.getTime() + lifeMs);
  await add.all(ctx.sql, [secretHash(token), purpose, accountId, ctx.now, expiresAt]);
  return { token, expiresAt };
}

const find = prepared<{ accountId: string }>(
  'identity.token.find',
  `select account_id as "accountId" from one_time_tokens
   where token_hash = $1 and purpose = any ($2) and used_at is null and expires_at > $3`,
);
export const accountOfToken = async (sql: Sql, purposes: readonly TokenPurpose[], token: string, now: Date) =>
  (await find.one(sql, [secretHash(token), purposes, now]))?.accountId;

const spend = prepared<{ accountId: string }>(
  'identity.token.spend',
  `update one_time_tokens set used_at = $3
   where token_hash = $1 and purpose = any ($2) and used_at is null and expires_at > $3 returning account_id as "accountId"`,
);
/** Of several at once, one gets it. */
export const spendToken = async (ctx: VerbCtx, purposes: readonly TokenPurpose[], token: string) =>
  (await spend.one(ctx.sql, [secretHash(token), purposes, ctx.now]))?.accountId;

const spendAll = prepared(
  'identity.token.spendAll',
  'update one_time_tokens set used_at = $3 where account_id = $1 and purpose = any ($2) and used_at is null',
);
export async function spendAllTokens(
  ctx: VerbCtx,
  accountId: string,
  purposes: readonly TokenPurpose[],
): Promise<void> {
  await spendAll.all(ctx.sql, [accountId, purposes, ctx.now]);
}
