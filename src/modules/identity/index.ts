import type { Module } from '../../kernel/module.ts';
import { letterJob } from './letters.ts';
import { identityMessages } from './messages.ts';
import { identityPageMessages } from './pages/messages.ts';
import { ownMessages } from './pages/own-messages.ts';
import { identityMenu, identityPages } from './pages/screens.ts';
import { staffPageMessages } from './pages/staff/messages.ts';
import { staffMenu, staffPages } from './pages/staff/screens.ts';
import { passwordVerifications } from './password.ts';
import { identityRoutes } from './routes.ts';
import { identitySchedules } from './schedules.ts';

export { accountActor, makeResolveActor, sessionActor } from './actor.ts';
export type { Assignment } from './assignments.ts';
export { closeAccount, eraseAccount, isStaffAccount } from './close-account.ts';
export { cookieName, sessionCookie } from './cookie.ts';
export { isOldHash, type MovedAccount, putMovedAccounts } from './moved-in.ts';
export { moveMemberEmail, requireOwnPassword } from './own-account.ts';
export { takeTheme } from './pages/small-acts.ts';
export { hashPassword } from './password.ts';
export { newPin } from './password-policy.ts';
export { BUILT_IN_ROLES, type BuiltInRole, PERMISSIONS, type Permission, ROLE_PERMISSIONS } from './permissions.ts';
export { createMemberAccount, createStaffAccount, requireStrong, setPassword } from './provide-account.ts';
export { revokeSessions } from './queries.ts';
export { fieldKeys } from './second-factor.ts';
export { accessTokenFor, openBrowserSession } from './sessions.ts';
export { enter, enterByCode, leave } from './verbs/browser-session.ts';
export { createStaff } from './verbs/create-staff.ts';
export { passwordLink } from './verbs/password-link.ts';
export { resetStaffPassword } from './verbs/staff-access.ts';
export { updateStaff } from './verbs/update-staff.ts';
export { listRoles, listStaff } from './views.ts';

export const identity: Module = {
  name: 'identity',
  routes: identityRoutes,
  messages: { ...identityMessages, ...identityPageMessages, ...staffPageMessages, ...ownMessages },
  pages: [...identityPages, ...staffPages],
  menu: [...identityMenu, ...staffMenu],
  jobs: [letterJob],
  schedules: identitySchedules,
  metrics: (app) => app.telemetry.registry.registerMetric(passwordVerifications),
};
