import type { Ctx } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';

/** Whoever is here in person: passwords, sessions and second factors are not for API keys. */
export function inPerson(ctx: Ctx): { accountId: string; sessionId: string } {
  const { actor } = ctx;
  if (actor.kind !== 'account') throw failure('UNAUTHORIZED', 'kernel.sign_in');
  if (!actor.sessionId) throw failure('FORBIDDEN', 'identity.not_for_keys');
  return { accountId: actor.accountId, sessionId: actor.sessionId };
}
