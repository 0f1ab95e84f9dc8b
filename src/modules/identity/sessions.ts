import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { App, VerbCtx } from '../../kernel/context.ts';
import { keptKey } from '../../kernel/keys.ts';
import { Moment } from '../../kernel/validation.ts';
import { identityConfig } from './config.ts';
import { toGrants, type Who, whoBySession } from './grants.ts';
import { insertRefreshToken, insertSession, type LoginAccount } from './queries.ts';
import { newSecret, secretHash } from './secrets.ts';
import { type SigningKeys, signAccess, signingKeys } from './tokens.ts';

export const UserReply = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  locale: z.enum(['id', 'en']),
  memberId: z.uuid().nullable(),
  branchId: z.uuid().nullable(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
});

/** S1's login reply, and the refresh token. */
export const SignedInReply = z.object({
  token: z.string(),
  expiresAt: Moment,
  refreshToken: z.string(),
  user: UserReply,
});
export type SignedIn = z.input<typeof SignedInReply>;

const known = new WeakMap<App, SigningKeys>();
export function keysOf(app: App): SigningKeys {
  const keys = known.get(app) ?? signingKeys(identityConfig(app.env).JWT_SECRET ?? keptKey(app.dataRoot, 'jwt.key'));
  known.set(app, keys);
  return keys;
}

/** Opens a session for a program: access token and refresh token. */
export async function openTokenSession(ctx: VerbCtx, account: LoginAccount): Promise<SignedIn> {
  const config = identityConfig(ctx.app.env);
  const expiresAt = new Date(ctx.now.getTime() + config.JWT_REFRESH_EXPIRES_IN);
  const sessionId = await insertSession(ctx.sql, {
    accountId: account.id,
    kind: 'token',
    secretHash: null,
    deskDevice: false,
    branchId: null,
    ip: ctx.request.ip,
    userAgent: ctx.request.userAgent,
    now: ctx.now,
    expiresAt,
  });
  ctx.record('session.opened', { type: 'LOGIN', id: sessionId, name: account.name });
  const refreshToken = newSecret();
  await insertRefreshToken(ctx.sql, secretHash(refreshToken), sessionId, ctx.now, expiresAt);
  const who = await whoBySession(ctx.sql, sessionId);
  if (!who) throw new Error(`session ${sessionId} vanished`);
  return signedIn(ctx, who, sessionId, refreshToken);
}

/** The successor is derived, not stored: who asks again with the same token within the grace gets the same one. */
export function nextRefreshToken(app: App, previous: string): { token: string; expiresAt: Date } {
  const key = keysOf(app).keys[0]?.secret ?? new Uint8Array();
  const token = createHmac('sha256', key).update('refresh').update(previous).digest('base64url');
  return { token, expiresAt: new Date(app.clock.now().getTime() + identityConfig(app.env).JWT_REFRESH_EXPIRES_IN) };
}

/** Access token and reply for a live session. */
export async function signedIn(ctx: VerbCtx, who: Who, sessionId: string, refreshToken: string): Promise<SignedIn> {
  const life = identityConfig(ctx.app.env).JWT_EXPIRES_IN;
  const access = await signAccess(ctx.app, keysOf(ctx.app), { accountId: who.accountId, sessionId }, life);
  return { ...access, refreshToken, user: describeUser(who) };
}

export function describeUser(who: Who): z.input<typeof UserReply> {
  const grants = toGrants(who.grants);
  const permissions = [...new Set(grants.flatMap((grant) => [...grant.permissions]))].sort();
  return {
    id: who.accountId,
    name: who.name,
    email: who.email,
    locale: who.locale,
    memberId: who.memberId,
    branchId: who.branchId,
    roles: who.grants.map((grant) => grant.role),
    permissions,
  };
}

/** A bearer token for a session that is open already. */
export async function accessTokenFor(app: App, accountId: string, sessionId: string): Promise<string> {
  const life = identityConfig(app.env).JWT_EXPIRES_IN;
  return (await signAccess(app, keysOf(app), { accountId, sessionId }, life)).token;
}
