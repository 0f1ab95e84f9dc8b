import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../../kernel/access.ts';
import type { App } from '../../kernel/context.ts';
import type { ResolveActor } from '../../kernel/http/server.ts';
import { whoByApiKey } from './api-keys.ts';
import { identityConfig } from './config.ts';
import { badToken } from './errors.ts';
import { anonymousGrants, sessionIdOfSecret, toGrants, type Who, whoBySession } from './grants.ts';
import { touchSession } from './queries.ts';
import { secretHash } from './secrets.ts';
import { keysOf } from './sessions.ts';
import { verifyAccess } from './tokens.ts';

const anonymous: Actor = { kind: 'anonymous', grants: anonymousGrants };
const SESSION_COOKIES = ['__Host-sid', 'sid'] as const;
/** Pings drop it at once here; elsewhere a change counts after at most this long. */
const REMEMBERED_MS = 1_000;
/** How often a browser session's last use is written down. */
const TOUCH_EVERY_MS = 60_000;

/** Who is calling: a bearer token, an API key or a browser session; nobody otherwise. A bad token is refused, not ignored. */
export function makeResolveActor(app: App): ResolveActor {
  const keys = keysOf(app);
  const known = new LRUCache<string, { who: Who; actor: Actor }>({ max: 5_000, ttl: REMEMBERED_MS });
  app.pings.subscribe((batch) => {
    if (batch.tags.some((tag) => tag === '*' || /^(session|account|role|member)(:|$)/.test(tag))) known.clear();
  });

  const load = async (sessionId: string): Promise<{ who: Who; actor: Actor }> => {
    const hit = known.get(sessionId);
    if (hit) return hit;
    const who = await whoBySession(app.pool, sessionId);
    if (who?.status !== 'ACTIVE') throw badToken();
    const loaded = { who, actor: actorOf(who, sessionId) };
    known.set(sessionId, loaded);
    return loaded;
  };
  const fromSession = async (sessionId: string): Promise<Actor> => {
    const { who, actor } = await load(sessionId);
    if (who.expiresAt <= app.clock.now()) throw badToken();
    return actor;
  };
  const fromCookie = async (secret: string): Promise<Actor> => {
    const sessionId = await sessionIdOfSecret(app.pool, secretHash(secret));
    if (!sessionId) return anonymous;
    const { who, actor } = await load(sessionId);
    const now = app.clock.now();
    if (who.expiresAt <= now) return anonymous;
    if (now.getTime() - who.lastSeenAt.getTime() > TOUCH_EVERY_MS) await slide(app, sessionId, who);
    return actor;
  };
  return async (request) => {
    const bearer = bearerOf(request);
    if (bearer !== null) return fromSession((await verifyAccess(app, keys, bearer)).sessionId);
    const key = request.headers['x-api-key'];
    if (typeof key === 'string') return whoByApiKey(app, key);
    const cookie = SESSION_COOKIES.map((name) => request.cookies[name]).find(Boolean);
    if (!cookie) return anonymous;
    return fromCookie(cookie).catch(() => anonymous);
  };
}

function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const match = /^Bearer ([\w.~+/=-]{1,4000})$/i.exec(header);
  if (!match?.[1]) throw badToken();
  return match[1];
}

async function slide(app: App, sessionId: string, who: Who): Promise<void> {
  const config = identityConfig(app.env);
  const idle = who.deskDevice ? config.DESK_IDLE_SECONDS : config.SESSION_IDLE_SECONDS;
  const now = app.clock.now();
  await touchSession(app.pool, sessionId, now, new Date(now.getTime() + idle * 1000));
}

function actorOf(who: Who, sessionId: string): Actor {
  const grants = toGrants(who.grants);
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
  };
}

/** The actor of a live session, outside HTTP (tests and the command line). */
export async function sessionActor(app: App, sessionId: string): Promise<Actor> {
  const who = await whoBySession(app.pool, sessionId);
  if (!who) throw badToken();
  return actorOf(who, sessionId);
}
