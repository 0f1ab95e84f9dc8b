import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { PERMISSIONS, ROLE_PERMISSIONS } from './permissions.ts';

describe('roles', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const make = (body: object) => library.call(library.cast.wati, 'POST', '/roles', body);
  const edit = (id: string, body: object, headers = {}) =>
    library.call(library.cast.wati, 'PATCH', `/roles/${id}`, body, headers);

  it('built in are listed with what the table gives them', async () => {
    const { body } = await library.call(library.cast.wati, 'GET', '/roles?limit=100');
    const byName = new Map(body.data.map((role: { name: string }) => [role.name, role]));
    expect(byName.get('DESK')).toMatchObject({
      builtIn: true,
      permissions: [...ROLE_PERMISSIONS.DESK].sort(),
      holders: 1,
    });
    expect(body.meta.total).toBe(9);
    const first = await library.call(library.cast.wati, 'GET', '/roles?limit=5');
    const next = await library.call(library.cast.wati, 'GET', `/roles?limit=5&cursor=${first.body.meta.nextCursor}`);
    expect([...first.body.data, ...next.body.data]).toEqual(body.data);
  });

  it('and permissions are one table', async () => {
    const { body } = await library.call(library.cast.wati, 'GET', '/permissions');
    expect(body.data).toHaveLength(PERMISSIONS.length);
    expect(body.data.find((p: { name: string }) => p.name === 'fine:waive').builtInRoles).toEqual([
      'SUPER_ADMIN',
      'LIBRARIAN',
    ]);
  });

  it('of one’s own are made, changed by version, given, and act at the next request', async () => {
    const made = await make({ name: 'PENATA', description: 'Menata rak', permissions: ['book:read', 'copy:read'] });
    expect(made.status).toBe(201);
    const { id } = made.body.data;
    expect(made.body.data).toMatchObject({
      builtIn: false,
      permissions: ['book:read', 'copy:read'],
      holders: 0,
      version: 1,
    });
    const { vera, wati } = library.cast;
    const roles = [{ role: 'PENATA', scope: 'all' }];
    expect((await library.call(wati, 'PATCH', `/admins/${vera.accountId}`, { roles })).status).toBe(200);
    expect((await library.call(vera, 'GET', '/settings')).status).toBe(403);
    expect((await edit(id, { permissions: ['settings:read'] }, { 'if-match': '"v1"' })).body.data.version).toBe(2);
    expect((await library.call(vera, 'GET', '/settings')).status).toBe(200);
    expect((await edit(id, { name: 'LAIN' }, { 'if-match': '"v1"' })).status).toBe(412);
    expect((await library.call(wati, 'GET', `/roles/${id}`)).body.data).toMatchObject({ name: 'PENATA', holders: 1 });
    expect(await library.factsSince()).toEqual(['role.created', 'account.roles_changed', 'role.updated']);
  });

  it('that somebody holds are not deleted', async () => {
    const { vera, wati } = library.cast;
    const { body } = await library.call(wati, 'GET', '/roles?limit=100');
    const { id } = body.data.find((role: { name: string }) => role.name === 'PENATA');
    const remove = () => library.call(wati, 'DELETE', `/roles/${id}`);
    expect((await remove()).body.error.details.reason).toBe('identity.role_in_use');
    await library.call(wati, 'DELETE', `/admins/${vera.accountId}`);
    await library.factsSince();
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(404);
    expect(await library.factsSince()).toEqual(['role.deleted']);
  });

  it('built in cannot be changed, deleted or doubled', async () => {
    const { body } = await library.call(library.cast.wati, 'GET', '/roles?limit=100');
    const desk = body.data.find((role: { name: string }) => role.name === 'DESK');
    expect((await edit(desk.id, { permissions: [...PERMISSIONS] })).body.error.details.reason).toBe(
      'identity.built_in_role',
    );
    expect((await library.call(library.cast.wati, 'DELETE', `/roles/${desk.id}`)).status).toBe(409);
    for (const name of ['DESK', 'ANONYMOUS', 'SUPER_ADMIN'])
      expect((await make({ name, permissions: ['book:read'] })).body.error).toMatchObject({
        code: 'CONFLICT',
        field: 'name',
      });
  });

  it('hold nothing their maker lacks, and are not made from within one branch', async () => {
    const { wati, budi, yosef, jayapura } = library.cast;
    await make({ name: 'PENGATUR', permissions: ['role:manage', 'role:read', 'book:read'] });
    const give = (accountId: string, assignment: object) =>
      library.call(wati, 'PATCH', `/admins/${accountId}`, { roles: [{ role: 'PENGATUR', ...assignment }] });
    await give(budi.accountId, { scope: 'all' });
    await give(yosef.accountId, { scope: 'branch', branchId: jayapura });
    const role = { name: 'BARU', permissions: ['book:read'] };
    const beyond = await library.call(budi, 'POST', '/roles', { ...role, permissions: ['book:read', 'fine:refund'] });
    expect(beyond.status).toBe(403);
    expect(beyond.body.error.details.reason).toBe('identity.cannot_grant');
    expect((await library.call(yosef, 'POST', '/roles', role)).status).toBe(403);
    const own = await library.call(budi, 'POST', '/roles', role);
    expect(own.status).toBe(201);
    const widen = await library.call(budi, 'PATCH', `/roles/${own.body.data.id}`, { permissions: ['admin:manage'] });
    expect(widen.status).toBe(403);
    const strong = (await make({ name: 'KUAT', permissions: ['admin:manage'] })).body.data;
    const take = await library.call(budi, 'PATCH', `/roles/${strong.id}`, { permissions: ['book:read'] });
    expect(take.status).toBe(403);
    expect((await library.call(budi, 'DELETE', `/roles/${strong.id}`)).status).toBe(403);
  });

  it.each([
    [{ name: 'kecil', permissions: ['book:read'] }, 'name'],
    [{ name: 'BAIK', permissions: [] }, 'permissions'],
    [{ name: 'BAIK', permissions: ['book:burn'] }, 'permissions.0'],
    [{ name: 'BAIK', permissions: ['book:read'], builtIn: true }, 'builtIn'],
  ])('refuse %o, naming the field', async (body, field) => {
    const reply = await make(body);
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
  });

  it('are the business of administrators', async () => {
    const { dewi, tono, sari } = library.cast;
    for (const who of [dewi, tono, sari]) {
      for (const url of ['/roles', '/permissions', '/roles/019a0000-0000-7000-8000-000000000000'])
        expect((await library.call(who, 'GET', url)).status).toBe(403);
      expect((await library.call(who, 'POST', '/roles', { name: 'X1', permissions: ['book:read'] })).status).toBe(403);
    }
    expect((await library.call(null, 'GET', '/roles')).status).toBe(401);
  });
});
