import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import type { Remembered } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import type { Desk } from '../desk.ts';
import { type LoginAccount, revokeSession } from '../queries.ts';
import { type BrowserSession, byOf, openBrowserSession } from '../sessions.ts';
import { admit, admitByChallenge, challenge, credentials, lookAtChallenge, lookAtPassword } from '../sign-in.ts';

const desk = {
  branchId: Uuid.optional(),
  /** A computer that stays signed in through the working day. */
  deskDevice: z.boolean().default(false),
};

/** For people in a browser: the secret goes into a cookie that scripts cannot read. */
export const enter = verb({
  name: 'identity.enter',
  permission: ANYONE,
  input: z.strictObject({ ...credentials, ...desk }),
  prepare: (ctx, { email, password, code }) => lookAtPassword(ctx, email, password, code),
  run: (ctx, input, looked): Promise<BrowserSession | Remembered> =>
    admit(ctx, input, looked, (account) => comeIn(ctx, account, input)),
});

export const enterByCode = verb({
  name: 'identity.enterByCode',
  permission: ANYONE,
  input: z.strictObject({ ...challenge, ...desk }),
  prepare: (ctx, input) => lookAtChallenge(ctx, input.challenge),
  run: (ctx, input, challenged): Promise<BrowserSession | Remembered> =>
    admitByChallenge(ctx, input, challenged, (account) => comeIn(ctx, account, input)),
});

const follow = prepared<{ id: string }>(
  'identity.account.follow_locale',
  `update accounts set locale = $2, updated_at = $3 where id = $1 and not locale_chosen and locale <> $2 returning id`,
);

/** Whoever made the account did not ask in which language: until its owner chooses, it is that of the page he came by. */
async function comeIn(ctx: VerbCtx, account: LoginAccount, input: Desk): Promise<BrowserSession> {
  if (await follow.one(ctx.sql, [account.id, ctx.locale, ctx.now]))
    ctx.record('account.language_followed', {
      type: 'UPDATE',
      id: account.id,
      name: account.name,
      old: { locale: account.locale },
      new: { locale: ctx.locale },
      by: byOf(account),
    });
  return openBrowserSession(ctx, account, input);
}

/** Also for a session that ended already: the cookie goes in any case. */
export const leave = verb({
  name: 'identity.leave',
  permission: ANYONE,
  input: z.strictObject({}),
  async run(ctx) {
    const sessionId = ctx.actor.kind === 'account' ? ctx.actor.sessionId : null;
    const ended = sessionId !== null && (await revokeSession(ctx.sql, sessionId, ctx.now, 'logout'));
    if (!ended) return ctx.unchanged({ signedOut: true });
    ctx.record('session.closed', { type: 'LOGOUT', id: sessionId });
    return { signedOut: true };
  },
});
