import type { Ctx } from '../../kernel/context.ts';
import type { Limiter } from '../../kernel/limits.ts';
import { addressKey } from '../../lib/address-key.ts';

export interface Try {
  /** The secret was right: earlier failures are forgotten. */
  succeeded(): Promise<void>;
  /** Nothing was found out: the try does not count. */
  givenBack(): Promise<void>;
}

/**
 * A try is taken before the secret is looked at, so that a hundred guesses at once are no more than one after another.
 * What stays taken is the failures, per subject and address; a classroom behind one address has a higher ceiling.
 */
export async function takeTry(ctx: Ctx, subject: string): Promise<Try> {
  const address = addressKey(ctx.request.ip);
  return taken(ctx, `${subject.toLowerCase()}|${address}`);
}

/** For short codes: counted wherever they come from. */
export const takeTryAnywhere = (ctx: Ctx, subject: string): Promise<Try> => taken(ctx, subject);

async function taken(ctx: Ctx, key: string): Promise<Try> {
  const auth = ctx.app.limits.auth;
  const address = addressKey(ctx.request.ip);
  await auth?.perAddress.take(address);
  await auth?.perAccount.take(key);
  const back = async (limiter: Limiter | undefined, of: string): Promise<void> => {
    await limiter?.take(of, -1).catch(() => {});
  };
  return {
    async succeeded() {
      await auth?.perAccount.forget(key);
      await back(auth?.perAddress, address);
    },
    async givenBack() {
      await back(auth?.perAccount, key);
      await back(auth?.perAddress, address);
    },
  };
}
