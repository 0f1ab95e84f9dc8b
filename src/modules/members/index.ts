import type { Scope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Module } from '../../kernel/module.ts';
import { memberNotFound } from './errors.ts';
import { isExpired, statusOn, todayOf } from './member.ts';
import { membersMessages } from './messages.ts';
import { memberPageMessages } from './pages/messages.ts';
import { ownMessages } from './pages/own/messages.ts';
import { ownMenu, ownPages } from './pages/own/screens.ts';
import { membersMenu, membersPages } from './pages/screens.ts';
import { typeMessages } from './pages/types/messages.ts';
import { typeMenu, typePages } from './pages/types/screens.ts';
import { findByRef, type MemberRow } from './queries.ts';
import { membersRoutes } from './routes.ts';
import { suspensions } from './schedules.ts';

export * from './import/door.ts';
export type { Erased, Merged, OnMemberErase, OnMemberExport, OnMemberMerge } from './lists.ts';
export { wireMembers } from './lists.ts';
export { isExpired, isSuspended } from './member.ts';
export { listMemberTypes } from './member-type-views.ts';
export * from './moved-in.ts';
export { turnSuspensions } from './schedules.ts';
export { createMember } from './verbs/create-member.ts';
export { importMembers } from './verbs/import-members.ts';
export { createMemberType } from './verbs/member-types.ts';
export { listMembers } from './views.ts';

/** A member as other modules need one. Dates are days of the member's branch. */
export interface Member {
  id: string;
  /** The number on the card. */
  memberId: string;
  name: string;
  email: string | null;
  accountId: string | null;
  memberTypeId: string;
  branchId: string;
  className: string | null;
  status: 'ACTIVE' | 'SUSPENDED' | 'DELETED';
  isExpired: boolean;
  expiryDate: string | null;
  suspensionStart: string | null;
  suspensionEnd: string | null;
  consent: unknown;
}

/** By id or member number, within the scope; the number of a merged record finds the one that stayed. Fails with members.not_found. */
export async function memberByRef(ctx: Ctx, ref: string, scope: Scope): Promise<Member> {
  const row = await findByRef(ctx.sql, ref, scope);
  if (!row) throw memberNotFound();
  return toMember(row, await todayOf(ctx, row));
}

const toMember = (row: MemberRow, today: string): Member => ({
  id: row.id,
  memberId: row.memberId,
  name: row.name,
  email: row.email,
  accountId: row.accountId,
  memberTypeId: row.memberType.id,
  branchId: row.branch.id,
  className: row.className,
  status: statusOn(row, today),
  isExpired: isExpired(row, today),
  expiryDate: row.expiryDate,
  suspensionStart: row.suspensionStart,
  suspensionEnd: row.suspensionEnd,
  consent: row.consent,
});

export const members: Module = {
  name: 'members',
  routes: membersRoutes,
  messages: { ...membersMessages, ...memberPageMessages, ...typeMessages, ...ownMessages },
  pages: [...membersPages, ...typePages, ...ownPages],
  menu: [...membersMenu, ...typeMenu, ...ownMenu],
  schedules: [suspensions],
};
