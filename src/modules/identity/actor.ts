import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../../kernel/access.ts';
import type { App } from '../../kernel/context.ts';
import { fromDatabase } from '../../kernel/database-errors.ts';
import { Failure } from '../../kernel/errors.ts';
import type { ResolveActor } from '../../kernel/http/config.ts';
import { holderOfKey, type KeyHolder, keyActor, touchKey } from './api-keys.ts';
import { identityConfig } from './config.ts';
import { cookieName } from './cookie.ts';
import { badToken } from './errors.ts';
import {
  type Asker,
  anonymousGrants,
  grantsOf,
  sessionIdOfSecret,
  type Who,
  whoByAccount,
  whoBySession,
} from './grants.ts';
import { touchSession } from './queries.ts';
import { secretHash } from './secrets.ts';
import { keysOf } from './sessions.ts';
import { type AccessClaims, verifyAccess } from './tokens.ts';

const anonymous: Actor = { kind: 'anonymous', grants: anonymousGrants };
/** Pings drop it at once here; elsewhere a change counts after at most this long. */
const REMEMBERED_MS = 1_000;
/** How often the last use of a session or key is written down. */
const TOUCH_EVERY_MS = 60_000;
const CONCERNS = /^(session|account|role|member|key)(:|$)/;

interface Seen {
  who: Who;
  actor: Actor;
}

/** Loads once a second at most; what was read before a change is not kept after it. */
function remembering<T extends object>(app: App, load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new LRUCache<string, T>({ max: 5_000, ttl: REMEMBERED_MS });
  let changes = 0;
  app.pings.subscribe((batch) => {
    if (!batch.tags.some((tag) => tag === '*' || CONCERNS.test(tag))) return;
    changes++;
    known.clear();
  });
  return async (key) => {
    const hit = known.get(key);
    if (hit) return hit;
    const before = changes;
    const loaded = await load(key);
    if (before === changes) known.set(key, loaded);
    return loaded;
  };
}

type Load<T> = (key: string) => Promise<T>;

/** Who is calling: a bearer token, an API key or a browser session; nobody otherwise. A bad token is refused, not ignored. */
export function makeResolveActor(app: App): ResolveActor {
  const keys = keysOf(app);
  const session = remembering(app, async (sessionId) => {
    const who = await whoBySession(app.pool, sessionId);
    if (who?.status !== 'ACTIVE') throw badToken();
    return { who, actor: actorOf(who, sessionId) };
  });
  const holder = remembering(app, async (hash) => {
    const found = await holderOfKey(app.pool, Buffer.from(hash, 'hex'));
    if (found?.status !== 'ACTIVE') throw badToken();
    return { holder: found, actor: keyActor(found) };
  });

  const resolve: ResolveActor = async (request) => {
    const bearer = bearerOf(request);
    if (bearer !== null) return fromToken(app, session, await verifyAccess(app, keys, bearer));
    const apiKey = request.headers['x-api-key'];
    if (typeof apiKey === 'string') return fromKey(app, holder, apiKey);
    const cookie = request.cookies[cookieName(app)];
    return cookie ? fromCookie(app, session, cookie).catch(signedOut) : anonymous;
  };
  return async (request) => {
    try {
      return await resolve(request);
    } catch (error) {
      throw fromDatabase(error);
    }
  };
}

async function fromToken(app: App, session: Load<Seen>, claims: AccessClaims): Promise<Actor> {
  const { who, actor } = await session(claims.sessionId);
  if (who.expiresAt <= app.clock.now() || who.accountId !== claims.accountId) throw badToken();
  return actor;
}

async function fromKey(app: App, load: Load<{ holder: KeyHolder; actor: Actor }>, secret: string): Promise<Actor> {
  const { holder, actor } = await load(secretHash(secret).toString('hex'));
  const now = app.clock.now();
  if (holder.expiresAt && holder.expiresAt <= now) throw badToken();
  if (now.getTime() - (holder.lastUsedAt?.getTime() ?? 0) > TOUCH_EVERY_MS) await markUse(app, holder, now);
  return actor;
}

async function fromCookie(app: App, session: Load<Seen>, secret: string): Promise<Actor> {
  const sessionId = await sessionIdOfSecret(app.pool, secretHash(secret));
  if (!sessionId) return anonymous;
  const { who, actor } = await session(sessionId);
  const now = app.clock.now();
  if (who.expiresAt <= now) return anonymous;
  if (now.getTime() - who.lastSeenAt.getTime() > TOUCH_EVERY_MS) await slide(app, sessionId, who, now);
  return actor;
}

/** A browser whose session ended is nobody; a database that is away is another matter. */
function signedOut(error: unknown): Actor {
  if (error instanceof Failure && error.kind === 'UNAUTHORIZED') return anonymous;
  throw error;
}

function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const match = /^Bearer ([\w.~+/=-]{1,4000})$/i.exec(header);
  if (!match?.[1]) throw badToken();
  return match[1];
}

async function slide(app: App, sessionId: string, who: Who, now: Date): Promise<void> {
  const config = identityConfig(app.env);
  const idle = who.deskDevice ? config.DESK_IDLE_SECONDS : config.SESSION_IDLE_SECONDS;
  who.lastSeenAt = now;
  who.expiresAt = new Date(now.getTime() + idle * 1000);
  await touchSession(app.pool, sessionId, now, who.expiresAt);
}

async function markUse(app: App, holder: KeyHolder, now: Date): Promise<void> {
  holder.lastUsedAt = now;
  await touchKey(app.pool, holder.keyId, now);
}

function actorOf(who: Asker, sessionId: string | null): Actor {
  const grants = grantsOf(who);
  return {
    kind: 'account',
    accountId: who.accountId,
    name: who.name,
    memberId: who.memberId,
    sessionId,
    apiKeyId: null,
    branchId: who.branchId ?? grants.find((grant) => grant.branchId)?.branchId ?? null,
    locale: who.locale,
    grants,
    ...(who.mustChangePassword ? { heldBack: 'identity.change_password_first' } : {}),
  };
}

/** The actor of a live session, outside HTTP (tests and the command line). */
export async function sessionActor(app: App, sessionId: string): Promise<Actor> {
  const who = await whoBySession(app.pool, sessionId);
  if (!who) throw badToken();
  return actorOf(who, sessionId);
}

/** Whoever asked for work that is done later, with what he may do by now; null when he may do nothing any more. */
export async function accountActor(app: App, accountId: string): Promise<Actor | null> {
  const who = await whoByAccount(app.pool, accountId);
  return who?.status === 'ACTIVE' ? actorOf(who, null) : null;
}
