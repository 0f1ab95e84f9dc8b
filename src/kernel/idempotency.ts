import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { canonicalJson } from '../lib/canonical-json.ts';
import type { Ctx } from './context.ts';
import { failure, Remembered } from './errors.ts';
import { prepared } from './prepared.ts';

export const KEPT_HOURS = 24;

const claim = prepared<{ claimed: boolean }>(
  'kernel.idempotency.claim',
  `insert into idempotency_keys (actor, key, body_hash, created_at) values ($1, $2, $3, $4)
   on conflict (actor, key) do nothing returning true as claimed`,
);
const stored = prepared<{ sameBody: boolean; reply: { data: unknown } | null }>(
  'kernel.idempotency.stored',
  'select body_hash = $3 as "sameBody", reply from idempotency_keys where actor = $1 and key = $2',
);
const keep = prepared(
  'kernel.idempotency.keep',
  'update idempotency_keys set reply = $3 where actor = $1 and key = $2',
);

const free = prepared('kernel.idempotency.free', 'delete from idempotency_keys where actor = $1 and key = $2');

const actorKey = (ctx: Ctx): string =>
  ctx.actor.kind === 'account' ? ctx.actor.accountId : `anonymous:${ctx.request.ip}`;

/** Inserted first, in the verb's transaction: a duplicate waits here, then gets the first one's reply. */
export async function claimKey<O>(
  ctx: Ctx,
  client: PoolClient,
  call: { key: string; raw: unknown },
): Promise<{ reply: O } | undefined> {
  const key = ctx.request.idempotencyKey;
  if (!key) return undefined;
  const hash = createHash('sha256')
    .update(call.key)
    .update('\n')
    .update(canonicalJson(JSON.parse(JSON.stringify(call.raw))))
    .digest();
  if (await claim.one(client, [actorKey(ctx), key, hash, ctx.now])) return undefined;
  const first = await stored.one(client, [actorKey(ctx), key, hash]);
  if (!first?.sameBody) throw failure('UNPROCESSABLE', 'kernel.key_reused');
  if (!first.reply) throw failure('UNAVAILABLE', 'kernel.unavailable', { retryAfter: 1 });
  return { reply: first.reply.data as O };
}

/** Only successes are kept; after a remembered refusal the key is free again. */
export async function keepReply(ctx: Ctx, client: PoolClient, reply: unknown): Promise<void> {
  const key = ctx.request.idempotencyKey;
  if (!key) return;
  if (reply instanceof Remembered) await free.all(client, [actorKey(ctx), key]);
  else await keep.all(client, [actorKey(ctx), key, JSON.stringify({ data: reply })]);
}
