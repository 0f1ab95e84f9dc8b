import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { closeAccount, createMemberAccount, isStaffAccount } from '../identity/index.ts';
import { staffAccount } from './errors.ts';
import type { MemberRow } from './queries.ts';

/** A member's record must never be a way into the account of somebody who works here. */
export async function requireMemberAccount(ctx: Ctx, accountId: string): Promise<void> {
  if (await isStaffAccount(ctx, accountId)) throw staffAccount();
}

export async function memberAccount(ctx: VerbCtx, m: MemberRow): Promise<string> {
  if (m.accountId === null) return createMemberAccount(ctx, { name: m.name, email: m.email, memberId: m.id });
  await requireMemberAccount(ctx, m.accountId);
  return m.accountId;
}

/** One person signs in with one account: the kept record's, or the other's when it has none. */
export async function accountAfterMerge(ctx: VerbCtx, kept: MemberRow, gone: MemberRow): Promise<string | null> {
  if (kept.accountId === null || gone.accountId === null) return kept.accountId ?? gone.accountId;
  if (!(await isStaffAccount(ctx, gone.accountId))) await closeAccount(ctx, gone.accountId, 'members merged');
  return kept.accountId;
}
