import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type App, type Ctx, makeCtx, systemActor } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { asSystem } from '../../kernel/verb.ts';
import { isSetUp } from './queries.ts';

const VALID_MS = 24 * 3_600_000;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const dropLinks = prepared('setup.links.drop', `delete from one_time_tokens where purpose = 'SETUP'`);
const addLink = prepared(
  'setup.links.add',
  `insert into one_time_tokens (token_hash, purpose, created_at, expires_at) values ($1, 'SETUP', $2, $3)`,
);

/** A new one-time token, of which only the hash is stored; older ones end. Null when the library is set up. */
export async function issueSetupToken(app: App): Promise<string | null> {
  const ctx = makeCtx(app, systemActor('setup'));
  if (await isSetUp(ctx.sql)) return null;
  const token = randomBytes(32).toString('base64url');
  await asSystem(ctx, async (tx) => {
    await dropLinks.all(tx.sql, []);
    await addLink.all(tx.sql, [hashOf(token), tx.now, new Date(tx.now.getTime() + VALID_MS)]);
    tx.record('setup.link_issued', { type: 'CREATE', id: 'setup' });
  });
  return token;
}

const liveLinks = prepared<{ hash: Buffer }>(
  'setup.links.live',
  `select token_hash as hash from one_time_tokens where purpose = 'SETUP' and expires_at > $1`,
);

/** Every live link is compared whole: the time taken says nothing about the token. */
export async function isSetupToken(ctx: Pick<Ctx, 'sql' | 'now'>, token: unknown): Promise<boolean> {
  const given = hashOf(typeof token === 'string' ? token : '');
  const live = await liveLinks.all(ctx.sql, [ctx.now]);
  return live.map(({ hash }) => timingSafeEqual(hash, given)).includes(true);
}

export async function endSetupLinks(ctx: Pick<Ctx, 'sql'>): Promise<void> {
  await dropLinks.all(ctx.sql, []);
}
