import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import type { Remembered } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { revokeSession } from '../queries.ts';
import { type BrowserSession, openBrowserSession } from '../sessions.ts';
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
    admit(ctx, input, looked, (account) => openBrowserSession(ctx, account, input)),
});

export const enterByCode = verb({
  name: 'identity.enterByCode',
  permission: ANYONE,
  input: z.strictObject({ ...challenge, ...desk }),
  prepare: (ctx, input) => lookAtChallenge(ctx, input.challenge),
  run: (ctx, input, challenged): Promise<BrowserSession | Remembered> =>
    admitByChallenge(ctx, input, challenged, (account) => openBrowserSession(ctx, account, input)),
});

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
