import { z } from 'zod';
import { SIGNED_IN } from '../../../kernel/access.ts';
import { verb } from '../../../kernel/verb.ts';
import { revokeSession } from '../queries.ts';

export const logout = verb({
  name: 'identity.logout',
  permission: SIGNED_IN,
  input: z.strictObject({}),
  async run(ctx) {
    const sessionId = ctx.actor.kind === 'account' ? ctx.actor.sessionId : null;
    if (!sessionId || !(await revokeSession(ctx.sql, sessionId, ctx.now, 'logout')))
      return ctx.unchanged({ signedOut: true });
    ctx.record('session.closed', { type: 'LOGOUT', id: sessionId });
    return { signedOut: true };
  },
});
