import type { Module } from '../../kernel/module.ts';
import { identityMessages } from './messages.ts';
import { identityRoutes } from './routes.ts';

export { makeResolveActor, sessionActor } from './actor.ts';
export { hashPassword } from './password.ts';
export { BUILT_IN_ROLES, PERMISSIONS, type Permission, ROLE_PERMISSIONS } from './permissions.ts';
export { revokeSessions } from './queries.ts';
export { accessTokenFor } from './sessions.ts';

export const identity: Module = { name: 'identity', routes: identityRoutes, messages: identityMessages };
