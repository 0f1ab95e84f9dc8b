import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { accountById, isEmailFree, lockAccount } from './accounts.ts';
import { assignmentsOf } from './assignments.ts';
import { emailTaken, wrongPassword } from './errors.ts';
import { verifyPassword } from './password.ts';
import { inPerson } from './self.ts';
import { takeTry } from './tries.ts';

/** Is it really he who sits there? Fails with identity.wrong_password at currentPassword; wrong ones are counted. */
export async function requireOwnPassword(ctx: Ctx, password: string): Promise<void> {
  const account = await accountById(ctx.sql, inPerson(ctx).accountId);
  const tries = await takeTry(ctx, account?.id ?? 'nobody');
  if (!(await verifyPassword(password, account?.passwordHash))) throw wrongPassword();
  await tries.succeeded();
}

const move = prepared(
  'identity.account.email',
  'update accounts set email = $2, updated_at = $3, version = version + 1 where id = $1',
);

/** A member signs in with the new address from now on, if he did with the old one. Staff addresses are the staff's. */
export async function moveMemberEmail(ctx: VerbCtx, accountId: string, from: string | null, to: string | null) {
  const account = await lockAccount(ctx, accountId);
  if (account.email === null || account.email.toLowerCase() !== from?.toLowerCase()) return;
  if ((await assignmentsOf(ctx.sql, accountId)).some(({ role }) => role !== 'MEMBER')) return;
  if (to !== null && to.toLowerCase() !== account.email.toLowerCase() && !(await isEmailFree(ctx.sql, to)))
    throw emailTaken();
  await move.all(ctx.sql, [accountId, to, ctx.now]);
  ctx.record('account.updated', {
    type: 'UPDATE',
    id: accountId,
    name: account.name,
    old: { email: account.email },
    new: { email: to },
    touches: ['session'],
  });
}
