import type { VerbCtx } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/i18n.ts';
import { insertAccount, isEmailFree, linkMember, lockAccount, storePassword } from './accounts.ts';
import { type Assignment, storeAssignments } from './assignments.ts';
import { weakPassword } from './errors.ts';
import { hashPassword } from './password.ts';
import { isPin, isStrong } from './password-policy.ts';
import { shutOut } from './shut-out.ts';

/** Refuses what a guesser tries first; failure names the field. `known` are words that belong to the account. */
export function requireStrong(password: string, known: readonly (string | null)[] = [], field = 'password'): void {
  if (!isStrong(password, known)) throw weakPassword(field);
}

interface NewStaff {
  name: string;
  email: string;
  phone?: string | null | undefined;
  locale?: Locale | undefined;
  /** From hashPassword, made before the transaction; null: chosen later by an invitation. */
  passwordHash: string | null;
  mustChangePassword?: boolean | undefined;
  roles: readonly Assignment[];
}

/** Inside the caller's transaction, without asking what the caller may grant: for setup, the command line and POST /admins. */
export async function createStaffAccount(ctx: VerbCtx, staff: NewStaff): Promise<string> {
  const id = await insertAccount(ctx, staff);
  await storeAssignments(ctx, id, staff.roles);
  const { name, email, phone = null } = staff;
  ctx.record('account.created', { type: 'CREATE', id, name, new: { name, email, phone, roles: staff.roles } });
  return id;
}

interface NewMemberAccount {
  name: string;
  email: string | null;
  locale?: Locale | undefined;
  /** Given: the member signs in with the number, and members.account_id is filled. */
  memberId?: string | undefined;
}

/**
 * An account without a password that holds the role MEMBER. Where a family shares an address,
 * the first account has it and the others sign in with the member number.
 */
export async function createMemberAccount(ctx: VerbCtx, member: NewMemberAccount): Promise<string> {
  const email = member.email && (await isEmailFree(ctx.sql, member.email)) ? member.email : null;
  const id = await insertAccount(ctx, { ...member, email });
  await storeAssignments(ctx, id, [{ role: 'MEMBER', scope: 'own', branchId: null }]);
  if (member.memberId) await linkMember(ctx, member.memberId, id);
  ctx.record('account.created', { type: 'CREATE', id, name: member.name, new: { name: member.name, email } });
  return id;
}

/** Sets a password (or a PIN the library made) and ends every session and key of the account; the fact does not hold it. */
export async function setPassword(
  ctx: VerbCtx,
  accountId: string,
  password: string,
  mustChange: boolean,
): Promise<void> {
  const account = await lockAccount(ctx, accountId);
  if (!isPin(password)) requireStrong(password, [account.name, account.email]);
  await storePassword(ctx, accountId, await hashPassword(password), mustChange);
  await shutOut(ctx, accountId);
  ctx.record('account.password_set', {
    type: 'UPDATE',
    id: accountId,
    name: account.name,
    new: { mustChange },
    touches: ['session', 'key'],
  });
}
