import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { issueToken, spendAllTokens } from '../one-time-tokens.ts';
import { lockStaff } from './staff-lock.ts';

const LIFE_MS = 24 * 3_600_000;

/** A secret with which somebody chooses a password, handed over in person: for whoever sits at the server. */
export const passwordLink = verb({
  name: 'identity.passwordLink',
  permission: 'admin:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<{ token: string; expiresAt: Date }> {
    const { name, email } = await lockStaff(ctx, id);
    await spendAllTokens(ctx, id, ['PASSWORD_RESET']);
    ctx.record('account.reset_requested', { type: 'UPDATE', id, name: email ?? name });
    return issueToken(ctx, 'PASSWORD_RESET', id, LIFE_MS);
  },
});
