import { z } from 'zod';
import { SIGNED_IN } from '../../../kernel/access.ts';
import { notFound } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { revokeOwnSession, revokeSessions } from '../queries.ts';
import { inPerson } from '../self.ts';

/** One of one's own; another's does not exist here. */
export const endSession = verb({
  name: 'identity.endSession',
  permission: SIGNED_IN,
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const { accountId } = inPerson(ctx);
    if (!(await revokeOwnSession(ctx.sql, id, accountId, ctx.now))) throw notFound('identity.session_not_found');
    ctx.record('session.revoked', { type: 'LOGOUT', id, new: { reason: 'ended by its owner' } });
    return { ended: 1 };
  },
});

/** All but the one this is asked in. */
export const endOtherSessions = verb({
  name: 'identity.endOtherSessions',
  permission: SIGNED_IN,
  input: z.strictObject({}),
  async run(ctx) {
    const { accountId, sessionId } = inPerson(ctx);
    const ended = await revokeSessions(ctx.sql, accountId, ctx.now, 'ended by its owner', sessionId);
    if (ended.length === 0) return ctx.unchanged({ ended: 0 });
    for (const { id } of ended)
      ctx.record('session.revoked', { type: 'LOGOUT', id, new: { reason: 'ended by its owner' } });
    return { ended: ended.length };
  },
});
