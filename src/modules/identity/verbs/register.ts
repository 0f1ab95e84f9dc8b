import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import { trimmed } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { LETTER_JOB } from '../letters.ts';
import { takeTry } from '../tries.ts';

/** A member whose number and e-mail address the library knows asks for a way to sign in; others get the same answer. */
export const register = verb({
  name: 'identity.register',
  permission: ANYONE,
  input: z.strictObject({ memberId: trimmed(40), email: z.email().max(254) }),
  prepare: (ctx, { memberId }) => takeTry(ctx, `register ${memberId}`),
  async run(ctx, { memberId, email }) {
    await ctx.enqueue(LETTER_JOB, { letter: 'activation', memberId, email });
    ctx.record('account.activation_requested', { type: 'CREATE', id: 'unknown', name: memberId });
    return { accepted: true };
  },
});
