import { z } from 'zod';
import { SIGNED_IN } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { Remembered } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { readSettings } from '../../settings/index.ts';
import { lockAccount } from '../accounts.ts';
import { totpNotBegun, totpOff, totpOn, wrongCode } from '../errors.ts';
import {
  disableTotp,
  enableTotp,
  passSecondFactor,
  passTotp,
  renewRecoveryCodes,
  storeTotpSecret,
} from '../second-factor.ts';
import { inPerson } from '../self.ts';
import { Code } from '../sign-in.ts';
import { newTotpSecret, otpauthUrl } from '../totp.ts';
import { type Try, takeTryAnywhere } from '../tries.ts';

const byCode = z.strictObject({ code: Code });
const lockSelf = (ctx: VerbCtx) => lockAccount(ctx, inPerson(ctx).accountId);

/** Shows the secret once; nothing changes at the door until a code made with it was seen. */
export const beginTotp = verb({
  name: 'identity.beginTotp',
  permission: SIGNED_IN,
  input: z.strictObject({}),
  async run(ctx) {
    const account = await lockSelf(ctx);
    if (account.totpEnabledAt) throw totpOn();
    const secret = newTotpSecret();
    await storeTotpSecret(ctx, account.id, secret);
    const { libraryName } = await readSettings(ctx);
    ctx.record('account.totp_begun', { type: 'UPDATE', id: account.id, name: account.name });
    return { secret, url: otpauthUrl(secret, libraryName, account.email ?? account.name) };
  },
});

export const confirmTotp = verb({
  name: 'identity.confirmTotp',
  permission: SIGNED_IN,
  input: byCode,
  prepare: (ctx) => takeTryAnywhere(ctx, `code|${inPerson(ctx).accountId}`),
  async run(ctx, { code }, tries) {
    const account = await lockSelf(ctx);
    if (account.totpEnabledAt) throw totpOn();
    if (!account.totpSecret) throw totpNotBegun();
    if (!(await passTotp(ctx, account.id, code))) return refused(ctx, account);
    await tries.succeeded();
    await enableTotp(ctx, account.id);
    const recoveryCodes = await renewRecoveryCodes(ctx, account.id);
    ctx.record('account.totp_enabled', { type: 'UPDATE', id: account.id, name: account.name });
    return { recoveryCodes };
  },
});

const withSecondFactor = <O>(name: string, action: string, run: (ctx: VerbCtx, accountId: string) => Promise<O>) =>
  verb({
    name,
    permission: SIGNED_IN,
    input: byCode,
    prepare: (ctx): Promise<Try> => takeTryAnywhere(ctx, `code|${inPerson(ctx).accountId}`),
    async run(ctx, { code }, tries): Promise<O | Remembered> {
      const account = await lockSelf(ctx);
      if (!account.totpEnabledAt) throw totpOff();
      if (!(await passSecondFactor(ctx, account.id, code))) return refused(ctx, account);
      await tries.succeeded();
      ctx.record(action, { type: 'UPDATE', id: account.id, name: account.name });
      return run(ctx, account.id);
    },
  });

export const removeTotp = withSecondFactor('identity.removeTotp', 'account.totp_disabled', async (ctx, id) => {
  await disableTotp(ctx, id);
  return { totpEnabled: false };
});

export const newRecoveryCodes = withSecondFactor(
  'identity.newRecoveryCodes',
  'account.recovery_codes_made',
  async (ctx, id) => ({
    recoveryCodes: await renewRecoveryCodes(ctx, id),
  }),
);

function refused(ctx: VerbCtx, { id, name }: { id: string; name: string }): Remembered {
  ctx.record('account.totp_refused', { type: 'UPDATE', id, name });
  return new Remembered(wrongCode());
}
