import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('settings', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const read = () => library.call(library.cast.wati, 'GET', '/settings');
  const change = (body: object, headers: Record<string, string> = {}) =>
    library.call(library.cast.wati, 'PATCH', '/settings', body, headers);

  it('are the shipped ones until somebody changes them', async () => {
    const { body, headers } = await read();
    expect(body.data).toMatchObject({
      libraryName: 'Perpustakaan',
      currency: 'IDR',
      timeZone: 'Asia/Jakarta',
      memberNumberFormat: { prefix: 'LIB', digits: 3 },
      refundSecondPerson: true,
      version: 1,
    });
    expect(headers.etag).toBe('"v1"');
  });

  it('change one by one, with a fact that shows only the difference', async () => {
    await library.factsSince();
    const { body } = await change({ libraryName: ' Perpustakaan Kota ', address: 'Jl. Merdeka 1' });
    expect(body.data).toMatchObject({ libraryName: 'Perpustakaan Kota', address: 'Jl. Merdeka 1', version: 2 });
    expect((await read()).body.data).toEqual(body.data);
    expect(await library.factsSince()).toEqual(['settings.updated']);
    const { rows } = await library.app.pool.query(
      `select d.body->'oldValues' as old, d.body->'newValues' as new from fact_details d order by at desc limit 1`,
    );
    expect(rows[0]).toEqual({
      old: { libraryName: 'Perpustakaan', address: null, version: 1 },
      new: { libraryName: 'Perpustakaan Kota', address: 'Jl. Merdeka 1', version: 2 },
    });
  });

  it('stay as they are, without a fact, when nothing differs', async () => {
    const before = (await read()).body.data;
    expect((await change({ libraryName: before.libraryName })).body.data.version).toBe(before.version);
    expect(await library.factsSince()).toEqual([]);
  });

  it('refuse a change based on an old reading, and let only one of two at once through', async () => {
    const { version } = (await read()).body.data;
    const stale = await change({ phone: '021-1' }, { 'if-match': `"v${version - 1}"` });
    expect(stale.status).toBe(412);
    const both = await Promise.all(
      ['021-2', '021-3'].map((phone) => change({ phone }, { 'if-match': `"v${version}"` })),
    );
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 412]);
  });

  it.each([
    [{ timeZone: 'Asia/Jakarat' }, 'timeZone'],
    [{ timeZone: '+07:00' }, 'timeZone'],
    [{ currency: 'USD' }, 'currency'],
    [{ libraryName: '' }, 'libraryName'],
    [{ logo: 'javascript:alert(1)' }, 'logo'],
    [{ memberNumberFormat: { prefix: 'lib', digits: 3 } }, 'memberNumberFormat.prefix'],
    [{ openingHours: { monday: [{ open: '16:00', close: '08:00' }] } }, 'openingHours.monday.0.close'],
    [
      {
        openingHours: {
          monday: [
            { open: '08:00', close: '12:00' },
            { open: '11:00', close: '13:00' },
          ],
        },
      },
      'openingHours.monday',
    ],
    [{ version: 9 }, 'version'],
    [{ favouriteColour: 'red' }, 'favouriteColour'],
  ])('refuse %o, naming the field', async (body, field) => {
    const reply = await change(body);
    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe(field);
  });

  it('are read by staff and changed by administrators alone', async () => {
    const { wati, budi, tono, vera, sari } = library.cast;
    for (const who of [wati, budi, tono]) expect((await library.call(who, 'GET', '/settings')).status).toBe(200);
    for (const who of [vera, sari]) expect((await library.call(who, 'GET', '/settings')).status).toBe(403);
    expect((await library.call(null, 'GET', '/settings')).status).toBe(401);
    for (const who of [budi, tono, sari])
      expect((await library.call(who, 'PATCH', '/settings', { libraryName: 'X' })).status).toBe(403);
    expect((await library.call(null, 'PATCH', '/settings', { libraryName: 'X' })).status).toBe(401);
  });

  it('fall back to the default where a stored value cannot be read', async () => {
    await library.app.pool.query(`update settings set value = '"Mars/Olympus"' where key = 'timeZone'`);
    library.app.drivers.cache.drop(['settings']);
    expect((await read()).body.data.timeZone).toBe('Asia/Jakarta');
  });
});
