import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('member types', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, headers = {}) =>
    library.call(library.cast.budi, method, path, body, headers);

  it('are made, changed, retired and brought back', async () => {
    const made = await call('POST', '/member-types', { code: 'UMUM', name: 'Umum', membershipDays: 365 });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ code: 'UMUM', membershipDays: 365, status: 'ACTIVE', version: 1 });
    const { id } = made.body.data;
    const changed = await call('PATCH', `/member-types/${id}`, { membershipDays: null }, { 'if-match': '"v1"' });
    expect(changed.body.data).toMatchObject({ name: 'Umum', membershipDays: null, version: 2 });
    expect((await call('PATCH', `/member-types/${id}`, { name: 'X' }, { 'if-match': '"v1"' })).status).toBe(412);
    expect((await call('PATCH', `/member-types/${id}`, { name: 'Umum' })).body.data.version).toBe(2);
    expect((await call('DELETE', `/member-types/${id}`)).body.data.status).toBe('RETIRED');
    expect((await call('DELETE', `/member-types/${id}`)).body.data.version).toBe(3);
    expect((await call('PATCH', `/member-types/${id}`, { status: 'ACTIVE' })).body.data.status).toBe('ACTIVE');
    expect(await library.factsSince()).toEqual([
      'member-type.created',
      'member-type.updated',
      'member-type.retired',
      'member-type.updated',
    ]);
  });

  it('are retired while members have them, and those keep them', async () => {
    const { teacher, sari, student } = library.cast;
    expect((await call('DELETE', `/member-types/${student}`)).body.data.status).toBe('RETIRED');
    expect((await call('GET', `/members/${sari.memberId}`)).body.data.memberType.code).toBe('SISWA');
    const types = await call('GET', '/member-types?status=ACTIVE');
    expect(types.body.data.map((type: { id: string }) => type.id)).toContain(teacher);
    expect(types.body.data.map((type: { id: string }) => type.id)).not.toContain(student);
    await call('PATCH', `/member-types/${student}`, { status: 'ACTIVE' });
  });

  it('have a code of their own', async () => {
    const reply = await call('POST', '/member-types', { code: 'GURU', name: 'Guru lagi' });
    expect(reply.status).toBe(409);
    expect(reply.body.error).toMatchObject({ field: 'code', details: { reason: 'members.type_code_taken' } });
  });

  it.each([
    ['code', { code: 'kecil', name: 'x' }],
    ['name', { code: 'A', name: '' }],
    ['membershipDays', { code: 'A', name: 'x', membershipDays: 0 }],
    ['membershipDays', { code: 'A', name: 'x', membershipDays: 36501 }],
    ['status', { code: 'A', name: 'x', status: 'RETIRED' }],
  ])('refuse a wrong %s', async (field, body) => {
    const reply = await call('POST', '/member-types', body);
    expect({ status: reply.status, field: reply.body.error.field }).toEqual({ status: 400, field });
  });

  it('are found by page and by cursor', async () => {
    const first = await call('GET', '/member-types?limit=1');
    expect(first.body.meta).toMatchObject({ total: 3, hasNext: true });
    const next = await call('GET', `/member-types?limit=5&cursor=${first.body.meta.nextCursor}`);
    expect(next.body.data).toHaveLength(2);
    expect((await call('GET', '/member-types/0195f3a0-0000-7000-8000-000000000000')).status).toBe(404);
  });
});
