import { argon2Sync, randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { passwordVerifications } from './password.ts';

const verifications = async () => (await passwordVerifications.get()).values[0]?.value ?? 0;

/** As it was stored when hashing cost less. */
function oldHash(password: string): string {
  const nonce = randomBytes(16);
  const message = Buffer.from(password);
  const tag = argon2Sync('argon2id', { message, nonce, memory: 1024, passes: 1, parallelism: 1, tagLength: 32 });
  const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=1024,t=1,p=1$${plain(nonce)}$${plain(tag)}`;
}

describe('the door', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const knock = (email: string, password: string, more: object = {}) =>
    library.call(null, 'POST', '/auth/login', { email, password, ...more });
  const store = (text: string, values: unknown[]) => library.app.pool.query(text, values);

  it('answers everybody who may not enter alike, after exactly one verification', async () => {
    const { budi, vera, tono, client } = library.cast;
    await store(`update accounts set status = 'SUSPENDED' where id = $1`, [vera.accountId]);
    await store(`update accounts set status = 'DELETED', deleted_at = $2 where id = $1`, [tono.accountId, new Date()]);
    await store('update accounts set password_hash = null where id = $1', [client.accountId]);
    const knocks = [
      ['siapa@pustaka.test', 'salah-sekali-1'],
      [budi.email, 'salah-sekali-1'],
      [vera.email, vera.password],
      [tono.email, tono.password],
      [client.email, client.password],
    ] as const;
    const answers: unknown[] = [];
    for (const [email, password] of knocks) {
      const before = await verifications();
      const { status, body } = await knock(email, password);
      expect(await verifications()).toBe(before + 1);
      answers.push({ status, ...body, requestId: '' });
    }
    expect(answers[0]).toMatchObject({ status: 401, error: { details: { reason: 'identity.bad_credentials' } } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const before = await verifications();
    expect((await knock(budi.email, budi.password)).status).toBe(200);
    expect(await verifications()).toBe(before + 1);
  });

  it('shows the number of verifications among the metrics', async () => {
    const metrics = await library.web.inject({ method: 'GET', url: '/metrics' });
    expect(metrics.body).toMatch(/^pustaka_password_verifications_total \d+$/m);
  });

  it('never writes a password down', async () => {
    await knock(library.cast.budi.email, 'jangan-pernah-dicatat-7');
    await knock(library.cast.budi.email, library.cast.budi.password);
    const { rows } = await store(
      `select 1 from facts f join fact_details d on d.fact_id = f.id
       where d.body::text ~ 'jangan-pernah|kata-sandi-uji' or f.entity_id ~ 'jangan-pernah'`,
      [],
    );
    expect(rows).toEqual([]);
  });

  it('does not write down what may be a password typed into the wrong field', async () => {
    await knock('rahasia-di-kolom-salah', 'x');
    await knock('salah.alamat@pustaka.test', 'x');
    const { rows } = await store(
      `select d.body->>'entityName' as name from facts f join fact_details d on d.fact_id = f.id
       where f.action = 'session.refused' order by f.id desc limit 2`,
      [],
    );
    expect(rows).toEqual([{ name: 'salah.alamat@pustaka.test' }, { name: null }]);
  });

  it('logs neither passwords nor tokens', async () => {
    const lines: string[] = [];
    const { makeApp, makeWeb } = await import('../../app.ts');
    const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
    const { database, clock } = library;
    const app = makeApp({
      postgres: database,
      env: library.app.env,
      dataRoot: library.app.dataRoot,
      clock,
      log,
      poolSize: 2,
    });
    const web = await makeWeb(app);
    const { email, password } = library.cast.dewi;
    const send = (url: string, payload: object | string, headers: Record<string, string> = {}) =>
      web.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers });
    const { data } = (await send('/auth/login', { email, password })).json();
    await send('/auth/login', `{"email":"${email}","password":"${password}"`, { 'content-type': 'application/json' });
    await send('/auth/login', { email, password: [password] });
    await send(
      '/auth/change-password',
      { currentPassword: password, newPassword: 'x' },
      { authorization: `Bearer ${data.token}` },
    );
    await send(`/auth/refresh?password=${password}`, { refreshToken: data.refreshToken });
    await web.close();
    await app.pool.end();
    expect(lines.length).toBeGreaterThan(4);
    const text = lines.join('');
    for (const secret of [password, data.token, data.refreshToken]) expect(text).not.toContain(secret);
  });

  it('hashes a password again when it was stored under other costs', async () => {
    const { manager } = library.cast;
    const old = oldHash(manager.password);
    await store('update accounts set password_hash = $2 where id = $1', [manager.accountId, old]);
    expect((await knock(manager.email, 'bukan-ini-juga')).status).toBe(401);
    expect((await knock(manager.email, manager.password)).status).toBe(200);
    const { rows } = await store('select password_hash from accounts where id = $1', [manager.accountId]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await knock(manager.email, manager.password)).status).toBe(200);
  });

  it('lets in all who come at once while the hash is renewed, and nobody with another password', async () => {
    const { manager } = library.cast;
    const old = oldHash(manager.password);
    await store('update accounts set password_hash = $2 where id = $1', [manager.accountId, old]);
    const passwords = [manager.password, manager.password, 'bukan-ini-juga', manager.password];
    const replies = await Promise.all(passwords.map((password) => knock(manager.email, password)));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 401, 200]);
    const { rows } = await store('select password_hash from accounts where id = $1', [manager.accountId]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('takes the same password however its letters are composed', async () => {
    const { operator } = library.cast;
    const { hashPassword } = await import('./password.ts');
    const hash = await hashPassword('caf\u00e9-di-ujung-jalan');
    await store('update accounts set password_hash = $2 where id = $1', [operator.accountId, hash]);
    expect((await knock(operator.email, 'cafe\u0301-di-ujung-jalan')).status).toBe(200);
  });

  it('seats somebody at a desk of a branch he works for, and at no other', async () => {
    const { dewi, budi, central, jayapura } = library.cast;
    const own = await knock(dewi.email, dewi.password, { branchId: central });
    expect(own.body.data.user.branchId).toBe(central);
    const foreign = await knock(dewi.email, dewi.password, { branchId: jayapura });
    expect(foreign.status).toBe(400);
    expect(foreign.body.error).toMatchObject({ field: 'branchId' });
    expect((await knock(budi.email, budi.password, { branchId: jayapura })).body.data.user.branchId).toBe(jayapura);
  });

  it('tells the record who came in and who was refused', async () => {
    const { dewi, sari } = library.cast;
    for (const { email, password } of [dewi, sari]) {
      expect((await knock(email, 'salah-sekali-1')).status).toBe(401);
      expect((await knock(email, password)).status).toBe(200);
    }
    await knock('tak.dikenal@pustaka.test', 'salah-sekali-1');
    const { rows } = await store(
      `select action, actor_kind as kind, actor_id as id, d.body->>'actorName' as name
       from facts f join fact_details d on d.fact_id = f.id where action like 'session.%' order by f.id desc limit 5`,
      [],
    );
    const [opened, refused] = ['session.opened', 'session.refused'];
    expect(rows.reverse()).toEqual([
      { action: refused, kind: 'account', id: dewi.accountId, name: 'Dewi' },
      { action: opened, kind: 'account', id: dewi.accountId, name: 'Dewi' },
      { action: refused, kind: 'member', id: sari.accountId, name: 'Sari' },
      { action: opened, kind: 'member', id: sari.accountId, name: 'Sari' },
      { action: refused, kind: 'anonymous', id: null, name: '-' },
    ]);
  });

  it('tells the record whose session was carried on, and whose ended because its token came twice', async () => {
    const { dewi, sari } = library.cast;
    for (const { email, password } of [dewi, sari]) {
      const { refreshToken } = (await knock(email, password)).body.data;
      const again = () => library.call(null, 'POST', '/auth/refresh', { refreshToken });
      expect((await again()).status).toBe(200);
      library.clock.move('11s');
      expect((await again()).status).toBe(401);
    }
    const { rows } = await store(
      `select action, actor_kind as kind, actor_id as id from facts
       where action in ('session.refreshed', 'session.revoked') order by tx desc limit 4`,
      [],
    );
    expect(rows.reverse()).toEqual([
      { action: 'session.refreshed', kind: 'account', id: dewi.accountId },
      { action: 'session.revoked', kind: 'account', id: dewi.accountId },
      { action: 'session.refreshed', kind: 'member', id: sari.accountId },
      { action: 'session.revoked', kind: 'member', id: sari.accountId },
    ]);
  });

  it('names the roles in the order they were given', async () => {
    const { vera, central, jayapura } = library.cast;
    await store('delete from account_roles where account_id = $1', [vera.accountId]);
    const give = (role: string, branch: string, at: string) =>
      store(
        `insert into account_roles (account_id, role_id, scope, branch_id, granted_at)
         select $1, id, 'branch', $3, $4 from roles where name = $2`,
        [vera.accountId, role, branch, at],
      );
    await give('VIEWER', central, '2026-02-03T00:00:00Z');
    await give('DESK', jayapura, '2026-02-02T00:00:00Z');
    await give('ASSISTANT', jayapura, '2026-02-02T00:00:00Z');
    const actor = await vera.actor();
    expect(actor.grants.map(({ role }) => role)).toEqual(['ASSISTANT', 'DESK', 'VIEWER', 'ANONYMOUS']);
  });

  it('opens nothing but the own account until a given password is changed', async () => {
    const { budi } = library.cast;
    await store('update accounts set must_change_password = true where id = $1', [budi.accountId]);
    const { data } = (await knock(budi.email, budi.password)).body;
    expect(data.user).toMatchObject({ mustChangePassword: true });
    const call = (method: 'GET' | 'POST', url: string, body?: object) =>
      library.call(null, method, url, body, { authorization: `Bearer ${data.token}` });
    expect((await call('GET', '/settings')).body.error).toMatchObject({
      code: 'FORBIDDEN',
      details: { reason: 'identity.change_password_first' },
    });
    expect((await call('GET', '/branches')).status).toBe(200);
    expect((await call('GET', '/auth/me')).status).toBe(200);
    const change = { currentPassword: budi.password, newPassword: 'gerobak-bakso-merah' };
    expect((await call('POST', '/auth/change-password', change)).status).toBe(200);
    expect((await call('GET', '/settings')).status).toBe(200);
  });
});

describe('the door while the account changes', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const waiting = async (): Promise<boolean> =>
    (
      await library.app.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rows.length > 0;

  it.each([
    ['gets another password', 'manager', `update accounts set password_hash = 'x' || password_hash where id = $1`],
    ['is suspended', 'operator', `update accounts set status = 'SUSPENDED' where id = $1`],
  ] as const)('opens no session once it %s', async (_what, who, change) => {
    const { email, password, accountId } = library.cast[who];
    const sessions = async () =>
      (await library.app.pool.query('select 1 from sessions where account_id = $1', [accountId])).rows.length;
    const before = await sessions();
    const client = await library.app.pool.connect();
    await client.query('begin');
    await client.query(change, [accountId]);
    const entering = library.call(null, 'POST', '/auth/login', { email, password });
    await vi.waitFor(async () => expect(await waiting()).toBe(true), { timeout: 20_000, interval: 20 });
    await client.query('commit');
    client.release();
    expect((await entering).body.error.details.reason).toBe('identity.bad_credentials');
    expect(await sessions()).toBe(before);
  });
});

describe('the door under guessing', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary({ env: { RATE_LIMIT_AUTH: '5/15m' } });
  });
  afterAll(() => library.close());
  const knock = (email: string, password: string, remoteAddress = '10.0.0.1') =>
    library.web.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password }, remoteAddress });

  it('takes five wrong tries, also when they come all at once', async () => {
    const { budi } = library.cast;
    const before = await verifications();
    const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => knock(budi.email, `tebakan-nomor-${i}`)));
    expect(replies.filter((reply) => reply.statusCode === 401)).toHaveLength(5);
    const refused = replies.filter((reply) => reply.statusCode === 429);
    expect(refused).toHaveLength(15);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(await verifications()).toBe(before + 5);
    expect((await knock(budi.email.toUpperCase(), budi.password)).statusCode).toBe(429);
  });

  it('does not lock the owner out at another address, nor others at the same one', async () => {
    const { budi, dewi } = library.cast;
    expect((await knock(budi.email, budi.password, '10.0.0.2')).statusCode).toBe(200);
    expect((await knock(dewi.email, dewi.password)).statusCode).toBe(200);
  });

  it('does not count those who know their password', async () => {
    const { sari } = library.cast;
    for (let i = 0; i < 8; i++) expect((await knock(sari.email, sari.password)).statusCode).toBe(200);
    for (let i = 0; i < 4; i++) expect((await knock(sari.email, 'salah-lagi-deh')).statusCode).toBe(401);
    expect((await knock(sari.email, sari.password)).statusCode).toBe(200);
    for (let i = 0; i < 4; i++) expect((await knock(sari.email, 'salah-lagi-deh')).statusCode).toBe(401);
    expect((await knock(sari.email, sari.password)).statusCode).toBe(200);
  });

  it('costs an address nothing when it hammers a name that is refused already', async () => {
    const hammer = async () => (await knock('palu@x.id', 'salah', '10.0.0.7')).statusCode;
    const replies: number[] = [];
    for (let i = 0; i < 130; i++) replies.push(await hammer());
    expect(replies.filter((status) => status === 401)).toHaveLength(5);
    expect((await knock('orang.lain@x.id', 'salah', '10.0.0.7')).statusCode).toBe(401);
  });

  it('has a ceiling for one name that is tried from many addresses', async () => {
    const replies: number[] = [];
    for (let i = 0; i < 105; i++) replies.push((await knock('target@x.id', 'salah', `10.1.0.${i}`)).statusCode);
    expect(replies.filter((status) => status === 401)).toHaveLength(100);
    expect(replies.at(-1)).toBe(429);
  });

  it.each([
    ['/auth/login/totp', { challenge: 'x'.repeat(43), code: '123456' }, 401],
    ['/auth/reset-password', { token: 'x'.repeat(43), password: 'gerobak-bakso-merah' }, 400],
  ])('counts what cannot be guessed at each address alone: %s', async (path, payload, refused) => {
    const send = async (remoteAddress: string) =>
      (await library.web.inject({ method: 'POST', url: `/api/v1${path}`, payload, remoteAddress })).statusCode;
    const replies: number[] = [];
    for (let i = 0; i < 105; i++) replies.push(await send(`10.2.0.${i % 21}`));
    expect(new Set(replies)).toEqual(new Set([refused]));
    expect(await send('10.2.0.0')).toBe(429);
    expect(await send('10.2.1.1')).toBe(refused);
  });

  it('has a ceiling for one address that tries many names', async () => {
    const replies: number[] = [];
    for (let i = 0; i < 103; i++) replies.push((await knock(`nama${i}@x.id`, 'salah', '10.0.0.9')).statusCode);
    expect(replies.filter((status) => status === 401)).toHaveLength(100);
    expect(replies.at(-1)).toBe(429);
  });
});
