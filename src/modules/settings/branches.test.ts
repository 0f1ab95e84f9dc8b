import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { newId } from '../../kernel/ids.ts';

describe('branches', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const make = (code: string) => library.call(library.cast.wati, 'POST', '/branches', { code, name: `Cabang ${code}` });

  it('are shown to everybody, page by page', async () => {
    const { body } = await library.call(null, 'GET', '/branches?limit=1');
    expect(body.data.map((b: { code: string }) => b.code)).toEqual(['JYP']);
    expect(body.meta).toMatchObject({ total: 2, hasNext: true });
    const next = await library.call(null, 'GET', `/branches?limit=1&cursor=${body.meta.nextCursor}`);
    expect(next.body.data[0].code).toBe('PUSAT');
    expect((await library.call(null, 'GET', `/branches/${body.data[0].id}`)).body.data.name).toBe('Cabang Jayapura');
  });

  it('are opened with a zone and hours of their own', async () => {
    await library.factsSince();
    const openingHours = { monday: [{ open: '09:00', close: '10:00' }] };
    const body = { code: 'MKS', name: 'Makassar', kind: 'MOBILE', timeZone: 'Asia/Makassar', openingHours };
    const made = await library.call(library.cast.wati, 'POST', '/branches', body);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      ...body,
      openingHours: { ...body.openingHours, sunday: [] },
      status: 'ACTIVE',
      version: 1,
    });
    expect(await library.factsSince()).toEqual(['branch.created']);
    const listed = await library.call(null, 'GET', '/branches?kind=MOBILE');
    expect(listed.body.meta.total).toBe(1);
    expect((await library.call(library.cast.wati, 'POST', '/branches', body)).body.error).toMatchObject({
      code: 'CONFLICT',
      field: 'code',
    });
  });

  it('are edited by version', async () => {
    const { data } = (await make('BDG')).body;
    await library.factsSince();
    const edit = (body: object, version: number) =>
      library.call(library.cast.wati, 'PATCH', `/branches/${data.id}`, body, { 'if-match': `"v${version}"` });
    const changed = await edit({ name: 'Bandung', phone: '022-1' }, 1);
    expect(changed.body.data).toMatchObject({ name: 'Bandung', phone: '022-1', version: 2 });
    expect((await edit({ name: 'Bogor' }, 1)).status).toBe(412);
    expect((await edit({ phone: '' }, 2)).body.data.phone).toBeNull();
    expect((await edit({ name: 'Bandung' }, 3)).body.data.version).toBe(3);
    expect(await library.factsSince()).toEqual(['branch.updated', 'branch.updated']);
  });

  it('close only when no copy is left there, and open again', async () => {
    const { data } = (await make('SMG')).body;
    await addBook(library.app, library.cast, { branch: data.id, copies: 2 });
    await library.factsSince();
    const close = () => library.call(library.cast.wati, 'DELETE', `/branches/${data.id}`);
    const refused = await close();
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({ reason: 'settings.branch_has_copies', copies: 2 });
    await library.app.pool.query(
      `update copies set status = 'WITHDRAWN', withdrawn_at = $2, withdrawn_reason = 'x' where branch_id = $1`,
      [data.id, new Date()],
    );
    expect((await close()).body.data.status).toBe('CLOSED');
    expect((await close()).body.data.status).toBe('CLOSED');
    const opened = await library.call(library.cast.wati, 'PATCH', `/branches/${data.id}`, { status: 'ACTIVE' });
    expect(opened.body.data.status).toBe('ACTIVE');
    expect(await library.factsSince()).toEqual(['branch.closed', 'branch.updated']);
  });

  it('never close altogether, even two at once', async () => {
    const { rows } = await library.app.pool.query(
      `update branches set status = 'CLOSED' where code not in ('MKS', 'BDG') returning id`,
    );
    const { rows: open } = await library.app.pool.query(`select id from branches where status = 'ACTIVE'`);
    const replies = await Promise.all(
      open.map(({ id }) => library.call(library.cast.wati, 'DELETE', `/branches/${id}`)),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    await library.app.pool.query(`update branches set status = 'ACTIVE' where id = any ($1)`, [rows.map((r) => r.id)]);
  });

  it('are managed by administrators alone', async () => {
    const { budi, yosef, sari, jayapura } = library.cast;
    for (const who of [budi, yosef, sari]) {
      expect((await library.call(who, 'POST', '/branches', { code: 'X', name: 'X' })).status).toBe(403);
      expect((await library.call(who, 'PATCH', `/branches/${jayapura}`, { name: 'X' })).status).toBe(403);
      expect((await library.call(who, 'DELETE', `/branches/${jayapura}`)).status).toBe(403);
    }
    expect((await library.call(null, 'DELETE', `/branches/${jayapura}`)).status).toBe(401);
  });

  it.each([
    [{ code: 'kecil', name: 'X' }, 'code'],
    [{ code: 'A', name: '' }, 'name'],
    [{ code: 'A', name: 'X', timeZone: 'Nowhere' }, 'timeZone'],
    [{ code: 'A', name: 'X', status: 'CLOSED' }, 'status'],
  ])('refuse %o, naming the field', async (body, field) => {
    const reply = await library.call(library.cast.wati, 'POST', '/branches', body);
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
  });

  it('answer 404 for one that does not exist and 400 for what is no id', async () => {
    expect((await library.call(library.cast.wati, 'DELETE', `/branches/${newId()}`)).status).toBe(404);
    expect((await library.call(null, 'GET', '/branches/1')).body.error.field).toBe('id');
  });
});
