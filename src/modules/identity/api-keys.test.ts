import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('API keys', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const make = (body: object) =>
    library.call(library.cast.wati, 'POST', '/auth/api-keys', { name: 'Gerbang', ...body });
  const use = (key: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
    library.call(null, method, url, body, { 'x-api-key': key });

  it('are shown once, and do what they were made for', async () => {
    const made = await make({ permissions: ['settings:read', 'settings:read'] });
    expect(made.status).toBe(201);
    const { key, ...shown } = made.body.data;
    expect(key).toMatch(/^pk_[\w-]{43}$/);
    expect(shown).toMatchObject({
      name: 'Gerbang',
      prefix: key.slice(0, 9),
      permissions: ['settings:read'],
      lastUsedAt: null,
    });
    const listed = await library.call(library.cast.wati, 'GET', '/auth/api-keys');
    expect(listed.body.data).toEqual([shown]);
    expect(await library.factsSince()).toEqual(['key.created']);
    expect((await use(key, 'GET', '/settings')).status).toBe(200);
    expect((await use(key, 'PATCH', '/settings', { libraryName: 'X' })).status).toBe(403);
    expect((await use(key, 'GET', '/branches')).status).toBe(200);
    const { rows } = await library.app.pool.query('select 1 from api_keys where secret_hash::text like $1', [
      `%${key}%`,
    ]);
    expect(rows).toEqual([]);
  });

  it('say who they are and what they may do', async () => {
    const { key } = (await make({ permissions: ['settings:read'] })).body.data;
    const { body } = await use(key, 'GET', '/auth/me');
    expect(body.data).toMatchObject({ name: 'Wati', roles: ['SUPER_ADMIN'], memberId: null });
    expect(body.data.permissions).toContain('settings:read');
    expect(body.data.permissions).not.toContain('settings:manage');
  });

  it('write down their last use once a minute', async () => {
    const { key, id } = (await make({ permissions: ['settings:read'] })).body.data;
    const lastUse = async () =>
      (
        await library.app.pool.query('select last_used_at from api_keys where id = $1', [id])
      ).rows[0].last_used_at?.getTime();
    await use(key, 'GET', '/settings');
    const first = await lastUse();
    expect(first).toBeGreaterThan(0);
    library.clock.move('30s');
    await use(key, 'GET', '/settings');
    expect(await lastUse()).toBe(first);
    library.clock.move('31s');
    await use(key, 'GET', '/settings');
    expect(await lastUse()).toBeGreaterThan(first);
  });

  it('end at their time, when revoked, and with their maker', async () => {
    const day = new Date(library.clock.now().getTime() + 86_400_000).toISOString();
    const timed = (await make({ permissions: ['settings:read'], expiresAt: day })).body.data;
    expect((await use(timed.key, 'GET', '/settings')).status).toBe(200);
    library.clock.move('25h');
    expect((await use(timed.key, 'GET', '/settings')).status).toBe(401);
    library.clock.move('-25h');
    const { key, id } = (await make({ permissions: ['settings:read'] })).body.data;
    const renamed = await library.call(library.cast.wati, 'PATCH', `/auth/api-keys/${id}`, { name: 'Pintu' });
    expect(renamed.body.data).toMatchObject({ name: 'Pintu', expiresAt: null });
    expect((await use(key, 'GET', '/settings')).status).toBe(200);
    expect((await library.call(library.cast.wati, 'DELETE', `/auth/api-keys/${id}`)).status).toBe(200);
    expect((await use(key, 'GET', '/settings')).status).toBe(401);
    expect((await library.call(library.cast.wati, 'DELETE', `/auth/api-keys/${id}`)).status).toBe(404);
    expect(await library.factsSince()).toEqual(['key.created', 'key.created', 'key.updated', 'key.revoked']);
  });

  it('shrink when their maker may do less', async () => {
    const { key } = (await make({ permissions: ['settings:manage', 'settings:read'] })).body.data;
    expect((await use(key, 'GET', '/settings')).status).toBe(200);
    const held = `update account_roles set role_id = (select id from roles where name = $2) where account_id = $1`;
    await library.app.pool.query(held, [library.cast.wati.accountId, 'VIEWER']);
    library.app.pings.publish([], ['role']);
    expect((await use(key, 'GET', '/settings')).status).toBe(403);
    await library.app.pool.query(held, [library.cast.wati.accountId, 'SUPER_ADMIN']);
    library.app.pings.publish([], ['role']);
  });

  it('cannot do what takes a person, nor make or prolong keys', async () => {
    const day = new Date(library.clock.now().getTime() + 86_400_000).toISOString();
    const permissions = ['key:manage', 'book:read'];
    const { key, id } = (await make({ permissions, expiresAt: day })).body.data;
    const other = (await make({ permissions: ['book:read'] })).body.data;
    for (const [method, url, body] of [
      ['POST', '/auth/change-password', { currentPassword: 'x', newPassword: 'layang-layang-biru' }],
      ['POST', '/auth/totp', {}],
      ['GET', '/auth/sessions', undefined],
      ['DELETE', '/auth/sessions', undefined],
      ['POST', '/auth/api-keys', { name: 'Anak', permissions: ['book:read'] }],
      ['PATCH', `/auth/api-keys/${id}`, { expiresAt: null }],
      ['DELETE', `/auth/api-keys/${other.id}`, undefined],
    ] as const)
      expect((await use(key, method, url, body)).body.error.details.reason).toBe('identity.not_for_keys');
    expect((await use(key, 'DELETE', `/auth/api-keys/${id}`)).status).toBe(200);
    expect((await use(key, 'GET', '/branches')).status).toBe(401);
  });

  it('are made by a person for no more than the person may do', async () => {
    const { wati, tono, central } = library.cast;
    await library.call(wati, 'POST', '/roles', { name: 'JURU_KUNCI', permissions: ['key:manage', 'branch:read'] });
    const roles = [{ role: 'JURU_KUNCI', scope: 'branch', branchId: central }];
    expect((await library.call(wati, 'PATCH', `/admins/${tono.accountId}`, { roles })).status).toBe(200);
    const more = { name: 'Lebih', permissions: ['settings:manage'] };
    const reply = await library.call(tono, 'POST', '/auth/api-keys', more);
    expect(reply.body.error.details.reason).toBe('identity.cannot_grant');
  });

  it('open nothing while their maker has to choose another password', async () => {
    const { key } = (await make({ permissions: ['settings:read'] })).body.data;
    const must = async (yes: boolean) => {
      await library.app.pool.query('update accounts set must_change_password = $2 where id = $1', [
        library.cast.wati.accountId,
        yes,
      ]);
      library.app.pings.publish([], ['account']);
    };
    await must(true);
    const reply = await use(key, 'GET', '/settings');
    await must(false);
    expect(reply.body.error?.details.reason).toBe('identity.change_password_first');
    expect((await use(key, 'GET', '/settings')).status).toBe(200);
  });

  it.each([
    [{ permissions: [] }, 'permissions'],
    [{ permissions: ['terbang:tinggi'] }, 'permissions.0'],
    [{ permissions: ['book:read'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ permissions: ['book:read'], name: '' }, 'name'],
    [{ permissions: ['book:read'], accountId: 'x' }, 'accountId'],
  ])('refuse %o, naming the field', async (body, field) => {
    const reply = await make(body);
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
  });

  it('are refused to who may not manage them, and nonsense is no key', async () => {
    const { budi, sari } = library.cast;
    for (const who of [budi, sari]) {
      expect((await library.call(who, 'GET', '/auth/api-keys')).status).toBe(403);
      expect((await library.call(who, 'POST', '/auth/api-keys', {})).status).toBe(403);
    }
    expect((await library.call(null, 'GET', '/auth/api-keys')).status).toBe(401);
    expect((await use('pk_apa-saja', 'GET', '/branches')).status).toBe(401);
  });

  it('of others are seen only by who manages keys everywhere', async () => {
    const { yosef, jayapura, wati } = library.cast;
    const role = { name: 'PENJAGA', permissions: ['key:manage', 'branch:read'] };
    await library.call(wati, 'POST', '/roles', role);
    const roles = [{ role: 'PENJAGA', scope: 'branch', branchId: jayapura }];
    expect((await library.call(wati, 'PATCH', `/admins/${yosef.accountId}`, { roles })).status).toBe(200);
    const hers = (await make({ permissions: ['book:read'] })).body.data;
    expect((await library.call(yosef, 'GET', '/auth/api-keys')).body.data).toEqual([]);
    expect((await library.call(yosef, 'DELETE', `/auth/api-keys/${hers.id}`)).status).toBe(404);
    const his = await library.call(yosef, 'POST', '/auth/api-keys', { name: 'Cabang', permissions: ['branch:read'] });
    expect(his.status).toBe(201);
    expect((await library.call(yosef, 'GET', '/auth/api-keys')).body.data).toHaveLength(1);
  });
});
