import { z } from 'zod';
import { route } from '../../kernel/http/route.ts';
import { SignedInReply, UserReply } from './sessions.ts';
import { login } from './verbs/login.ts';
import { logout } from './verbs/logout.ts';
import { refresh } from './verbs/refresh.ts';
import { me } from './views.ts';

export const identityRoutes = [
  route('POST /auth/login', login, SignedInReply, { rate: 'AUTH' }),
  route('POST /auth/logout', logout, z.object({ signedOut: z.boolean() })),
  route('POST /auth/refresh', refresh, SignedInReply, { rate: 'AUTH' }),
  route('GET /auth/me', me, UserReply),
];
