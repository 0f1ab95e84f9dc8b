import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { keptKey } from '../../drivers/files/kept-key.ts';
import type { Grant } from '../../kernel/access.ts';
import type { App, VerbCtx } from '../../kernel/context.ts';
import { Moment } from '../../kernel/validation.ts';
import { identityConfig } from './config.ts';
import { type Desk, requireDesk } from './desk.ts';
import { grantsOf, type Who, whoBySession } from './grants.ts';
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
  /** true: nothing is open but one's own account until the password is changed. */
  mustChangePassword: z.boolean(),
  totpEnabled: z.boolean(),
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

type Account = Pick<LoginAccount, 'id' | 'name'> & { member?: boolean };

/** Who stands at the door, for the record: there the actor is nobody yet. */
export const byOf = ({ id, ...who }: Account) => ({ accountId: id, name: who.name, member: who.member ?? false });

/** The same of whoever a session belongs to. */
export const byHolder = (who: Who) =>
  byOf({
    id: who.accountId,
    name: who.name,
    member: who.memberId !== null && grantsOf(who).every(({ scope }) => scope === 'own' || scope === 'public'),
  });

const NO_DESK: Desk = { deskDevice: false };
const secondsFrom = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/** Opens a session for a program: access token and refresh token. */
export async function openTokenSession(ctx: VerbCtx, account: Account, branchId?: string): Promise<SignedIn> {
  const config = identityConfig(ctx.app.env);
  const expiresAt = new Date(ctx.now.getTime() + config.JWT_REFRESH_EXPIRES_IN);
  const desk = { deskDevice: false, branchId };
  const { sessionId, who } = await openSession(ctx, account, { kind: 'token', secretHash: null, expiresAt, desk });
  const refreshToken = newSecret();
  await insertRefreshToken(ctx.sql, secretHash(refreshToken), sessionId, ctx.now, expiresAt);
  return signedIn(ctx, who, sessionId, refreshToken);
}

export interface BrowserSession {
  /** For the cookie alone. */
  secret: string;
  expiresAt: Date;
  user: z.input<typeof UserReply>;
}

/** Opens a session for a browser; it ends after some time without use, later on a desk device. */
export async function openBrowserSession(
  ctx: VerbCtx,
  account: Account,
  desk: Desk = NO_DESK,
): Promise<BrowserSession> {
  const config = identityConfig(ctx.app.env);
  const secret = newSecret();
  const idle = desk.deskDevice ? config.DESK_IDLE_SECONDS : config.SESSION_IDLE_SECONDS;
  const expiresAt = secondsFrom(ctx.now, idle);
  const { who } = await openSession(ctx, account, { kind: 'browser', secretHash: secretHash(secret), expiresAt, desk });
  return { secret, expiresAt, user: describeUser(who) };
}

interface Opening {
  kind: 'browser' | 'token';
  secretHash: Buffer | null;
  expiresAt: Date;
  desk: Desk;
}

async function openSession(ctx: VerbCtx, account: Account, { desk, ...opening }: Opening) {
  await requireDesk(ctx, account.id, desk);
  const sessionId = await insertSession(ctx.sql, {
    ...opening,
    accountId: account.id,
    deskDevice: desk.deskDevice,
    branchId: desk.branchId ?? null,
    ip: ctx.request.ip,
    userAgent: ctx.request.userAgent,
    now: ctx.now,
  });
  const by = byOf(account);
  ctx.record('session.opened', { type: 'LOGIN', id: sessionId, name: account.name, branchId: desk.branchId, by });
  const who = await whoBySession(ctx.sql, sessionId);
  if (!who) throw new Error(`session ${sessionId} vanished`);
  return { sessionId, who };
}

/** The successor is derived, not stored: who asks again with the same token within the grace gets the same one. */
export function nextRefreshToken(app: App, previous: string): { token: string; expiresAt: Date } {
  const signing = keysOf(app).keys[0]?.secret ?? new Uint8Array();
  const key = createHmac('sha256', signing).update('key of refresh tokens').digest();
  const token = createHmac('sha256', key).update(previous).digest('base64url');
  return { token, expiresAt: new Date(app.clock.now().getTime() + identityConfig(app.env).JWT_REFRESH_EXPIRES_IN) };
}

/** Access token and reply for a live session. */
export async function signedIn(ctx: VerbCtx, who: Who, sessionId: string, refreshToken: string): Promise<SignedIn> {
  const life = identityConfig(ctx.app.env).JWT_EXPIRES_IN;
  const access = await signAccess(ctx.app, keysOf(ctx.app), { accountId: who.accountId, sessionId }, life);
  return { ...access, refreshToken, user: describeUser(who) };
}

export function describeUser(who: Who): z.input<typeof UserReply> {
  return {
    id: who.accountId,
    name: who.name,
    email: who.email,
    locale: who.locale,
    memberId: who.memberId,
    branchId: who.branchId,
    roles: [...new Set(who.grants.map((grant) => grant.role))],
    permissions: permissionsIn(grantsOf(who)),
    mustChangePassword: who.mustChangePassword,
    totpEnabled: who.totpEnabled,
  };
}

export const permissionsIn = (grants: readonly Grant[]): string[] =>
  [...new Set(grants.flatMap((grant) => [...grant.permissions]))].sort();

/** A bearer token for a session that is open already. */
export async function accessTokenFor(app: App, accountId: string, sessionId: string): Promise<string> {
  const life = identityConfig(app.env).JWT_EXPIRES_IN;
  return (await signAccess(app, keysOf(app), { accountId, sessionId }, life)).token;
}
