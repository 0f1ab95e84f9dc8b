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
 * What stays taken are failures: few for a subject at one address, twenty times that for the subject or the address alone.
 */
export function takeTry(ctx: Ctx, subject: string): Promise<Try> {
  const name = subject.toLowerCase();
  return taken(ctx, `${name}|${addressKey(ctx.request.ip)}`, `${name}|anywhere`);
}

/** For secrets nobody can guess: counted at each address alone, or a few addresses would shut everybody out. */
export const takeTryHere = (ctx: Ctx, subject: string): Promise<Try> =>
  taken(ctx, `${subject}|${addressKey(ctx.request.ip)}`, null);

/** For short codes: few, wherever they come from. */
export const takeTryAnywhere = (ctx: Ctx, subject: string): Promise<Try> => taken(ctx, subject, null);

async function taken(ctx: Ctx, key: string, wider: string | null): Promise<Try> {
  const auth = ctx.app.limits.auth;
  const points: [Limiter | undefined, string][] = [
    [auth?.perAccount, key],
    [auth?.perAddress, addressKey(ctx.request.ip)],
    ...(wider === null ? [] : [[auth?.perAddress, wider] as [Limiter | undefined, string]]),
  ];
  const giveBack = async (some: typeof points): Promise<void> => {
    for (const [limiter, of] of some) await limiter?.take(of, -1).catch(() => {});
  };
  for (const [index, [limiter, of]] of points.entries()) {
    try {
      await limiter?.take(of);
    } catch (error) {
      await giveBack(points.slice(0, index));
      throw error;
    }
  }
  return {
    async succeeded() {
      await auth?.perAccount.forget(key);
      await giveBack(points.slice(1));
    },
    givenBack: () => giveBack(points),
  };
}
