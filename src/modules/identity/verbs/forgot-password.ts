import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import { verb } from '../../../kernel/verb.ts';
import { LETTER_JOB } from '../letters.ts';
import { accountByLogin } from '../queries.ts';
import { shown } from '../sign-in.ts';
import { takeTry } from '../tries.ts';

/** The same answer for every name; whether a letter goes out is decided later, by the job that writes it. */
export const forgotPassword = verb({
  name: 'identity.forgotPassword',
  permission: ANYONE,
  input: z.strictObject({ email: z.string().trim().min(1).max(254) }),
  prepare: (ctx, { email }) => takeTry(ctx, `forgot ${email}`),
  async run(ctx, { email }) {
    const account = await accountByLogin(ctx.sql, email);
    await ctx.enqueue(LETTER_JOB, { letter: 'reset', login: email });
    ctx.record('account.reset_requested', { type: 'UPDATE', id: account?.id ?? 'unknown', name: shown(email) });
    return { accepted: true };
  },
});
