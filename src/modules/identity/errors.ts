import { onConstraint } from '../../kernel/database-errors.ts';
import { failure, invalid, notFound } from '../../kernel/errors.ts';

/** One answer for unknown account, wrong password and closed account. */
export const badCredentials = () => failure('UNAUTHORIZED', 'identity.bad_credentials');
export const badToken = () => failure('UNAUTHORIZED', 'identity.bad_token');
export const setupDone = () => failure('NOT_FOUND', 'kernel.route_not_found');
export const emailTaken = () => failure('CONFLICT', 'identity.email_taken', { field: 'email' });
export const weakPassword = (field = 'password') => invalid(field, 'identity.weak_password');
export const cannotGrant = (permission: string) =>
  failure('FORBIDDEN', 'identity.cannot_grant', { params: { permission } });
export const lastAdmin = () => failure('CONFLICT', 'identity.last_admin');
export const accountNotFound = () => notFound('identity.account_not_found');
export const unknownRole = (role: string) => invalid('roles', 'identity.unknown_role', { role });

onConstraint({
  accounts_email: emailTaken,
  roles_name: () => failure('CONFLICT', 'identity.role_name_taken', { field: 'name' }),
  account_roles_one: () => invalid('roles', 'identity.role_twice'),
});

export const badCode = () => failure('UNAUTHORIZED', 'identity.bad_code', { field: 'code' });
