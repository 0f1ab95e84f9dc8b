import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { App } from '../../kernel/context.ts';
import { badToken } from './errors.ts';

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() });
const ISSUER = 'pustaka';
const AUDIENCE = 'pustaka-api';
const TYPE = 'at+jwt';

export interface SigningKeys {
  /** The first key signs; all of them verify, found by kid. */
  readonly keys: readonly { kid: string; secret: Uint8Array }[];
}

/** Keys separated by comma: put a new one in front to rotate. */
export function signingKeys(text: string): SigningKeys {
  const keys = text.split(',').map((part) => {
    const secret = new TextEncoder().encode(part.trim());
    return { kid: createHash('sha256').update(secret).digest('base64url').slice(0, 8), secret };
  });
  return { keys };
}

export interface AccessClaims {
  accountId: string;
  sessionId: string;
}

/** HS256 access token; expiresAt by the business clock. */
export async function signAccess(
  app: App,
  keys: SigningKeys,
  claims: AccessClaims,
  lifeMs: number,
): Promise<{ token: string; expiresAt: Date }> {
  const [key] = keys.keys;
  if (!key) throw new Error('no signing key');
  const now = app.clock.now();
  const expiresAt = new Date(now.getTime() + lifeMs);
  const token = await new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid: key.kid })
    .setSubject(claims.accountId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
    .sign(key.secret);
  return { token, expiresAt };
}

interface Verified extends AccessClaims {
  /** Seconds since 1970. */
  exp: number;
}

/** A signature that was good once stays good; whether the token ran out and its session lives is asked each time. */
const verified = new WeakMap<SigningKeys, LRUCache<string, Verified>>();

export async function verifyAccess(app: App, keys: SigningKeys, token: string): Promise<AccessClaims> {
  const known = verified.get(keys) ?? new LRUCache<string, Verified>({ max: 5_000 });
  verified.set(keys, known);
  const claims = known.get(token) ?? (await verify(app, keys, token));
  if (claims.exp <= Math.floor(app.clock.now().getTime() / 1000)) throw badToken();
  known.set(token, claims);
  return claims;
}

async function verify(app: App, keys: SigningKeys, token: string): Promise<Verified> {
  try {
    const { payload } = await jwtVerify(
      token,
      async (header) => {
        const key = keys.keys.find((k) => k.kid === header.kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key.secret;
      },
      {
        algorithms: ['HS256'],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'iat'],
        currentDate: app.clock.now(),
      },
    );
    const claims = Claims.safeParse(payload);
    if (claims.success) return { accountId: claims.data.sub, sessionId: claims.data.sid, exp: claims.data.exp };
  } catch {
    // every way a token can be wrong gets the same answer
  }
  throw badToken();
}
