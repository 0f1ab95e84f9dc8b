import { z } from 'zod';
import { SIGNED_IN } from '../../kernel/access.ts';
import { view } from '../../kernel/view.ts';
import { badToken } from './errors.ts';
import { whoBySession } from './grants.ts';
import { describeUser } from './sessions.ts';

export const me = view({
  name: 'identity.me',
  permission: SIGNED_IN,
  input: z.strictObject({}),
  async run(ctx) {
    const sessionId = ctx.actor.kind === 'account' ? ctx.actor.sessionId : null;
    const who = sessionId ? await whoBySession(ctx.sql, sessionId) : undefined;
    if (!who) throw badToken();
    return describeUser(who);
  },
});
