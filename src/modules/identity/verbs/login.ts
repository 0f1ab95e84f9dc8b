import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Remembered } from '../../../kernel/errors.ts';
import { addressKey } from '../../../kernel/limits.ts';
import { verb } from '../../../kernel/verb.ts';
import { badCredentials } from '../errors.ts';
import { verifyAgainstNobody, verifyPassword } from '../password.ts';
import { accountByLogin, type LoginAccount, markLogin } from '../queries.ts';
import { openTokenSession, type SignedIn } from '../sessions.ts';

export const LoginInput = z.strictObject({
  /** E-mail address; members may give their number instead. */
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1000),
});

export const login = verb({
  name: 'identity.login',
  permission: ANYONE,
  input: LoginInput,
  async prepare(ctx, input) {
    const tries = await requireTries(ctx, input.email);
    const account = await accountByLogin(ctx.sql, input.email);
    const right = await passwordIsRight(account, input.password);
    return { tries, account: right && account?.status === 'ACTIVE' ? account : null, id: account?.id ?? 'unknown' };
  },
  async run(ctx, input, { tries, account, id }): Promise<SignedIn | Remembered> {
    if (!account) {
      await tries.failed();
      ctx.record('session.refused', { type: 'LOGIN', id, name: input.email });
      return new Remembered(badCredentials());
    }
    await tries.succeeded();
    await markLogin(ctx.sql, account.id, ctx.now, ctx.request.ip);
    return openTokenSession(ctx, account);
  },
});

/** Exactly one verification for every answer, known account or not. */
const passwordIsRight = (account: LoginAccount | undefined, password: string): Promise<boolean> =>
  account?.passwordHash ? verifyPassword(password, account.passwordHash) : verifyAgainstNobody(password);

/** Failures are counted per account and address; a classroom behind one address has a higher ceiling. */
async function requireTries(ctx: Ctx, loginName: string) {
  const auth = ctx.app.limits.auth;
  const address = addressKey(ctx.request.ip);
  const pair = `${loginName.toLowerCase()}|${address}`;
  await auth?.perAccount.peek(pair);
  await auth?.perAddress.peek(address);
  return {
    async failed() {
      await auth?.perAccount.take(pair).catch(() => {});
      await auth?.perAddress.take(address).catch(() => {});
    },
    async succeeded() {
      await auth?.perAccount.forget(pair);
    },
  };
}
