import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { keyNotFound } from './errors.ts';
import type { Window } from './window.ts';

export interface ApiKey {
  id: string;
  accountId: string;
  accountName: string;
  name: string;
  prefix: string;
  permissions: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

const KEY = `k.id, k.account_id as "accountId", a.name as "accountName", k.name, k.prefix, k.permissions,
  k.created_at as "createdAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"`;
const LIVE = 'from api_keys k join accounts a on a.id = k.account_id where k.revoked_at is null';

/** Whoever manages keys everywhere sees them all; others their own. */
const ownerIn = ({ scope, actor }: Ctx): string | null =>
  scope.kind === 'all' ? null : actor.kind === 'account' ? actor.accountId : NOBODY;
const NOBODY = '00000000-0000-0000-0000-000000000000';

const list = prepared<ApiKey>(
  'identity.keys',
  `select ${KEY} ${LIVE} and ($1::uuid is null or k.account_id = $1) and ($2::uuid is null or k.id < $2)
   order by k.id desc limit $3 offset $4`,
);
const count = prepared<{ total: number }>(
  'identity.keys.count',
  `select count(*)::int as total ${LIVE} and ($1::uuid is null or k.account_id = $1)`,
);
export async function keysIn(ctx: Ctx, { after, limit, offset }: Window): Promise<{ rows: ApiKey[]; total: number }> {
  const owner = ownerIn(ctx);
  const rows = await list.all(ctx.sql, [owner, after, limit, offset]);
  return { rows, total: (await count.one(ctx.sql, [owner]))?.total ?? 0 };
}

const lock = prepared<ApiKey>(
  'identity.key.lock',
  `select ${KEY} ${LIVE} and k.id = $1 and ($2::uuid is null or k.account_id = $2) for no key update of k`,
);
export async function lockKey(ctx: VerbCtx, id: string): Promise<ApiKey> {
  const key = await lock.one(ctx.sql, [id, ownerIn(ctx)]);
  if (!key) throw keyNotFound();
  return key;
}

interface NewKey {
  accountId: string;
  name: string;
  permissions: readonly string[];
  prefix: string;
  hash: Buffer;
  expiresAt: Date | null;
}

const add = prepared(
  'identity.key.add',
  `insert into api_keys (id, account_id, name, secret_hash, prefix, permissions, created_at, created_by, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $2, $8)`,
);
export async function insertKey(ctx: VerbCtx, k: NewKey): Promise<ApiKey> {
  const id = newId();
  await add.all(ctx.sql, [id, k.accountId, k.name, k.hash, k.prefix, k.permissions, ctx.now, k.expiresAt]);
  return lockKey({ ...ctx, scope: { kind: 'all' } }, id);
}

const change = prepared('identity.key.change', 'update api_keys set name = $2, expires_at = $3 where id = $1');
export const storeKey = (ctx: VerbCtx, k: ApiKey) => change.all(ctx.sql, [k.id, k.name, k.expiresAt]);

const revoke = prepared('identity.key.revoke', 'update api_keys set revoked_at = $2 where id = $1');
export const revokeKey = (ctx: VerbCtx, id: string) => revoke.all(ctx.sql, [id, ctx.now]);

const revokeAll = prepared(
  'identity.key.revokeAll',
  'update api_keys set revoked_at = $2 where account_id = $1 and revoked_at is null',
);
export const revokeKeysOf = (ctx: VerbCtx, accountId: string) => revokeAll.all(ctx.sql, [accountId, ctx.now]);
