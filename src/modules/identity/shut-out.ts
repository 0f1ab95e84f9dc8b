import type { VerbCtx } from '../../kernel/context.ts';
import { revokeKeysOf } from './key-store.ts';
import { spendAllTokens } from './one-time-tokens.ts';
import { revokeSessions } from './queries.ts';

/** With a password from outside every earlier way in is void: sessions, keys, letters and half sign-ins. Lock the account first. */
export async function shutOut(ctx: VerbCtx, accountId: string): Promise<void> {
  await spendAllTokens(ctx, accountId, ['PASSWORD_RESET', 'ACTIVATION', 'LOGIN_CHALLENGE']);
  await revokeSessions(ctx.sql, accountId, ctx.now, 'password changed', null);
  await revokeKeysOf(ctx, accountId);
}
