import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { holdEverything } from '../../../test/support/ways-in.ts';
import type { VerbCtx } from '../../kernel/context.ts';
import { asSystem } from '../../kernel/verb.ts';
import { closeAccount, createMemberAccount, createStaffAccount, hashPassword, newPin, setPassword } from './index.ts';
import { cleanUp } from './schedules.ts';

const PASSWORD = 'gerobak-bakso-merah';

describe('accounts for other modules', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const inside = async <T>(run: (ctx: VerbCtx) => Promise<T>) =>
    asSystem(library.as({ kind: 'system', name: 'uji', grants: [] }), run);
  const knock = (email: string, password: string) => library.call(null, 'POST', '/auth/login', { email, password });

  it('are made for members, who sign in with a printed PIN', async () => {
    const { sari } = library.cast;
    await library.app.pool.query('update members set account_id = null where id = $1', [sari.memberId]);
    const pin = newPin();
    const id = await inside(async (ctx) => {
      const account = await createMemberAccount(ctx, {
        name: 'Sari',
        email: 'sari2@pustaka.test',
        memberId: sari.memberId,
      });
      await setPassword(ctx, account, pin, false);
      return account;
    });
    expect((await knock('LIB001', pin)).body.data.user).toMatchObject({
      id,
      memberId: sari.memberId,
      roles: ['MEMBER'],
    });
    expect((await knock('sari2@pustaka.test', pin)).status).toBe(200);
    expect((await library.factsSince()).slice(0, 2)).toEqual(['account.created', 'account.password_set']);
    const { rows } = await library.app.pool.query('select 1 from fact_details where body::text like $1', [`%${pin}%`]);
    expect(rows).toEqual([]);
  });

  it('share a family’s address without refusing the second child', async () => {
    const { andi } = library.cast;
    await library.app.pool.query('update members set account_id = null where id = $1', [andi.memberId]);
    const id = await inside((ctx) =>
      createMemberAccount(ctx, { name: 'Andi', email: library.cast.budi.email, memberId: andi.memberId }),
    );
    const { rows } = await library.app.pool.query('select email from accounts where id = $1', [id]);
    expect(rows).toEqual([{ email: null }]);
  });

  it('take no weak password, and end every session with a new one', async () => {
    const { budi } = library.cast;
    const token = `Bearer ${(await knock(budi.email, budi.password)).body.data.token}`;
    const me = async () => (await library.call(null, 'GET', '/auth/me', undefined, { authorization: token })).status;
    const set = (password: string) => inside((ctx) => setPassword(ctx, budi.accountId, password, true));
    for (const weak of ['123456', 'perpustakaan', 'pendek'])
      await expect(set(weak)).rejects.toMatchObject({ kind: 'VALIDATION_ERROR' });
    expect(await me()).toBe(200);
    await set(PASSWORD);
    expect(await me()).toBe(401);
    expect((await knock(budi.email, PASSWORD)).body.data.user.mustChangePassword).toBe(true);
  });

  it('lose keys, letters and half sign-ins with a password they are given', async () => {
    const { dewi } = library.cast;
    const held = await holdEverything(library, dewi.accountId);
    await inside((ctx) => setPassword(ctx, dewi.accountId, PASSWORD, true));
    expect(await held()).toEqual({ keys: 0, tokens: 0 });
  });

  it('are made for the first administrator without asking who grants', async () => {
    const id = await inside(async (ctx) =>
      createStaffAccount(ctx, {
        name: 'Kepala',
        email: 'kepala@pustaka.test',
        passwordHash: await hashPassword(PASSWORD),
        roles: [{ role: 'SUPER_ADMIN', scope: 'all', branchId: null }],
      }),
    );
    expect((await knock('kepala@pustaka.test', PASSWORD)).body.data.user).toMatchObject({ id, roles: ['SUPER_ADMIN'] });
  });

  it('close once, with their sessions and keys', async () => {
    const { wati } = library.cast;
    const key = (await library.call(wati, 'POST', '/auth/api-keys', { name: 'x', permissions: ['book:read'] })).body
      .data.key;
    await library.factsSince();
    await inside((ctx) => closeAccount(ctx, wati.accountId, 'uji'));
    await inside(async (ctx) => ctx.unchanged(await closeAccount(ctx, wati.accountId, 'uji')));
    expect(await library.factsSince()).toEqual(['account.deleted']);
    expect((await library.call(wati, 'GET', '/auth/me')).status).toBe(401);
    expect((await library.call(null, 'GET', '/auth/me', undefined, { 'x-api-key': key })).status).toBe(401);
  });
});

describe('an invitation', () => {
  it('lets somebody new choose the password, and can be sent again', async () => {
    const library = await openLibrary({ worker: true });
    const { wati } = library.cast;
    const folder = join(library.app.dataRoot, 'outbox');
    const letter = async (n: number) => {
      await vi.waitFor(async () => expect(await readdir(folder).catch(() => [])).toHaveLength(n), {
        timeout: 15_000,
        interval: 50,
      });
      return readFile(join(folder, (await readdir(folder)).sort().at(-1) ?? ''), 'utf8');
    };
    const tokenIn = (text: string) => /activate\?token=([\w-]+)/.exec(text)?.[1];
    const person = { name: 'Ani', email: 'ani@pustaka.test', locale: 'en', roles: [{ role: 'DESK', scope: 'all' }] };
    const { data } = (await library.call(wati, 'POST', '/admins', person)).body;
    expect(data).toMatchObject({ hasPassword: false, email: 'ani@pustaka.test' });
    const first = tokenIn(await letter(1));
    expect((await library.call(wati, 'POST', `/admins/${data.id}/invitation`, {})).status).toBe(202);
    const again = await letter(2);
    expect(again).toContain('Invitation to work at Perpustakaan');
    const choose = (token: string | undefined) =>
      library.call(null, 'POST', '/auth/activate', { token, password: PASSWORD });
    library.clock.move('71h');
    expect((await choose(first)).status).toBe(400);
    expect((await choose(tokenIn(again))).status).toBe(200);
    const entered = await library.call(null, 'POST', '/auth/login', { email: person.email, password: PASSWORD });
    expect(entered.body.data.user).toMatchObject({ mustChangePassword: false, roles: ['DESK'] });
    const facts = (await library.factsSince()).filter((fact) => fact.startsWith('account.'));
    expect(facts).toEqual(['account.created', 'account.invited', 'account.activated']);
    await library.close();
  });
});

describe('clearing away', () => {
  it('takes what has ended and leaves what lives', async () => {
    const library = await openLibrary();
    const { budi, dewi } = library.cast;
    const signIn = async (email: string, password: string) =>
      (await library.call(null, 'POST', '/auth/login', { email, password })).body.data;
    await signIn(budi.email, budi.password);
    const now = library.clock.now();
    await library.app.pool.query(
      `insert into one_time_tokens (token_hash, purpose, account_id, created_at, expires_at)
       values ('\\x01', 'PASSWORD_RESET', $1, $2::timestamptz, $2), ('\\x02', 'PASSWORD_RESET', $1, $2, $2::timestamptz + interval '9 days')`,
      [budi.accountId, now],
    );
    await library.app.pool.query(
      `insert into idempotency_keys (actor, key, body_hash, created_at)
       select 'a', 'k' || n, '\\x00', $1::timestamptz + make_interval(days => n % 9) from generate_series(1, 3000) n`,
      [now],
    );
    library.clock.move('7d');
    library.clock.move('1h');
    const fresh = await signIn(dewi.email, dewi.password);
    await cleanUp(library.as({ kind: 'system', name: 'cleanup', grants: [] }));
    const count = async (table: string) =>
      (await library.app.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n;
    expect(await count('refresh_tokens')).toBe(1);
    expect(await count('one_time_tokens')).toBe(1);
    expect(await count('idempotency_keys')).toBe(666);
    const { rows } = await library.app.pool.query(`select 1 from sessions where expires_at < $1`, [
      library.clock.now(),
    ]);
    expect(rows).toHaveLength(1);
    library.clock.move('1d');
    await cleanUp(library.as({ kind: 'system', name: 'cleanup', grants: [] }));
    const dead = await library.app.pool.query(`select 1 from sessions where expires_at < $1`, [library.clock.now()]);
    expect(dead.rows).toEqual([]);
    const headers = {
      authorization: `Bearer ${(await library.call(null, 'POST', '/auth/refresh', { refreshToken: fresh.refreshToken })).body.data.token}`,
    };
    expect((await library.call(null, 'GET', '/auth/me', undefined, headers)).status).toBe(200);
    await library.close();
  });
});
