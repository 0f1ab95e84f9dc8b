import { z } from 'zod';
import { listRoute, route } from '../../kernel/http/route.ts';
import { sessionCookie } from './cookie.ts';
import { RoleReply } from './roles.ts';
import { SignedInReply, UserReply } from './sessions.ts';
import { StaffReply } from './staff.ts';
import { createKey, KeyReply, NewKeyReply, removeKey, updateKey } from './verbs/api-keys.ts';
import { enter, enterByCode, leave } from './verbs/browser-session.ts';
import { changePassword } from './verbs/change-password.ts';
import { activate, resetPassword } from './verbs/choose-password.ts';
import { createStaff } from './verbs/create-staff.ts';
import { forgotPassword } from './verbs/forgot-password.ts';
import { login, loginByCode } from './verbs/login.ts';
import { logout } from './verbs/logout.ts';
import { refresh } from './verbs/refresh.ts';
import { register } from './verbs/register.ts';
import { removeStaff } from './verbs/remove-staff.ts';
import { createRole, removeRole, updateRole } from './verbs/roles.ts';
import { endOtherSessions, endSession } from './verbs/sessions.ts';
import { inviteStaff, removeStaffTotp, resetStaffPassword } from './verbs/staff-access.ts';
import { beginTotp, confirmTotp, newRecoveryCodes, removeTotp } from './verbs/totp.ts';
import { updateStaff } from './verbs/update-staff.ts';
import {
  getRole,
  getStaff,
  listKeys,
  listPermissions,
  listRoles,
  listSessions,
  listStaff,
  me,
  PermissionReply,
  SessionReply,
} from './views.ts';

const auth = { rate: 'AUTH' } as const;
const made = { status: 201 } as const;

const SignedOut = z.object({ signedOut: z.boolean() });
const EnteredReply = SignedInReply.pick({ user: true, expiresAt: true });
const Changed = z.object({ changed: z.boolean() });
/** The letter, if any, follows; the answer is the same for everybody. */
const accepted = { ...auth, status: 202, message: 'identity.letter_follows' } as const;
const Accepted = z.object({ accepted: z.boolean() });
const Ended = z.object({ ended: z.int() });
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const identityRoutes = [
  route('POST /auth/login', login, SignedInReply, auth),
  route('POST /auth/login/totp', loginByCode, SignedInReply, auth),
  route('POST /auth/logout', logout, SignedOut),
  route('POST /auth/refresh', refresh, SignedInReply, auth),
  route('GET /auth/me', me, UserReply),

  route('POST /auth/session', enter, EnteredReply, {
    ...auth,
    cookie: (ctx, { secret }) => sessionCookie(ctx.app, secret),
  }),
  route('POST /auth/session/totp', enterByCode, EnteredReply, {
    ...auth,
    cookie: (ctx, { secret }) => sessionCookie(ctx.app, secret),
  }),
  route('DELETE /auth/session', leave, SignedOut, { cookie: (ctx) => sessionCookie(ctx.app, null) }),

  route('POST /auth/register', register, Accepted, accepted),
  route('POST /auth/activate', activate, Changed, auth),
  route('POST /auth/forgot-password', forgotPassword, Accepted, accepted),
  route('POST /auth/reset-password', resetPassword, Changed, auth),
  route('POST /auth/change-password', changePassword, Changed.extend({ sessionsEnded: z.int() }), auth),

  listRoute('GET /auth/sessions', listSessions, SessionReply),
  route('DELETE /auth/sessions', endOtherSessions, Ended),
  route('DELETE /auth/sessions/:id', endSession, Ended),

  route('POST /auth/totp', beginTotp, z.object({ secret: z.string(), url: z.string() }), made),
  route('POST /auth/totp/confirm', confirmTotp, RecoveryCodes, auth),
  route('POST /auth/totp/recovery-codes', newRecoveryCodes, RecoveryCodes, auth),
  route('DELETE /auth/totp', removeTotp, z.object({ totpEnabled: z.boolean() }), auth),

  listRoute('GET /auth/api-keys', listKeys, KeyReply),
  route('POST /auth/api-keys', createKey, NewKeyReply, made),
  route('PATCH /auth/api-keys/:id', updateKey, KeyReply),
  route('DELETE /auth/api-keys/:id', removeKey, z.object({ revoked: z.boolean() })),

  listRoute('GET /roles', listRoles, RoleReply),
  route('POST /roles', createRole, RoleReply, made),
  route('GET /roles/:id', getRole, RoleReply),
  route('PATCH /roles/:id', updateRole, RoleReply),
  route('DELETE /roles/:id', removeRole, z.object({ deleted: z.boolean() })),
  route('GET /permissions', listPermissions, z.array(PermissionReply)),

  listRoute('GET /admins', listStaff, StaffReply),
  route('POST /admins', createStaff, StaffReply, made),
  route('GET /admins/:id', getStaff, StaffReply),
  route('PATCH /admins/:id', updateStaff, StaffReply),
  route('DELETE /admins/:id', removeStaff, StaffReply.pick({ id: true, status: true })),
  route('POST /admins/:id/password', resetStaffPassword, StaffReply),
  route('POST /admins/:id/invitation', inviteStaff, Accepted, { status: 202 }),
  route('DELETE /admins/:id/totp', removeStaffTotp, StaffReply),
];
