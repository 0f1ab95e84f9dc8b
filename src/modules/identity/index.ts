import type { Module } from '../../kernel/module.ts';
import { identityMessages } from './messages.ts';
import { identityRoutes } from './routes.ts';

export { makeResolveActor, sessionActor } from './actor.ts';
export type { Assignment } from './assignments.ts';
export { closeAccount, eraseAccount, isStaffAccount } from './close-account.ts';
export { hashPassword } from './password.ts';
export { newPin } from './password-policy.ts';
export { BUILT_IN_ROLES, type BuiltInRole, PERMISSIONS, type Permission, ROLE_PERMISSIONS } from './permissions.ts';
export { createMemberAccount, createStaffAccount, requireStrong, setPassword } from './provide-account.ts';
export { revokeSessions } from './queries.ts';
export { accessTokenFor } from './sessions.ts';

export const identity: Module = { name: 'identity', routes: identityRoutes, messages: identityMessages };
