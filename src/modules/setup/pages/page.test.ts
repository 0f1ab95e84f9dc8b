import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmptyLibrary, openEmptyLibrary } from '../../../../test/support/empty-library.ts';
import { issueSetupToken } from '../index.ts';

const FORM = 'application/x-www-form-urlencoded';

describe('the set-up page', () => {
  let library: EmptyLibrary;
  let token: string;
  beforeEach(async () => {
    library = await openEmptyLibrary();
    token = (await issueSetupToken(library.app)) ?? '';
  });
  afterEach(() => library.close());

  const filled = (change: Record<string, string> = {}) => ({
    token,
    locale: 'id',
    name: 'Ani',
    email: 'ani@perpus.test',
    password: 'tiga-kuda-di-sawah',
    passwordAgain: 'tiga-kuda-di-sawah',
    libraryName: 'SMAN 1',
    branchName: 'Pusat',
    timeZone: 'Asia/Jakarta',
    openDays: 'monday',
    opens: '08:00',
    closes: '15:00',
    preset: 'school',
    demo: 'no',
    ...change,
  });
  const get = (url: string) => library.web.inject(url);
  const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    library.web.inject({
      method: 'POST',
      url: '/setup',
      headers: { 'content-type': FORM, ...headers },
      payload: new URLSearchParams(form).toString(),
    });

  it('shows the form to whoever has the link, in either language, and to nobody else', async () => {
    const id = await get(`/setup?token=${token}`);
    expect(id.statusCode).toBe(200);
    expect(id.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(id.headers['cache-control']).toBe('no-store');
    expect(id.body).toContain('<html lang="id">');
    expect((await get(`/setup?token=${token}&lang=en`)).body).toContain('Set up the library');
    for (const url of ['/setup', '/setup?token=', '/setup?token=x&token=y', `/setup?token=${token}x`]) {
      expect((await get(url)).statusCode).toBe(403);
    }
    expect((await get('/setup?lang=en')).body).toContain('bin/pustaka setup --link');
  });

  it('needs no script and no inline style, and every field has its label', async () => {
    const { body } = await get(`/setup?token=${token}`);
    expect(body).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/i);
    const ids = [...body.matchAll(/<(?:input|select) id="(\w+)"/g)].map((match) => match[1]);
    expect(ids).toHaveLength(9);
    for (const id of ids) expect(body).toContain(`<label for="${id}"`);
    expect([...body.matchAll(/<fieldset/g)]).toHaveLength(4);
    const css = await get(/href="(\/assets\/setup\.css[^"]*)"/.exec(body)?.[1] ?? '');
    expect(css.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(css.body).toContain('prefers-color-scheme: dark');
  });

  it('sets the library up and leads on to what comes next', async () => {
    const reply = await post(filled());
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe('/welcome?lang=id');
    const next = await get('/welcome?lang=en');
    expect(next.body).toContain('/docs');
    expect(next.body).toContain('/api/v1/auth/login');
    const signedIn = await library.web.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { email: 'ani@perpus.test', password: 'tiga-kuda-di-sawah' },
    });
    expect(signedIn.statusCode).toBe(200);
  });

  it('answers 404 once it is done, with the link and without, to GET and POST', async () => {
    await post(filled());
    expect((await get(`/setup?token=${token}`)).statusCode).toBe(404);
    expect((await get('/setup')).statusCode).toBe(404);
    expect((await post(filled({ email: 'budi@perpus.test' }))).statusCode).toBe(404);
    expect(await library.rows('select id from accounts')).toHaveLength(1);
  });

  it('says what is wrong beside each field and keeps the entries, but never a password', async () => {
    const reply = await post(
      filled({
        email: 'ani',
        libraryName: '',
        password: 'secret-entry-1',
        passwordAgain: 'other',
        branchName: 'Gedung B',
      }),
    );
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toMatch(/<p class="error" id="email-error">Tulis alamat surel yang lengkap/);
    expect(reply.body).toMatch(/id="libraryName"[^>]*aria-invalid="true"[^>]*aria-describedby="libraryName-error"/);
    expect(reply.body).toContain('id="passwordAgain-error"');
    expect(reply.body).toContain('value="Gedung B"');
    expect(reply.body).toContain('value="ani"');
    expect(reply.body).not.toContain('secret-entry-1');
    expect(await library.rows('select id from accounts')).toEqual([]);
  });

  it('shows what a guessable password lacks, beside it', async () => {
    const reply = await post(filled({ password: 'password123', passwordAgain: 'password123' }));
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('id="password-error"');
  });

  it('writes hostile entries as the text they are', async () => {
    const hostile = '"><script>alert(1)</script>';
    const { body } = await post(filled({ name: hostile, libraryName: `</title>${hostile}`, email: hostile }));
    expect(body).not.toContain('<script');
    expect(body).toContain('&quot;>&lt;script>');
  });

  it('takes no form from another site, from the wrong link or in another shape', async () => {
    expect((await post(filled(), { origin: 'https://evil.test' })).statusCode).toBe(403);
    expect((await post(filled(), { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await post(filled({ token: 'guessed' }))).statusCode).toBe(403);
    expect((await post(filled(), { host: 'perpus.test', origin: 'http://perpus.test' })).statusCode).toBe(303);
  });

  it('is never a server error, whatever is sent', async () => {
    const payloads = ['', '%', 'token=%00', `token=${token}&name=%00`, `token=${token}&openDays=noday&timeZone=Mars`];
    for (const payload of [...payloads, 'x'.repeat(40_000)]) {
      const reply = await library.web.inject({
        method: 'POST',
        url: '/setup',
        headers: { 'content-type': FORM },
        payload,
      });
      expect(reply.statusCode).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode).toBeLessThan(500);
    }
    const json = await library.web.inject({ method: 'POST', url: '/setup', payload: { token } });
    expect(json.statusCode).toBe(403);
  });

  it('makes one administrator of two forms sent at the same moment', async () => {
    const both = await Promise.all([post(filled()), post(filled({ email: 'budi@perpus.test' }))]);
    expect(both.map((reply) => reply.statusCode).sort()).toEqual([303, 404]);
    expect(await library.rows('select id from accounts')).toHaveLength(1);
  });

  it('is where the first address leads until it is done', async () => {
    expect((await get('/')).headers.location).toBe('/setup?lang=id');
    expect((await get('/welcome')).headers.location).toBe('/setup?lang=id');
    await post(filled());
    expect((await get('/')).headers.location).toBe('/welcome?lang=id');
  });
});
