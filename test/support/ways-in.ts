import { randomBytes } from 'node:crypto';
import { newId } from '../../src/kernel/ids.ts';
import type { TestLibrary } from './library.ts';

/** Gives an account an API key, a letter of each kind and a half sign-in; counts afterwards what still opens. */
export async function holdEverything({ app, clock }: TestLibrary, accountId: string) {
  await app.pool.query(
    `insert into api_keys (id, account_id, name, secret_hash, prefix, permissions, created_at, created_by)
     values ($1, $2, 'Gerbang', $3, 'pk_uji', array['book:read'], $4, $2)`,
    [newId(), accountId, randomBytes(32), clock.now()],
  );
  for (const purpose of ['PASSWORD_RESET', 'ACTIVATION', 'LOGIN_CHALLENGE'])
    await app.pool.query(
      `insert into one_time_tokens (token_hash, purpose, account_id, created_at, expires_at)
       values ($1, $2, $3, $4, $4::timestamptz + interval '1 hour')`,
      [randomBytes(32), purpose, accountId, clock.now()],
    );
  return async (): Promise<{ keys: number; tokens: number }> => {
    const { rows } = await app.pool.query(
      `select (select count(*)::int from api_keys where account_id = $1 and revoked_at is null) as keys,
         (select count(*)::int from one_time_tokens where account_id = $1 and used_at is null) as tokens`,
      [accountId],
    );
    return rows[0];
  };
}
