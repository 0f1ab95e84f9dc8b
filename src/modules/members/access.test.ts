import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { members } from './index.ts';

const NOBODY = '0195f3a0-0000-7000-8000-000000000000';

/** What each route needs to get past its form, so that what refuses is the reach. */
const BODIES: Record<string, object> = {
  'POST /members/:id/suspend': { reason: 'x' },
  'POST /members/:id/merge': { otherId: NOBODY },
  'POST /members/:id/erase': { reason: 'x' },
  'PATCH /members/:id': { name: 'X' },
};

describe('who reaches whom', () => {
  let library: TestLibrary;
  let elsewhere: string;
  beforeAll(async () => {
    library = await openLibrary();
    elsewhere = (await addMember(library.app, library.cast, { name: 'Jauh', branch: library.cast.jayapura })).memberId;
    // A librarian of one branch who may do everything there.
    await library.app.pool.query(`insert into roles (id, name, created_at, updated_at) values ($1, 'KEPALA', $2, $2)`, [
      NOBODY,
      library.clock.now(),
    ]);
    await library.app.pool.query(
      `insert into role_permissions (role_id, permission)
       select $1, unnest(array['member:read', 'member:create', 'member:update', 'member:delete', 'member:export', 'member:erase', 'member:pin'])`,
      [NOBODY],
    );
    await library.app.pool.query('update account_roles set role_id = $1 where account_id = $2', [
      NOBODY,
      library.cast.tono.accountId,
    ]);
    await library.factsSince();
  });
  afterAll(() => library.close());

  const ofOneMember = (members.routes ?? []).filter((route) => route.path.startsWith('/members/:id'));
  const request = (route: (typeof ofOneMember)[number], who: keyof TestLibrary['cast'], id: string) => {
    const person = library.cast[who];
    if (typeof person === 'string') throw new Error('a place, not a person');
    const path = route.path.replace(':id', id);
    const body =
      route.method === 'GET' || route.method === 'DELETE' ? undefined : (BODIES[`${route.method} ${route.path}`] ?? {});
    if (!route.path.endsWith('/photo') || route.method !== 'PUT') return library.call(person, route.method, path, body);
    return library.call(person, 'PUT', path, Buffer.from('89504e470d0a1a0a', 'hex'), { 'content-type': 'image/png' });
  };

  it.each(ofOneMember.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s finds nobody of another branch, though everything may be done in one’s own',
    async (_name, route) => {
      const reply = await request(route, 'tono', elsewhere);
      expect({ status: reply.status, reason: reply.body.error.details.reason }).toEqual({
        status: 404,
        reason: 'members.not_found',
      });
      expect(await library.factsSince()).toEqual([]);
    },
  );

  it.each(ofOneMember.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s shows a member nobody else',
    async (_name, route) => {
      const reply = await request(route, 'sari', library.cast.andi.memberId);
      expect([403, 404]).toContain(reply.status);
      expect(await library.factsSince()).toEqual([]);
    },
  );

  it.each(ofOneMember.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s answers 400 for an id that is none, 401 to nobody',
    async (_name, route) => {
      expect((await request(route, 'wati', 'bukan-id')).status).toBe(400);
      expect((await library.call(null, route.method, route.path.replace(':id', elsewhere))).status).toBe(401);
    },
  );

  it('swapped references in bodies reach no further', async () => {
    const { tono, sari, jayapura, central } = library.cast;
    const merge = await library.call(tono, 'POST', `/members/${sari.memberId}/merge`, { otherId: elsewhere });
    expect(merge.status).toBe(404);
    const move = await library.call(tono, 'PATCH', `/members/${sari.memberId}`, { branchId: jayapura });
    expect(move.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'branchId' });
    const type = library.cast.student;
    const made = await library.call(tono, 'POST', '/members', { name: 'X', memberTypeId: type, branchId: jayapura });
    expect(made.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'branchId' });
    const cards = await library.call(tono, 'POST', '/members/cards', { ids: [sari.memberId, elsewhere] });
    expect(cards.status).toBe(404);
    const file = await library.call(
      tono,
      'POST',
      `/members/import?memberTypeId=${type}&branchId=${jayapura}`,
      'nama\nX',
      {
        'content-type': 'text/csv',
      },
    );
    expect(file.body.data).toMatchObject({ created: 0, failed: 1, errors: [{ field: 'branch' }] });
    const other = await library.call(tono, 'POST', '/members', { name: 'X', memberTypeId: type });
    expect(other.body.data.branch.id).toBe(central);
    expect(await library.factsSince()).toEqual(['member.created']);
  });

  it('lists show a member oneself, a branch its own, and nothing to who may not read', async () => {
    const names = async (who: 'sari' | 'tono' | 'yosef') =>
      (await library.call(library.cast[who], 'GET', '/members?limit=100')).body.data.map(
        (m: { name: string }) => m.name,
      );
    expect(await names('sari')).toEqual(['Sari']);
    expect(await names('tono')).not.toContain('Jauh');
    expect(await names('yosef')).toEqual(['Jauh']);
    expect((await library.call(library.cast.vera, 'GET', '/members')).status).toBe(403);
    const searched = await library.call(library.cast.sari, 'GET', '/members?search=andi');
    expect(searched.body.data).toEqual([]);
    expect(searched.body.meta.total).toBe(0);
  });

  it.each(
    (members.routes ?? [])
      .filter((route) => route.operation.permission !== 'member:read')
      .map((route) => [`${route.method} ${route.path}`, route] as const),
  )('%s is refused to who has no permission for it', async (_name, route) => {
    const path = route.path.replace(':id', library.cast.sari.memberId);
    const reply = await library.call(library.cast.vera, route.method, path, route.method === 'GET' ? undefined : {});
    expect(reply.status).toBe(403);
    expect(await library.factsSince()).toEqual([]);
  });
});

describe('the words for people', () => {
  it('are there in both languages for every refusal in the source', () => {
    const known = new Set(Object.keys(members.messages ?? {}));
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
      const uses = text.matchAll(/(?:invalid|failure|notFound|refused|bad|say)\([^)]*?'(members\.[a-z_.]+)'/g);
      const inSchemas = text.matchAll(/(?:error: |, )'(members\.[a-z_]+)'\)/g);
      for (const [, code = ''] of [...uses, ...inSchemas]) expect(known, `${file}: ${code}`).toContain(code);
    }
  });
});
