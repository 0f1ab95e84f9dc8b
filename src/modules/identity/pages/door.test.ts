import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { sendLetter } from '../letters.ts';

const NEW = 'empat-kuda-di-sawah';
let library: TestLibrary;
let nobody: Browser;
beforeAll(async () => {
  library = await openLibrary({ worker: true });
  nobody = await browse(library, null);
});
afterAll(() => library.close());

/** The link of the newest letter that says this. */
async function linkIn(what: RegExp): Promise<string> {
  const folder = join(library.app.dataRoot, 'outbox');
  const files = (await readdir(folder)).sort();
  for (const file of files.reverse()) {
    const text = (await readFile(join(folder, file), 'utf8')).replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    const found = what.exec(text);
    if (found) return found[0];
  }
  throw new Error('no such letter');
}

const write = (letter: object) => sendLetter(library.as({ kind: 'system', name: 'test', grants: [] }), letter);

describe('a forgotten password', () => {
  it('is asked for with the same answer whoever is named', async () => {
    for (const email of [library.cast.budi.email, 'tidak.ada@pustaka.test']) {
      const answer = await nobody.send('/lupa-sandi', { email });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('surat dengan tautan segera dikirim');
    }
    const empty = await nobody.post('/en/forgot-password', { email: '' });
    expect(empty.status).toBe(422);
    expect(Object.keys(empty.errors)).toEqual(['email']);
  });

  it('is chosen anew under the address of the letter, in either language, once', async () => {
    await write({ letter: 'reset', login: library.cast.sari.email });
    const link = await linkIn(/\/reset-password\?token=[\w-]+/);
    expect((await nobody.get(link)).text).toContain('Pilih kata sandi');
    expect((await nobody.get(`/en${link}`)).text).toContain('Choose a password');
    const token = new URL(link, 'http://x').searchParams.get('token') ?? '';
    const differ = await nobody.post('/reset-password', { token, password: NEW, again: 'lain' });
    expect(differ.status).toBe(422);
    expect(differ.errors).toEqual({ again: 'Kedua kata sandi tidak sama' });
    expect(differ.value('token')).toBe(token);
    const weak = await nobody.post('/en/reset-password', { token, password: 'password12', again: 'password12' });
    expect(Object.keys(weak.errors)).toEqual(['password']);
    expect(weak.html).not.toContain('password12');
    const done = await nobody.send('/reset-password', { token, password: NEW, again: NEW });
    expect(done.text).toContain('Kata sandi disimpan. Silakan masuk.');
    const spent = await nobody.post('/reset-password', { token, password: NEW, again: NEW });
    expect(spent.status).toBe(422);
    expect(spent.text).toContain('Tautan ini tidak berlaku');
    expect((await nobody.get('/reset-password')).text).toContain('Minta tautan baru');
    const back = await nobody.post('/masuk', { email: library.cast.sari.email, password: NEW });
    expect(back.location).toBe('/akun');
  });
});

describe('a member’s first password', () => {
  it('comes by a letter to the address on file, and the page says nothing of who is a member', async () => {
    const { email } = library.cast.andi;
    await library.app.pool.query('update accounts set password_hash = null where id = $1', [
      library.cast.andi.accountId,
    ]);
    nobody = await browse(library, null);
    const asked = await nobody.send('/daftar', { memberId: 'LIB001', email });
    expect(asked.text).toContain('surat dengan tautan segera dikirim');
    const bad = await nobody.post('/en/register', { memberId: 'LIB002', email: '"><script>x' });
    expect(bad.status).toBe(422);
    expect(Object.keys(bad.errors)).toEqual(['email']);
    expect(bad.html).not.toContain('"><script>x');
    await write({ letter: 'activation', memberId: 'LIB002', email });
    const link = await linkIn(/\/activate\?token=[\w-]+/);
    expect((await nobody.get(`/en${link}`)).status).toBe(200);
    const token = new URL(link, 'http://x').searchParams.get('token') ?? '';
    expect((await nobody.post('/activate', { token, password: NEW, again: NEW })).location).toBe('/masuk');
  });
});

describe('the language of an account', () => {
  const enter = async (path: string): Promise<Browser> => {
    const visitor = await browse(library, null);
    const { email, password } = library.cast.dewi;
    expect((await visitor.post(path, { email, password })).status).toBe(303);
    return visitor;
  };
  const language = async (visitor: Browser) =>
    /<html lang="(\w+)"/.exec((await visitor.get('/akun/keamanan')).html)?.[1];

  it('is that of the page one signs in on, and says so once, until its owner chooses one', async () => {
    await library.factsSince();
    expect(await language(await enter('/en/sign-in'))).toBe('en');
    expect(await library.factsSince()).toEqual(['account.language_followed', 'session.opened']);
    await enter('/en/sign-in');
    expect(await library.factsSince()).toEqual(['session.opened']);
    const again = await enter('/masuk');
    expect(await language(again)).toBe('id');
    await again.post('/bahasa', { locale: 'en', ke: '/' });
    expect(await language(await enter('/masuk'))).toBe('en');
  });
});
