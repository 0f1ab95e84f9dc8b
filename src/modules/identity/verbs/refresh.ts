import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import { Remembered } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { verb } from '../../../kernel/verb.ts';
import { badToken } from '../errors.ts';
import { whoBySession } from '../grants.ts';
import { insertRefreshToken, revokeSession, touchSession } from '../queries.ts';
import { secretHash } from '../secrets.ts';
import { byHolder, nextRefreshToken, type SignedIn, signedIn } from '../sessions.ts';

/** A reply that was lost on the way may be asked again for so long, and gets the same successor. */
const GRACE_MS = 10_000;

interface RefreshRow {
  sessionId: string;
  accountId: string;
  expiresAt: Date;
  usedAt: Date | null;
}

const lockToken = prepared<RefreshRow>(
  'identity.refresh.lock',
  `select t.session_id as "sessionId", s.account_id as "accountId", t.expires_at as "expiresAt", t.used_at as "usedAt"
   from refresh_tokens t join sessions s on s.id = t.session_id
   where t.token_hash = $1 and s.revoked_at is null for update of t`,
);
const markUsed = prepared('identity.refresh.used', 'update refresh_tokens set used_at = $2 where token_hash = $1');

export const refresh = verb({
  name: 'identity.refresh',
  permission: ANYONE,
  input: z.strictObject({ refreshToken: z.string().min(20).max(200) }),
  async run(ctx, { refreshToken }): Promise<SignedIn | Remembered> {
    const hash = secretHash(refreshToken);
    const row = await lockToken.one(ctx.sql, [hash]);
    if (!row || row.expiresAt <= ctx.now) throw badToken();
    const who = await whoBySession(ctx.sql, row.sessionId);
    if (who?.status !== 'ACTIVE') throw badToken();
    const next = nextRefreshToken(ctx.app, refreshToken);
    if (!row.usedAt) {
      await markUsed.all(ctx.sql, [hash, ctx.now]);
      await insertRefreshToken(ctx.sql, secretHash(next.token), row.sessionId, ctx.now, next.expiresAt);
      await touchSession(ctx.sql, row.sessionId, ctx.now, next.expiresAt);
      ctx.record('session.refreshed', { type: 'LOGIN', id: row.sessionId, name: who.name, by: byHolder(who) });
      return signedIn(ctx, who, row.sessionId, next.token);
    }
    if (ctx.now.getTime() - row.usedAt.getTime() <= GRACE_MS)
      return ctx.unchanged(await signedIn(ctx, who, row.sessionId, next.token));
    await revokeSession(ctx.sql, row.sessionId, ctx.now, 'refresh token reused');
    ctx.record('session.revoked', {
      type: 'LOGOUT',
      id: row.sessionId,
      name: who.name,
      new: { reason: 'refresh token reused' },
      by: byHolder(who),
    });
    return new Remembered(badToken());
  },
});
