import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { isOldHash } from './old-hashes.ts';

export { isOldHash };

/** A member who could sign in where the library comes from. */
export interface MovedAccount {
  memberId: string;
  name: string;
  email: string | null;
  /** As the other system kept it; anything we cannot verify against leaves the account without a password. */
  oldHash: string;
}

/** Where somebody has the address already, the member signs in with the number. */
const add = prepared(
  'identity.moved.add',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r (id uuid, member_id uuid, name text, email text, hash text)),
     made as (insert into accounts (id, email, name, password_hash, created_at, updated_at)
       select r.id, case when not exists (select from accounts a where lower(a.email) = lower(r.email) and a.status <> 'DELETED')
         then r.email end, r.name, r.hash, $2, $2 from r order by r.id),
     role as (insert into account_roles (account_id, role_id, scope, granted_at)
       select r.id, x.id, 'own', $2 from r, roles x where x.name = 'MEMBER')
   update members m set account_id = r.id from r where m.id = r.member_id`,
);
const withAccount = prepared<{ memberId: string; accountId: string; hash: string | null }>(
  'identity.moved.with',
  `select m.id as "memberId", a.id as "accountId", a.password_hash as hash
   from members m join accounts a on a.id = m.account_id where m.id = any ($1::uuid[])`,
);
const change = prepared(
  'identity.moved.change',
  `update accounts a set password_hash = r.hash, updated_at = $2, version = a.version + 1
   from jsonb_to_recordset($1::jsonb) as r (id uuid, hash text) where a.id = r.id`,
);

/**
 * Accounts of members who are there already, many at once, in the caller's transaction; records nothing. A password
 * that was changed over there counts until its owner first signed in here.
 */
export async function putMovedAccounts(ctx: VerbCtx, accounts: readonly MovedAccount[]): Promise<void> {
  const good = accounts.filter(({ oldHash }) => isOldHash(oldHash));
  if (good.length === 0) return;
  const there = new Map(
    (await withAccount.all(ctx.sql, [good.map(({ memberId }) => memberId)])).map((row) => [row.memberId, row]),
  );
  const fresh = good
    .filter(({ memberId }) => !there.has(memberId))
    .map((one) => ({ id: newId(), member_id: one.memberId, name: one.name, email: one.email, hash: one.oldHash }));
  if (fresh.length > 0) await add.all(ctx.sql, [JSON.stringify(fresh), ctx.now]);
  const changed = good.flatMap(({ memberId, oldHash }) => {
    const known = there.get(memberId);
    const isOld = known?.hash != null && isOldHash(known.hash) && known.hash !== oldHash;
    return known && isOld ? [{ id: known.accountId, hash: oldHash }] : [];
  });
  if (changed.length > 0) await change.all(ctx.sql, [JSON.stringify(changed), ctx.now]);
}
