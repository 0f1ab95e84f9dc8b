import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse, countQueries } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

const NEW = 'lima-kuda-di-sawah';
let library: TestLibrary;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());
const codeOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: library.clock.now().getTime() });

describe('one’s own security', () => {
  it('changes the password, signs the other devices out and never shows what was written', async () => {
    const here = await browse(library, library.cast.sari);
    const there = await browse(library, library.cast.sari);
    const send = (currentPassword: string, newPassword: string, again = newPassword) =>
      here.post('/akun/keamanan/sandi', { currentPassword, newPassword, again });
    expect((await send(library.cast.sari.password, NEW, 'lain')).errors).toEqual({
      again: 'Kedua kata sandi tidak sama',
    });
    const wrong = await send('bukan-kata-sandi', NEW);
    expect(wrong.status).toBe(422);
    expect(wrong.errors).toEqual({ currentPassword: 'Kata sandi sekarang salah' });
    expect(wrong.html).not.toContain(NEW);
    expect(Object.keys((await send(library.cast.sari.password, 'password12')).errors)).toEqual(['newPassword']);
    expect((await send(library.cast.sari.password, NEW)).location).toBe('/akun/keamanan');
    expect((await here.get('/akun/keamanan')).text).toContain('Kata sandi diganti');
    expect((await there.get('/akun/keamanan')).status).toBe(303);
    const { rows } = await library.app.pool.query('select 1 from idempotency_keys');
    expect(rows).toEqual([]);
  });

  it('lists the devices and signs them out, one’s own only', async () => {
    const here = await browse(library, library.cast.andi);
    const there = await browse(library, library.cast.andi);
    const foreign = await browse(library, library.cast.tono);
    const page = await here.get('/akun/keamanan', { 'user-agent': '<b>Firefox/1 Windows' });
    expect(page.text).toContain('Perangkat ini');
    const { rows } = await library.app.pool.query(
      `select id from sessions where account_id = $1 and kind = 'browser' order by id`,
      [library.cast.andi.accountId],
    );
    const theirs = String(rows[1]?.id);
    expect((await foreign.post('/akun/keamanan/sesi/akhiri', { id: theirs })).status).toBe(404);
    const ended = await here.send('/akun/keamanan/sesi/akhiri', { id: theirs });
    expect(ended.text).toContain('Perangkat yang dikeluarkan: 1');
    expect((await there.get('/akun')).location).toContain('/masuk');
    expect((await here.send('/akun/keamanan/sesi/lain')).status).toBe(200);
  });

  it('sets an authenticator up by a code to scan, shows recovery codes once, and takes it off again', async () => {
    const budi = await browse(library, library.cast.budi);
    const begun = await budi.post('/akun/keamanan/autentikator');
    expect(begun.status).toBe(200);
    expect(begun.html).toMatch(/<svg[^>]*aria-label="Kode QR/);
    expect(begun.html).not.toMatch(/\sstyle=/);
    const secret = begun.value('secret') ?? '';
    const wrong = await budi.post('/akun/keamanan/autentikator/aktifkan', { secret, code: '000000' });
    expect(wrong.status).toBe(422);
    expect(Object.keys(wrong.errors)).toEqual(['code']);
    expect(wrong.html).toMatch(/<svg[^>]*aria-label="Kode QR/);
    const hostile = await budi.post('/akun/keamanan/autentikator/aktifkan', { secret: '"><script>', code: '000000' });
    expect(hostile.html).not.toContain('"><script>');
    const on = await budi.post('/akun/keamanan/autentikator/aktifkan', { secret, code: codeOf(secret) });
    const codes = on.html.match(/<li>[a-z0-9-]{14}<\/li>/g) ?? [];
    expect(codes).toHaveLength(10);
    expect((await budi.get('/akun/keamanan/autentikator')).text).not.toContain(codes[0]?.slice(4, 18));
    library.clock.move('31s');
    const fresh = await budi.post('/akun/keamanan/autentikator/ubah', { act: 'codes', code: codeOf(secret) });
    expect(fresh.html.match(/<li>[a-z0-9-]{14}<\/li>/g)).toHaveLength(10);
    library.clock.move('31s');
    const off = await budi.send('/akun/keamanan/autentikator/ubah', { act: 'remove', code: codeOf(secret) });
    expect(off.text).toContain('Autentikator dinonaktifkan');
    expect((await budi.post('/akun/keamanan/autentikator/ubah', { code: '123456' })).status).toBe(409);
  });

  it('is where whoever was given a password is led first', async () => {
    await library.app.pool.query('update accounts set must_change_password = true where id = $1', [
      library.cast.vera.accountId,
    ]);
    const vera = await browse(library, library.cast.vera);
    expect((await vera.get('/staf/laporan')).status).toBeGreaterThan(300);
    expect((await vera.get('/akun/riwayat')).location).toBe('/akun/keamanan');
    expect((await vera.get('/akun/keamanan')).text).toContain('Ganti kata sandi Anda');
  });

  it('asks for a sign-in, and few questions of the database', async () => {
    const nobody = await browse(library, null);
    expect((await nobody.get('/akun/keamanan')).location).toBe('/masuk?ke=%2Fakun%2Fkeamanan');
    const dewi = await browse(library, library.cast.dewi);
    await dewi.get('/akun/keamanan');
    expect((await countQueries(() => dewi.get('/akun/keamanan'))).queries).toBeLessThanOrEqual(4);
  });
});
