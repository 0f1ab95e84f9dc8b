import { z } from 'zod';
import { SIGNED_IN } from '../../../kernel/access.ts';
import { Remembered } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { accountById, lockAccount, storePassword } from '../accounts.ts';
import { badToken, samePassword, wrongPassword } from '../errors.ts';
import { spendAllTokens } from '../one-time-tokens.ts';
import { hashPassword, verifyPassword } from '../password.ts';
import { requireStrong } from '../provide-account.ts';
import { revokeSessions } from '../queries.ts';
import { inPerson } from '../self.ts';
import { takeTry } from '../tries.ts';

const Password = z.string().min(1).max(1000);

/** Needs the present password; every other session of the account ends. */
export const changePassword = verb({
  name: 'identity.changePassword',
  permission: SIGNED_IN,
  input: z.strictObject({ currentPassword: Password, newPassword: Password }),
  async prepare(ctx, { currentPassword, newPassword }) {
    const account = await accountById(ctx.sql, inPerson(ctx).accountId);
    if (!account) throw badToken();
    if (currentPassword === newPassword) throw samePassword();
    requireStrong(newPassword, [account.name, account.email], 'newPassword');
    const tries = await takeTry(ctx, account.id);
    if (!(await verifyPassword(currentPassword, account.passwordHash))) return { account, newHash: null };
    await tries.succeeded();
    return { account, newHash: await hashPassword(newPassword) };
  },
  async run(ctx, _input, { account, newHash }) {
    const { accountId, sessionId } = inPerson(ctx);
    const { id, name } = account;
    const now = await lockAccount(ctx, accountId);
    if (!newHash || now.passwordHash !== account.passwordHash) {
      ctx.record('account.password_refused', { type: 'UPDATE', id, name });
      return new Remembered(wrongPassword());
    }
    await storePassword(ctx, accountId, newHash, false);
    await spendAllTokens(ctx, accountId, ['PASSWORD_RESET', 'ACTIVATION', 'LOGIN_CHALLENGE']);
    const ended = await revokeSessions(ctx.sql, accountId, ctx.now, 'password changed', sessionId);
    ctx.record('account.password_changed', { type: 'UPDATE', id, name, new: { sessionsEnded: ended.length } });
    return { changed: true, sessionsEnded: ended.length };
  },
});
