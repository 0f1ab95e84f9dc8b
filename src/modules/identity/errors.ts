import { type Actor, scopeFor } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { onConstraint } from '../../kernel/database-errors.ts';
import { type Failure, failure, invalid, notFound } from '../../kernel/errors.ts';

/** One answer for unknown account, wrong password and closed account. */
export const badCredentials = () => failure('UNAUTHORIZED', 'identity.bad_credentials');
export const badToken = () => failure('UNAUTHORIZED', 'identity.bad_token');
export const badCode = () => failure('UNAUTHORIZED', 'identity.bad_code', { field: 'code' });
/** The same for somebody who is signed in. */
export const wrongCode = () => invalid('code', 'identity.bad_code');
export const wrongPassword = () => invalid('currentPassword', 'identity.wrong_password');
export const samePassword = () => invalid('newPassword', 'identity.same_password');
export const weakPassword = (field = 'password') => invalid(field, 'identity.weak_password');
export const badLink = () => invalid('token', 'identity.bad_link');

export const totpOn = () => failure('CONFLICT', 'identity.totp_on');
export const totpOff = () => failure('CONFLICT', 'identity.totp_off');
export const totpNotBegun = () => failure('CONFLICT', 'identity.totp_not_begun');

export const accountNotFound = () => notFound('identity.account_not_found');
export const emailTaken = () => failure('CONFLICT', 'identity.email_taken', { field: 'email' });
export const lastAdmin = () => failure('CONFLICT', 'identity.last_admin');
export const keyNotFound = () => notFound('identity.key_not_found');

export const roleNotFound = () => notFound('identity.role_not_found');
export const roleNameTaken = () => failure('CONFLICT', 'identity.role_name_taken', { field: 'name' });
export const roleInUse = (holders: number) => failure('CONFLICT', 'identity.role_in_use', { params: { holders } });
export const builtInRole = (role: string) => failure('CONFLICT', 'identity.built_in_role', { params: { role } });
export const unknownRole = (role: string) => invalid('roles', 'identity.unknown_role', { role });
export const notStaffRole = (role: string) => invalid('roles', 'identity.not_staff_role', { role });
export const cannotGrant = (permission: string) =>
  failure('FORBIDDEN', 'identity.cannot_grant', { params: { permission } });

onConstraint({
  accounts_email: emailTaken,
  roles_name: roleNameTaken,
  account_roles_one: () => invalid('roles', 'identity.role_twice'),
});

export function requireEverywhere(actor: Actor, permission: string, refusal: Failure): void {
  if (scopeFor(actor, permission)?.kind !== 'all') throw refusal;
}

export function requireVersion(ctx: Ctx, current: number): void {
  if (ctx.request.ifMatch !== undefined && ctx.request.ifMatch !== current)
    throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
}
