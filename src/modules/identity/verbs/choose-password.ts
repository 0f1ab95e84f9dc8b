import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import { verb } from '../../../kernel/verb.ts';
import { accountById, lockAccount, storePassword } from '../accounts.ts';
import { badLink } from '../errors.ts';
import { accountOfToken, spendToken, type TokenPurpose } from '../one-time-tokens.ts';
import { hashPassword } from '../password.ts';
import { requireStrong } from '../provide-account.ts';
import { shutOut } from '../shut-out.ts';
import { takeTryHere } from '../tries.ts';

const input = z.strictObject({ token: z.string().min(1).max(200), password: z.string().min(1).max(1000) });

/** Whoever holds the letter chooses a password, once; every session, key and other letter is void. */
const choosePassword = (name: string, purpose: TokenPurpose, action: string) =>
  verb({
    name,
    permission: ANYONE,
    input,
    async prepare(ctx, { token, password }) {
      const tries = await takeTryHere(ctx, 'letter');
      const accountId = await accountOfToken(ctx.sql, [purpose], token, ctx.now);
      const account = accountId ? await accountById(ctx.sql, accountId) : undefined;
      if (account?.status !== 'ACTIVE') throw badLink();
      await tries.givenBack();
      requireStrong(password, [account.name, account.email]);
      return hashPassword(password);
    },
    async run(ctx, { token }, hash) {
      const id = await accountOfToken(ctx.sql, [purpose], token, ctx.now);
      if (!id) throw badLink();
      const account = await lockAccount(ctx, id); // before the token, as everywhere
      if (account.status !== 'ACTIVE' || !(await spendToken(ctx, [purpose], token))) throw badLink();
      await storePassword(ctx, id, hash, false);
      await shutOut(ctx, id);
      ctx.record(action, { type: 'UPDATE', id, name: account.name, touches: ['session', 'key'] });
      return { changed: true };
    },
  });

export const resetPassword = choosePassword('identity.resetPassword', 'PASSWORD_RESET', 'account.password_reset');
export const activate = choosePassword('identity.activate', 'ACTIVATION', 'account.activated');
