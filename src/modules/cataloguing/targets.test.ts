import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { marc } from '../../../test/support/marc.ts';
import { httpTarget, sruAnswer, type Target } from '../../../test/support/targets.ts';

const SRU = { name: 'Katalog Tetangga', protocol: 'SRU', url: 'http://127.0.0.1:9/db' };
const Z3950 = { name: 'Katalog Lama', protocol: 'Z3950', host: 'katalog.example.org', database: 'Default' };

describe('targets', () => {
  let library: TestLibrary;
  let other: Target;
  let wati: Person;
  let budi: Person;
  let status = 200;
  beforeAll(async () => {
    library = await openLibrary();
    ({ wati, budi } = library.cast);
    other = await httpTarget((_request, response) => response.writeHead(status).end(sruAnswer([marc('Satu')])));
  });
  afterAll(async () => {
    await other.close();
    await library.close();
  });
  const call = (
    who: Person | null,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers = {},
  ) => library.call(who, method, `/cataloguing/targets${path}`, body, headers);
  const fieldsOf = (body: { error: { details: { issues?: { field: string }[] }; field?: string } }): string[] =>
    body.error.details.issues?.map(({ field }) => field) ?? [body.error.field ?? ''];

  it('are made, changed and deleted, each with its fact', async () => {
    await library.factsSince();
    const made = await call(wati, 'POST', '', SRU);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      ...SRU,
      ...{
        sruVersion: '1.1',
        recordSchema: 'marcxml',
        indexIsbn: 'bath.isbn',
        timeoutMs: 5_000,
        position: 100,
        enabled: true,
      },
      ...{ host: null, port: null, syntax: null, health: null, version: 1 },
    });
    const { id } = made.body.data;
    const changed = await call(wati, 'PATCH', `/${id}`, { indexIsbn: null, recordSchema: null, enabled: false });
    expect(changed.body.data).toMatchObject({
      indexIsbn: null,
      recordSchema: null,
      indexTitle: 'dc.title',
      enabled: false,
      version: 2,
    });
    const again = await call(wati, 'PATCH', `/${id}`, { position: 5 }, { 'if-match': '"2"' });
    expect(again.body.data).toMatchObject({ indexIsbn: null, recordSchema: null, position: 5, version: 3 });
    expect((await call(wati, 'PATCH', `/${id}`, { position: 6 }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await call(budi, 'GET', `/${id}`)).body.data.position).toBe(5);
    expect((await call(wati, 'DELETE', `/${id}`)).body.data).toEqual({ deleted: true });
    expect((await call(wati, 'GET', `/${id}`)).status).toBe(404);
    expect(await library.factsSince()).toEqual([
      'catalogue_target.created',
      'catalogue_target.updated',
      'catalogue_target.updated',
      'catalogue_target.deleted',
    ]);
  });

  it('of Z39.50 have a port and a syntax, and nothing of SRU', async () => {
    const made = await call(wati, 'POST', '', Z3950);
    expect(made.body.data).toMatchObject({
      ...Z3950,
      port: 210,
      syntax: 'USMARC',
      charset: 'AUTO',
      url: null,
      indexTitle: null,
    });
    await call(wati, 'DELETE', `/${made.body.data.id}`);
  });

  it.each([
    ['without an address', { ...SRU, url: undefined }, 'url'],
    ['with an address of another kind', { ...SRU, url: 'ftp://x.example/' }, 'url'],
    ['with a password in its address', { ...SRU, url: 'http://a:b@x.example/' }, 'url'],
    ['with an address of secrets', { ...SRU, url: 'http://169.254.169.254/latest' }, 'url'],
    ['with an index that is more than a name', { ...SRU, indexTitle: 'dc.title="x" or dc.title' }, 'indexTitle'],
    ['of an unknown version', { ...SRU, sruVersion: '3.0' }, 'sruVersion'],
    ['without a host', { ...Z3950, host: undefined }, 'host'],
    ['with a host that is none', { ...Z3950, host: 'a b' }, 'host'],
    ['with a host of secrets', { ...Z3950, host: 'fe80::1' }, 'host'],
    ['with a port that is none', { ...Z3950, port: 70_000 }, 'port'],
    ['that waits for ever', { ...Z3950, timeoutMs: 600_000 }, 'timeoutMs'],
    ['without a name', { ...SRU, name: ' ' }, 'name'],
    ['with more than is known', { ...SRU, secret: 1 }, 'secret'],
  ])('%s are refused, naming the field', async (_what, body, field) => {
    const refused = await call(wati, 'POST', '', body);
    expect([refused.status, fieldsOf(refused.body)[0]]).toEqual([400, field]);
  });

  it('have names of their own', async () => {
    const { id } = (await call(wati, 'POST', '', SRU)).body.data;
    const second = await call(wati, 'POST', '', { ...SRU, name: 'katalog tetangga' });
    expect([second.status, second.body.error.details.reason]).toEqual([409, 'cataloguing.name_taken']);
    await call(wati, 'DELETE', `/${id}`);
  });

  it('of everybody are added by whoever catalogues, once', async () => {
    await library.factsSince();
    const presets = async () =>
      (await library.call(budi, 'GET', '/cataloguing/presets')).body.data as { key: string; added: boolean }[];
    for (const { key } of await presets()) {
      const added = await call(budi, 'POST', '/presets', { preset: key });
      expect(added.status).toBe(201);
      expect((await call(budi, 'POST', '/presets', { preset: key })).status).toBe(409);
    }
    expect((await presets()).every(({ added }) => added)).toBe(true);
    expect(new Set(await library.factsSince())).toEqual(new Set(['catalogue_target.created']));
    const { data } = (await call(budi, 'GET', '')).body;
    expect(data.map(({ name }: { name: string }) => name)[0]).toBe('Perpustakaan Nasional RI');
    for (const { id } of data) await call(wati, 'DELETE', `/${id}`);
    expect((await call(budi, 'POST', '/presets', { preset: 'evil' })).status).toBe(400);
  });

  it('are checked by asking them, and keep what came of it', async () => {
    const url = `http://127.0.0.1:${other.port}/`;
    const { id } = (await call(wati, 'POST', '', { ...SRU, url, timeoutMs: 1_000 })).body.data;
    await library.factsSince();
    const well = await call(budi, 'POST', `/${id}/check`);
    expect(well.body.data).toMatchObject({ health: { ok: true, code: null, ms: expect.any(Number) }, version: 1 });
    status = 500;
    const ill = await call(budi, 'POST', `/${id}/check`);
    expect(ill.body.data.health).toMatchObject({
      ok: false,
      code: 'cataloguing.target.http',
      message: 'Menjawab dengan galat HTTP (500)',
    });
    expect(await library.factsSince()).toEqual(['catalogue_target.checked', 'catalogue_target.checked']);
    status = 200;
    const named = await library.call(wati, 'GET', '/api/admin/resilience');
    expect(named.body.data.map(({ name }: { name: string }) => name)).toContain('catalogue: Katalog Tetangga');
    const changed = await call(wati, 'PATCH', `/${id}`, { timeoutMs: 900 });
    expect(changed.body.data.health).toBeNull();
    expect((await call(budi, 'POST', '/00000000-0000-4000-8000-000000000000/check')).status).toBe(404);
    await call(wati, 'DELETE', `/${id}`);
  });

  it('are entered only by who manages settings, seen only by who catalogues', async () => {
    const { id } = (await call(wati, 'POST', '', SRU)).body.data;
    for (const who of [budi, library.cast.tono, library.cast.manager, library.cast.sari]) {
      expect((await call(who, 'POST', '', { ...SRU, name: 'lain' })).status).toBe(403);
      expect((await call(who, 'PATCH', `/${id}`, { enabled: false })).status).toBe(403);
      expect((await call(who, 'DELETE', `/${id}`)).status).toBe(403);
    }
    for (const who of [library.cast.tono, library.cast.manager, library.cast.sari]) {
      expect((await call(who, 'GET', '')).status).toBe(403);
      expect((await call(who, 'POST', `/${id}/check`)).status).toBe(403);
      expect((await call(who, 'POST', '/presets', { preset: 'dnb' })).status).toBe(403);
    }
    expect((await call(null, 'GET', '')).status).toBe(401);
    await call(wati, 'DELETE', `/${id}`);
  });
});

describe('targets in a house of others', () => {
  it('are not on this machine, nor in its network', async () => {
    const library = await openLibrary({ env: { CATALOGUE_PRIVATE_TARGETS: 'off' } });
    const { wati } = library.cast;
    for (const url of ['http://127.0.0.1:5432/', 'http://[::1]/', 'http://10.0.0.5/'])
      expect((await library.call(wati, 'POST', '/cataloguing/targets', { ...SRU, url })).status).toBe(400);
    const named = await library.call(wati, 'POST', '/cataloguing/targets', { ...SRU, url: 'http://localhost:1/' });
    const checked = await library.call(wati, 'POST', `/cataloguing/targets/${named.body.data.id}/check`);
    expect(checked.body.data.health).toMatchObject({ ok: false, code: 'cataloguing.target.address_refused' });
    await library.close();
  });
});
