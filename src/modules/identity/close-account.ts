import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { accountById, closeAccount as markClosed } from './accounts.ts';
import { assignmentsOf } from './assignments.ts';
import { revokeKeysOf } from './key-store.ts';
import { revokeSessions } from './queries.ts';

/** Does the account open more than a member's own record? */
export const isStaffAccount = async (ctx: Ctx, accountId: string): Promise<boolean> =>
  (await assignmentsOf(ctx.sql, accountId)).some((assignment) => assignment.role !== 'MEMBER');

/** Nobody signs in with it any more; the row stays, because history names it. */
export async function closeAccount(ctx: VerbCtx, accountId: string, reason: string): Promise<void> {
  const account = await accountById(ctx.sql, accountId);
  const open = account && account.status !== 'DELETED';
  if (open) await markClosed(ctx, accountId);
  await revokeSessions(ctx.sql, accountId, ctx.now, reason, null);
  await revokeKeysOf(ctx, accountId);
  if (!open) return;
  const { name, status } = account;
  ctx.record('account.deleted', { type: 'DELETE', id: accountId, name, old: { status }, new: { reason } });
}

const wipe = prepared(
  'identity.account.wipe',
  `update accounts set name = 'Akun terhapus', email = null, phone = null, password_hash = null, totp_secret = null,
     totp_enabled_at = null, totp_last_step = null, last_login_ip = null where id = $1`,
);
const forgetSessions = prepared('identity.account.forgetSessions', 'delete from sessions where account_id = $1');
const forgetCodes = prepared('identity.account.forgetCodes', 'delete from recovery_codes where account_id = $1');
const forgetLinks = prepared('identity.account.forgetLinks', 'delete from one_time_tokens where account_id = $1');

/** Closes the account and takes everything off it that tells of a person. */
export async function eraseAccount(ctx: VerbCtx, accountId: string): Promise<void> {
  await wipe.all(ctx.sql, [accountId]); // first, so that the fact of closing names nobody
  await closeAccount(ctx, accountId, 'person erased');
  for (const forget of [forgetSessions, forgetCodes, forgetLinks]) await forget.all(ctx.sql, [accountId]);
}
