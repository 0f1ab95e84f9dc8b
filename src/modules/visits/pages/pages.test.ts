import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

let library: TestLibrary;
let door: Browser;
beforeAll(async () => {
  library = await openLibrary();
  door = await browse(library, library.cast.dewi);
});
afterAll(() => library.close());

describe('the kiosk at the door', () => {
  it('greets a member by the card, and counts a second scan within a minute once', async () => {
    const first = await door.post('/kunjungan', { memberId: 'lib001' });
    expect(first.text).toContain('Halo, Sari!');
    const again = await door.post('/kunjungan', { memberId: 'LIB001' });
    expect(again.text).toContain('Sudah tercatat, Sari');
    const { rows } = await library.app.pool.query('select count(*)::int as n from visits');
    expect(rows[0].n).toBe(1);
  });

  it('takes a guest with where he comes from and why', async () => {
    const page = await door.post('/kunjungan', { guestName: 'Pak <b>Joko', institution: 'SMA 1', purpose: 'Membaca' });
    expect(page.text).toContain('Halo, Pak <b>Joko!');
    expect(page.html).not.toContain('<b>Joko');
    const list = await (await browse(library, library.cast.budi)).get('/staf/kunjungan?kind=GUEST');
    expect(list.text).toContain('SMA 1 · Membaca');
    expect(list.html).not.toMatch(/>\s*Sari\s*</);
  });

  it('tells a card it does not know, and sends who may not stand here away', async () => {
    expect((await door.post('/kunjungan', { memberId: 'XYZ999' })).status).toBe(422);
    expect((await (await browse(library, library.cast.sari)).get('/kunjungan')).status).toBe(403);
    expect((await (await browse(library, null)).get('/kunjungan')).location).toBe('/masuk?ke=%2Fkunjungan');
  });

  it('makes a room whose kiosk counts by itself, and names the field that is wrong', async () => {
    const budi = await browse(library, library.cast.budi);
    const made = await budi.send('/staf/kunjungan/ruang', {
      code: 'ANAK',
      name: 'Ruang anak',
      branchId: library.cast.central,
    });
    expect(made.text).toContain('Ruang anak');
    const room = /kunjungan\?ruang=([0-9a-f-]{36})/.exec(made.html)?.[1] ?? '';
    expect((await door.post('/kunjungan', { guestName: 'Bu Rina', ruang: room })).text).toContain('Ruang anak');
    expect(
      (await budi.post('/staf/kunjungan/ruang', { code: '', name: '', branchId: library.cast.central })).status,
    ).toBe(422);
  });

  it('asks for its branch whoever works at none, unless there is only one', async () => {
    const wati = await browse(library, library.cast.wati);
    const { central } = library.cast;
    expect((await wati.get('/kunjungan')).html).toContain('name="cabang"');
    const refused = await wati.post('/kunjungan', { guestName: 'Pak Amat' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('cabang yang dikunjungi')]);
    const put = await wati.get(`/kunjungan?cabang=${central}`);
    expect([put.value('cabang'), put.html.includes('<select id="cabang"')]).toEqual([central, false]);
    expect((await wati.post('/kunjungan', { guestName: 'Pak Amat', cabang: central })).text).toContain(
      'Halo, Pak Amat!',
    );
    await library.app.pool.query("update branches set status = 'CLOSED' where id <> $1", [central]);
    try {
      expect((await wati.get('/kunjungan')).html).not.toContain('name="cabang"');
      expect((await wati.post('/kunjungan', { guestName: 'Bu Ani' })).text).toContain('Halo, Bu Ani!');
      expect((await wati.post('/kunjungan', { memberId: 'LIB001' })).status).toBe(200);
    } finally {
      await library.app.pool.query("update branches set status = 'ACTIVE' where id <> $1", [central]);
    }
  });
});
