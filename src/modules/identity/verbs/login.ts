import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import type { Remembered } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { openTokenSession, type SignedIn } from '../sessions.ts';
import { admit, admitByChallenge, challenge, credentials, lookAtChallenge, lookAtPassword } from '../sign-in.ts';

/** The branch whose desk this is; without it the first branch the roles name. */
const branchId = Uuid.optional();

export const login = verb({
  name: 'identity.login',
  permission: ANYONE,
  input: z.strictObject({ ...credentials, branchId }),
  prepare: (ctx, { email, password, code }) => lookAtPassword(ctx, email, password, code),
  run: (ctx, input, looked): Promise<SignedIn | Remembered> =>
    admit(ctx, input, looked, (account) => openTokenSession(ctx, account, input.branchId)),
});

export const loginByCode = verb({
  name: 'identity.loginByCode',
  permission: ANYONE,
  input: z.strictObject({ ...challenge, branchId }),
  prepare: (ctx, input) => lookAtChallenge(ctx, input.challenge),
  run: (ctx, input, challenged): Promise<SignedIn | Remembered> =>
    admitByChallenge(ctx, input, challenged, (account) => openTokenSession(ctx, account, input.branchId)),
});
