import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../../test/support/library.ts';

let library: TestLibrary;
let sari: Browser;
beforeAll(async () => {
  library = await openLibrary();
  sari = await browse(library, library.cast.sari);
});
afterAll(() => library.close());
beforeEach(() => library.factsSince());

const stored = async () =>
  (
    await library.app.pool.query(
      'select m.email, m.phone, m.address, m.consent, a.email as login from members m join accounts a on a.id = m.account_id where m.id = $1',
      [library.cast.sari.memberId],
    )
  ).rows[0];

describe('a member’s own profile', () => {
  it('shows the card with its barcode, without inline styles', async () => {
    const page = await sari.get('/akun/profil');
    expect(page.text).toContain('LIB001');
    expect(page.html).toMatch(/<svg[^>]*aria-label="Barkode nomor LIB001"/);
    expect(page.html).not.toMatch(/\sstyle=/);
    const { email } = await stored();
    expect(page.value('email')).toBe(email ?? '');
  });

  it('changes telephone and address, as text, and records it', async () => {
    const { email } = await stored();
    const page = await sari.get('/akun/profil');
    const address = 'Jl. <b>Melati</b> "3"';
    const sent = { _version: page.value('_version') ?? '', email: email ?? '', phone: '0812 3456', address };
    const done = await sari.send('/akun/profil', sent);
    expect(done.text).toContain('Perubahan disimpan');
    expect(done.html).toContain('Jl. &lt;b>Melati');
    expect(await stored()).toMatchObject({ phone: '0812 3456', address });
    expect(await library.factsSince()).toEqual(['member.updated']);
    const stale = await sari.post('/akun/profil', { ...sent, phone: '0813' });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('diubah');
    const bad = await sari.post('/akun/profil', { email: email ?? '', phone: 'abc', address });
    expect(bad.status).toBe(422);
    expect(Object.keys(bad.errors)).toEqual(['phone']);
    expect(bad.value('phone')).toBe('abc');
  });

  it('changes the e-mail address with the password only, and one signs in with the new one', async () => {
    const { address, phone } = await stored();
    const send = (email: string, currentPassword = '') =>
      sari.post('/akun/profil', { email, phone, address, currentPassword, _key: `surel-${Math.random()}` });
    expect(Object.keys((await send('baru@pustaka.test')).errors)).toEqual(['currentPassword']);
    expect(Object.keys((await send('baru@pustaka.test', 'bukan ini')).errors)).toEqual(['currentPassword']);
    expect((await send(library.cast.andi.email, library.cast.sari.password)).status).toBe(409);
    expect((await send('baru@pustaka.test', library.cast.sari.password)).status).toBe(303);
    expect(await stored()).toMatchObject({ email: 'baru@pustaka.test', login: 'baru@pustaka.test' });
    expect(await library.factsSince()).toEqual(['account.updated', 'member.updated']);
    const door = await browse(library, null);
    const back = await door.post('/masuk', { email: 'baru@pustaka.test', password: library.cast.sari.password });
    expect(back.status).toBe(303);
  });

  it('says what may be kept and shown, and takes it back', async () => {
    expect((await sari.send('/akun/profil/privasi', { history: 'true' })).html).toMatch(/id="history"[^>]*checked/);
    expect(await stored()).toMatchObject({ consent: { history: true, publicName: false } });
    await sari.send('/akun/profil/privasi', {});
    expect(await stored()).toMatchObject({ consent: { history: false } });
  });

  it('hands out everything that is kept, as a file, and records that', async () => {
    const file = await sari.post('/akun/data');
    expect(file.headers['content-disposition']).toContain('attachment; filename="LIB001.json"');
    expect(JSON.parse(file.html)).toHaveProperty('borrowings');
    expect(await library.factsSince()).toEqual(['member.exported']);
  });

  it('needs a card, and asks few questions of the database', async () => {
    const budi = await browse(library, library.cast.budi);
    expect((await budi.get('/akun/profil')).status).toBe(403);
    expect((await budi.post('/akun/profil', { phone: '1' })).status).toBe(403);
    expect((await budi.post('/akun/data')).status).toBe(403);
    const nobody = await browse(library, null);
    expect((await nobody.get('/akun/profil')).location).toBe('/masuk?ke=%2Fakun%2Fprofil');
    await sari.get('/akun/profil');
    expect((await countQueries(() => sari.get('/akun/profil'))).queries).toBeLessThanOrEqual(3);
  });
});
