import { failure } from '../../kernel/errors.ts';

/** One answer for unknown account, wrong password and closed account. */
export const badCredentials = () => failure('UNAUTHORIZED', 'identity.bad_credentials');
export const badToken = () => failure('UNAUTHORIZED', 'identity.bad_token');
export const setupDone = () => failure('NOT_FOUND', 'kernel.route_not_found');
export const emailTaken = () => failure('CONFLICT', 'identity.email_taken', { field: 'email' });
export const weakPassword = () => failure('VALIDATION_ERROR', 'identity.weak_password', { field: 'password' });
export const cannotGrant = (permission: string) =>
  failure('FORBIDDEN', 'identity.cannot_grant', { params: { permission } });
export const lastAdmin = () => failure('CONFLICT', 'identity.last_admin');
