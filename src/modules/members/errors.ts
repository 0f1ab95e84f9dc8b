import type { Ctx } from '../../kernel/context.ts';
import { onConstraint } from '../../kernel/database-errors.ts';
import { type Failure, failure, invalid, notFound } from '../../kernel/errors.ts';

export const memberNotFound = (): Failure => notFound('members.not_found');
export const typeNotFound = (): Failure => notFound('members.type_not_found');
export const batchNotFound = (): Failure => notFound('members.batch_not_found');

/** Codes of what the state of a member forbids; the same ones stand in `why`. */
export type Refusal =
  | 'members.is_deleted'
  | 'members.not_deleted'
  | 'members.is_merged'
  | 'members.is_erased'
  | 'members.has_open_loans'
  | 'members.owes'
  | 'members.already_suspended'
  | 'members.not_suspended'
  | 'members.never_expires'
  | 'kernel.forbidden';

export const refused = (code: Refusal): Failure => failure('CONFLICT', code);
export const numberTaken = (): Failure => failure('CONFLICT', 'members.number_taken', { field: 'memberId' });
export const emailTaken = (): Failure => failure('CONFLICT', 'members.email_taken', { field: 'email' });
export const staffAccount = (): Failure => failure('CONFLICT', 'members.staff_account');
export const expiresBeforeJoining = (): Failure => invalid('expiryDate', 'members.expires_before_joining');

onConstraint({
  members_member_id: numberTaken,
  members_email: emailTaken,
  member_types_code: () => failure('CONFLICT', 'members.type_code_taken', { field: 'code' }),
  member_suspensions_open: () => failure('CONFLICT', 'members.already_suspended'),
});

export function requireVersion(ctx: Ctx, current: number): void {
  if (ctx.request.ifMatch !== undefined && ctx.request.ifMatch !== current)
    throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
}
