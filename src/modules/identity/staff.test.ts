import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { holdEverything } from '../../../test/support/ways-in.ts';

const PASSWORD = 'gerobak-bakso-merah';
const newUuid = '019a0000-0000-7000-8000-000000000000';

describe('staff accounts', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const all = (role: string) => [{ role, scope: 'all' }];
  let made = 0;
  const create = (who: Person, body: object = {}) =>
    library.call(who, 'POST', '/admins', {
      name: 'Rudi',
      email: `rudi${++made}@pustaka.test`,
      password: PASSWORD,
      roles: all('ASSISTANT'),
      ...body,
    });
  const edit = (who: Person, id: string, body: object, headers: Record<string, string> = {}) =>
    library.call(who, 'PATCH', `/admins/${id}`, body, headers);
  const signIn = (email: string, password = PASSWORD) => library.call(null, 'POST', '/auth/login', { email, password });

  it('are made with a password to be changed at the first sign-in', async () => {
    const { wati } = library.cast;
    const reply = await create(wati, { phone: '0812-3456-789', locale: 'en' });
    expect(reply.status).toBe(201);
    expect(reply.body.data).toMatchObject({
      name: 'Rudi',
      phone: '0812-3456-789',
      locale: 'en',
      status: 'ACTIVE',
      roles: [{ role: 'ASSISTANT', scope: 'all', branchId: null }],
      hasPassword: true,
      mustChangePassword: true,
      version: 1,
    });
    expect(reply.text).not.toMatch(/argon2|bakso/);
    expect(await library.factsSince()).toEqual(['account.created']);
    const { data } = (await signIn(reply.body.data.email)).body;
    expect(data.user).toMatchObject({ mustChangePassword: true, roles: ['ASSISTANT'] });
  });

  it('are listed, filtered, searched and paged', async () => {
    const { wati } = library.cast;
    const names = async (query: string) =>
      (await library.call(wati, 'GET', `/admins?${query}`)).body.data.map((s: { name: string }) => s.name);
    expect(await names('role=DESK')).toEqual(['Dewi']);
    expect(await names('search=YOSEF')).toEqual(['Yosef']);
    expect(await names('search=%25')).toEqual([]);
    expect(await names('limit=100')).not.toContain('Sari');
    const first = await library.call(wati, 'GET', '/admins?limit=4');
    const rest = await names(`limit=100&cursor=${first.body.meta.nextCursor}`);
    expect([...first.body.data.map((s: { name: string }) => s.name), ...rest]).toEqual(await names('limit=100'));
    expect((await library.call(wati, 'GET', `/admins/${library.cast.sari.accountId}`)).status).toBe(404);
  });

  it('are edited by version, and role changes act at the next request', async () => {
    const { wati, tono } = library.cast;
    expect((await library.call(tono, 'POST', '/holidays/preset', { year: 2026 })).status).toBe(403);
    const changed = await edit(
      wati,
      tono.accountId,
      { name: 'Tono B.', roles: all('LIBRARIAN') },
      { 'if-match': '"v1"' },
    );
    expect(changed.body.data).toMatchObject({ name: 'Tono B.', version: 2, roles: [{ role: 'LIBRARIAN' }] });
    expect(await library.factsSince()).toEqual(['account.roles_changed', 'account.updated']);
    const { rows } = await library.app.pool.query(
      `select action_type from facts where action = 'account.roles_changed'`,
    );
    expect(rows[0].action_type).toBe('ROLE_CHANGE');
    expect((await library.call(tono, 'POST', '/holidays/preset', { year: 2026 })).status).toBe(201);
    expect((await edit(wati, tono.accountId, { name: 'X' }, { 'if-match': '"v1"' })).status).toBe(412);
    await library.factsSince();
    expect((await edit(wati, tono.accountId, { name: 'Tono B.', roles: all('LIBRARIAN') })).body.data.version).toBe(2);
    expect(await library.factsSince()).toEqual([]);
  });

  it('are suspended at once, and old sessions do not come back', async () => {
    const { wati, manager } = library.cast;
    const token = `Bearer ${(await signIn(manager.email, manager.password)).body.data.token}`;
    const me = async () => (await library.call(null, 'GET', '/auth/me', undefined, { authorization: token })).status;
    expect(await me()).toBe(200);
    await library.factsSince();
    expect((await edit(wati, manager.accountId, { status: 'SUSPENDED' })).body.data.status).toBe('SUSPENDED');
    expect(await me()).toBe(401);
    expect((await signIn(manager.email, manager.password)).status).toBe(401);
    await edit(wati, manager.accountId, { status: 'ACTIVE' });
    expect(await me()).toBe(401);
    expect((await signIn(manager.email, manager.password)).status).toBe(200);
    const facts = (await library.factsSince()).filter((fact) => fact.startsWith('account.'));
    expect(facts).toEqual(['account.suspended', 'account.reopened']);
  });

  it('are removed without their history, and free their address', async () => {
    const { wati } = library.cast;
    const { data } = (await create(wati)).body;
    await signIn(data.email);
    await library.factsSince();
    const removed = await library.call(wati, 'DELETE', `/admins/${data.id}`);
    expect(removed.body.data).toEqual({ id: data.id, status: 'DELETED' });
    expect(await library.factsSince()).toEqual(['account.deleted']);
    expect((await signIn(data.email)).status).toBe(401);
    expect((await edit(wati, data.id, { status: 'ACTIVE' })).status).toBe(404);
    const listed = await library.call(wati, 'GET', '/admins?status=DELETED');
    expect(listed.body.data.map((s: { id: string }) => s.id)).toEqual([data.id]);
    expect((await create(wati, { email: data.email })).status).toBe(201);
  });

  it('of somebody who is a member too end, and the member stays', async () => {
    const { wati, sari } = library.cast;
    await library.app.pool.query(
      `insert into account_roles (account_id, role_id, scope, granted_at) select $1, id, 'all', $2 from roles where name = 'VIEWER'`,
      [sari.accountId, library.clock.now()],
    );
    await edit(wati, sari.accountId, { roles: all('OPERATOR') });
    const user = async () => (await signIn(sari.email, sari.password)).body.data.user;
    expect((await user()).roles.sort()).toEqual(['MEMBER', 'OPERATOR']);
    expect((await library.call(wati, 'DELETE', `/admins/${sari.accountId}`)).body.data.status).toBe('ACTIVE');
    expect((await user()).roles).toEqual(['MEMBER']);
  });

  it('get a new password or lose a lost phone by an administrator', async () => {
    const { wati, operator } = library.cast;
    const reset = await library.call(wati, 'POST', `/admins/${operator.accountId}/password`, { password: PASSWORD });
    expect(reset.body.data.mustChangePassword).toBe(true);
    expect((await signIn(operator.email)).status).toBe(200);
    expect((await signIn(operator.email, operator.password)).status).toBe(401);
    await library.app.pool.query(`update accounts set totp_secret = 'x', totp_enabled_at = $2 where id = $1`, [
      operator.accountId,
      library.clock.now(),
    ]);
    const freed = await library.call(wati, 'DELETE', `/admins/${operator.accountId}/totp`);
    expect(freed.body.data.totpEnabled).toBe(false);
    expect((await library.call(wati, 'DELETE', `/admins/${operator.accountId}/totp`)).status).toBe(409);
    const facts = (await library.factsSince()).filter((fact) => fact.startsWith('account.'));
    expect(facts).toEqual(['account.password_set', 'account.totp_disabled']);
  });

  it('lose keys, letters and half sign-ins with a password an administrator gives', async () => {
    const { wati, manager } = library.cast;
    const held = await holdEverything(library, manager.accountId);
    await library.call(wati, 'POST', `/admins/${manager.accountId}/password`, { password: PASSWORD });
    expect(await held()).toEqual({ keys: 0, tokens: 0 });
  });

  it.each([
    [{ email: 'bukan-alamat' }, 'email'],
    [{ name: '' }, 'name'],
    [{ password: 'perpustakaan' }, 'password'],
    [{ phone: 'nomor' }, 'phone'],
    [{ roles: [] }, 'roles'],
    [{ roles: [{ role: 'RAJA', scope: 'all' }] }, 'roles'],
    [{ roles: [{ role: 'MEMBER', scope: 'all' }] }, 'roles'],
    [{ roles: [{ role: 'DESK', scope: 'branch' }] }, 'roles.0.branchId'],
    [{ roles: [{ role: 'DESK', scope: 'own' }] }, 'roles.0.scope'],
    [{ roles: [{ role: 'DESK', scope: 'branch', branchId: newUuid }] }, 'roles'],
    [{ status: 'ACTIVE' }, 'status'],
    [{ passwordHash: 'x' }, 'passwordHash'],
  ])('refuse %o, naming the field', async (body, field) => {
    const reply = await create(library.cast.wati, body);
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
  });

  it('have one address each', async () => {
    const { wati, budi } = library.cast;
    const taken = await create(wati, { email: budi.email.toUpperCase() });
    expect(taken.status).toBe(409);
    expect(taken.body.error.field).toBe('email');
    const twice = [
      { role: 'DESK', scope: 'all' },
      { role: 'DESK', scope: 'all' },
    ];
    expect((await create(wati, { roles: twice })).body.error.field).toBe('roles');
  });

  it('are the business of administrators', async () => {
    const { budi, dewi, andi, vera } = library.cast;
    for (const who of [budi, dewi, andi]) {
      expect((await library.call(who, 'GET', '/admins')).status).toBe(403);
      expect((await library.call(who, 'GET', `/admins/${vera.accountId}`)).status).toBe(403);
      expect((await create(who)).status).toBe(403);
      expect((await edit(who, vera.accountId, { name: 'X' })).status).toBe(403);
      expect((await library.call(who, 'DELETE', `/admins/${vera.accountId}`)).status).toBe(403);
      expect(
        (await library.call(who, 'POST', `/admins/${vera.accountId}/password`, { password: PASSWORD })).status,
      ).toBe(403);
      expect((await library.call(who, 'POST', `/admins/${vera.accountId}/invitation`, {})).status).toBe(403);
      expect((await library.call(who, 'DELETE', `/admins/${vera.accountId}/totp`)).status).toBe(403);
    }
    expect((await library.call(null, 'GET', '/admins')).status).toBe(401);
  });
});

describe('managing staff with less than everything', () => {
  let library: TestLibrary;
  let chief: Person;
  beforeAll(async () => {
    library = await openLibrary();
    const { wati, yosef, jayapura } = library.cast;
    const role = { name: 'KEPALA', permissions: ['admin:manage', 'book:read', 'branch:read', 'holiday:read'] };
    expect((await library.call(wati, 'POST', '/roles', role)).status).toBe(201);
    const roles = [{ role: 'KEPALA', scope: 'branch', branchId: jayapura }];
    expect((await library.call(wati, 'PATCH', `/admins/${yosef.accountId}`, { roles })).status).toBe(200);
    chief = yosef;
  });
  afterAll(() => library.close());
  const person = (roles: object[]) => ({
    name: 'Mika',
    email: `mika${Math.random()}@pustaka.test`,
    password: PASSWORD,
    roles,
  });

  it('reaches one’s own branch only', async () => {
    const { jayapura, central, dewi, wati } = library.cast;
    const here = { role: 'KEPALA', scope: 'branch', branchId: jayapura };
    const made = await library.call(chief, 'POST', '/admins', person([here]));
    expect(made.status).toBe(201);
    const listed = (await library.call(chief, 'GET', '/admins')).body.data.map((s: { name: string }) => s.name);
    expect(listed).toEqual(['Mika', 'Yosef']);
    for (const other of [dewi, wati]) {
      expect((await library.call(chief, 'GET', `/admins/${other.accountId}`)).status).toBe(404);
      expect((await library.call(chief, 'PATCH', `/admins/${other.accountId}`, { name: 'X' })).status).toBe(404);
      expect((await library.call(chief, 'DELETE', `/admins/${other.accountId}`)).status).toBe(404);
      const url = `/admins/${other.accountId}/password`;
      expect((await library.call(chief, 'POST', url, { password: PASSWORD })).status).toBe(404);
    }
    for (const roles of [[{ ...here, branchId: central }], [{ role: 'KEPALA', scope: 'all' }]])
      expect((await library.call(chief, 'POST', '/admins', person(roles))).body.error.details.reason).toBe(
        'identity.cannot_grant',
      );
    expect((await library.call(chief, 'POST', '/admins', person([{ ...here, branchId: newUuid }]))).status).not.toBe(
      201,
    );
  });

  it('gives nothing one lacks, not even to oneself', async () => {
    const { jayapura } = library.cast;
    for (const role of ['SUPER_ADMIN', 'LIBRARIAN', 'DESK']) {
      const roles = [{ role, scope: 'branch', branchId: jayapura }];
      expect((await library.call(chief, 'POST', '/admins', person(roles))).status).toBe(403);
      expect((await library.call(chief, 'PATCH', `/admins/${chief.accountId}`, { roles })).status).toBe(403);
    }
  });

  it('does not touch somebody who holds more', async () => {
    const { wati, jayapura } = library.cast;
    const roles = [{ role: 'LIBRARIAN', scope: 'branch', branchId: jayapura }];
    const { id } = (await library.call(wati, 'POST', '/admins', person(roles))).body.data;
    expect((await library.call(chief, 'GET', `/admins/${id}`)).status).toBe(200);
    for (const [method, url, body] of [
      ['PATCH', `/admins/${id}`, { name: 'X' }],
      ['PATCH', `/admins/${id}`, { status: 'SUSPENDED' }],
      ['DELETE', `/admins/${id}`, undefined],
      ['POST', `/admins/${id}/password`, { password: PASSWORD }],
      ['POST', `/admins/${id}/invitation`, {}],
    ] as const) {
      const reply = await library.call(chief, method, url, body);
      expect(reply.status).toBe(403);
      expect(reply.body.error.details.reason).toBe('identity.cannot_grant');
    }
  });
});

describe('the last SUPER_ADMIN', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('cannot be removed, suspended or demoted', async () => {
    const { wati } = library.cast;
    const url = `/admins/${wati.accountId}`;
    const invited = {
      name: 'Ani',
      email: 'ani@pustaka.test',
      password: PASSWORD,
      roles: [{ role: 'SUPER_ADMIN', scope: 'all' }],
    };
    const { id } = (await library.call(wati, 'POST', '/admins', invited)).body.data;
    await library.app.pool.query('update accounts set password_hash = null where id = $1', [id]);
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { status: 'SUSPENDED' }],
      ['PATCH', { roles: [{ role: 'LIBRARIAN', scope: 'all' }] }],
      ['PATCH', { roles: [{ role: 'SUPER_ADMIN', scope: 'branch', branchId: library.cast.central }] }],
    ] as const) {
      const reply = await library.call(wati, method, url, body);
      expect(reply.status).toBe(409);
      expect(reply.body.error.details.reason).toBe('identity.last_admin');
    }
    expect((await library.call(wati, 'PATCH', url, { name: 'Wati S.' })).status).toBe(200);
    expect((await library.call(wati, 'DELETE', `/admins/${id}`)).status).toBe(200);
  });

  it('stays, whichever of several remove each other at once', async () => {
    const { wati, budi, tono, dewi } = library.cast;
    const admins = [wati, budi, tono, dewi];
    for (let round = 0; round < 5; round++) {
      for (const { accountId } of admins) {
        await library.app.pool.query(`delete from account_roles where account_id = $1`, [accountId]);
        await library.app.pool.query(
          `insert into account_roles (account_id, role_id, scope, granted_at) select $1, id, 'all', $2 from roles where name = 'SUPER_ADMIN'`,
          [accountId, library.clock.now()],
        );
      }
      library.app.pings.publish([], ['role']);
      const replies = await Promise.all(
        admins.map((who) =>
          library.call(who, 'PATCH', `/admins/${who.accountId}`, { roles: [{ role: 'VIEWER', scope: 'all' }] }),
        ),
      );
      expect(replies.map((reply) => reply.status).sort()).toEqual([200, 200, 200, 409]);
      const { rows } = await library.app.pool.query(
        `select count(*)::int as n from account_roles ar join roles r on r.id = ar.role_id
         join accounts a on a.id = ar.account_id where r.name = 'SUPER_ADMIN' and a.status = 'ACTIVE'`,
      );
      expect(rows[0].n).toBe(1);
    }
  });
});
