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

  const step = (name: string, fields: Record<string, string>, path = '/setup') =>
    library.web.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': FORM },
      payload: new URLSearchParams({ token, step: name, ...fields }).toString(),
    });
  const ADMIN = {
    name: 'Ani',
    email: 'ani@perpus.test',
    password: 'tiga-kuda-di-sawah',
    passwordAgain: 'tiga-kuda-di-sawah',
  };
  const LIBRARY = {
    libraryName: 'SMAN 1',
    branchName: 'Pusat',
    timeZone: 'Asia/Jakarta',
    openDays: 'monday',
    opens: '08:00',
    closes: '15:00',
  };

  it('opens to whoever has the link, in either language, and to nobody else', async () => {
    const id = await get(`/setup?token=${token}`);
    expect(id.statusCode).toBe(200);
    expect(id.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(id.headers['cache-control']).toContain('no-store');
    expect(id.body).toContain('<html lang="id">');
    expect((await get(`/en/setup?token=${token}`)).body).toContain('Set up the library');
    expect((await get(`/setup?token=${token}&lang=en`)).headers.location).toBe(`/en/setup?token=${token}`);
    for (const url of ['/setup', '/setup?token=', '/setup?token=x&token=y', `/setup?token=${token}x`]) {
      expect((await get(url)).statusCode).toBe(403);
    }
    expect((await get('/en/setup')).body).toContain('bin/pustaka setup --link');
  });

  it('needs no script and no inline style, and every field has its label', async () => {
    await step('language', { locale: 'id' });
    await step('administrator', ADMIN);
    await step('library', LIBRARY);
    await step('rules', { preset: 'school' });
    for (const name of ['language', 'administrator', 'library', 'rules', 'content']) {
      const { body, statusCode } = await get(`/setup?token=${token}&step=${name}`);
      expect(statusCode).toBe(200);
      expect(body).not.toMatch(/<style|\sstyle=|\son[a-z]+=/i);
      expect(body.match(/<script(?! type="module" src=)/g)).toBeNull();
      for (const [, id] of body.matchAll(/<(?:input|select) id="(\w+)"/g)) expect(body).toContain(`<label for="${id}"`);
      expect(body).toMatch(new RegExp(`name="step" value="${name}"`));
    }
  });

  it('asks one thing after the other, keeps what was answered, and ends signed in with a label to try', async () => {
    const english = await step('language', { locale: 'en' });
    expect(english.headers.location).toBe(`/en/setup?token=${token}&step=administrator`);
    await step('administrator', ADMIN, '/en/setup');
    // Another browser goes on where this one stopped.
    const later = await get(`/en/setup?token=${token}`);
    expect(later.body).toContain('name="libraryName"');
    expect(later.body).not.toContain('tiga-kuda');
    expect((await get(`/en/setup?token=${token}&step=content`)).body).toContain('name="libraryName"');
    expect((await get(`/en/setup?token=${token}&step=administrator`)).body).toContain('value="ani@perpus.test"');
    await step('library', LIBRARY, '/en/setup');
    await step('rules', { preset: 'school' }, '/en/setup');
    const done = await step('content', { demo: 'no' }, '/en/setup');
    expect(done.statusCode).toBe(303);
    expect(done.headers.location).toBe('/en/welcome');
    const cookies = { sid: done.cookies.find(({ name }) => name === 'sid')?.value ?? '' };
    const welcome = await library.web.inject({ url: '/en/welcome', cookies });
    expect(welcome.body).toContain('UJI-000001');
    const label = await library.web.inject({ url: '/welcome/label.pdf', cookies });
    expect(label.headers['content-type']).toBe('application/pdf');
    const scan = async (code: string) =>
      (await library.web.inject({ url: `/en/welcome?${new URLSearchParams({ scan: code })}`, cookies })).body;
    expect(await scan('UJI-000001')).toContain('arrived as it should');
    expect(await scan('uji-000001')).toContain('Caps Lock');
    expect(await scan('<script>x')).not.toContain('<script>x');
    expect(await library.rows('select * from setup_drafts')).toEqual([]);
    expect(await library.rows('select locale from accounts')).toEqual([{ locale: 'en' }]);
    expect((await library.web.inject({ url: '/welcome/label.pdf' })).statusCode).toBe(303);
    const kept = JSON.stringify(await library.rows('select body from fact_details'));
    expect(kept).not.toContain('tiga-kuda');
  });

  it('does not finish before everything is answered', async () => {
    await step('rules', { preset: 'school' });
    const early = await step('content', { demo: 'no' });
    expect(early.headers.location).toBe(`/setup?token=${token}&step=language`);
    expect(await library.rows('select id from accounts')).toEqual([]);
  });

  it('takes all answers in one form, too', async () => {
    const reply = await post(filled());
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe('/welcome');
    expect((await get('/en/welcome')).body).toContain('Sign in');
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
    expect((await get('/en/setup')).statusCode).toBe(404);
    expect((await post(filled({ email: 'budi@perpus.test' }))).statusCode).toBe(404);
    expect((await step('administrator', { ...ADMIN, email: 'budi@perpus.test' })).statusCode).toBe(404);
    expect(await library.rows('select id from accounts')).toHaveLength(1);
  });

  it('says what is wrong beside each field and keeps the entries, but never a password', async () => {
    const admin = await step('administrator', {
      name: '',
      email: 'ani',
      password: 'short',
      passwordAgain: 'other-entry',
    });
    expect(admin.statusCode).toBe(422);
    for (const field of ['name', 'email', 'password', 'passwordAgain'])
      expect(admin.body).toContain(`id="${field}-error"`);
    expect(admin.body).toContain('value="ani"');
    expect(admin.body).not.toContain('other-entry');
    const place = await step('library', {
      ...LIBRARY,
      libraryName: '',
      branchName: 'Gedung B',
      opens: '16:00',
      openDays: '',
    });
    expect(place.statusCode).toBe(422);
    expect(place.body).toMatch(/id="libraryName"[^>]*aria-invalid="true"/);
    expect(place.body).toContain('id="openDays-error"');
    expect(place.body).toContain('value="Gedung B"');
    expect((await step('rules', { preset: 'x' })).body).toContain('id="preset-error"');
    expect((await step('content', { demo: 'yes' })).body).toContain('id="demo-error"');
    const whole = await post(filled({ libraryName: '' }));
    expect(whole.statusCode).toBe(422);
    expect(whole.body).toContain('id="libraryName-error"');
    expect(await library.rows('select * from setup_drafts')).toEqual([]);
    expect(await library.rows('select id from accounts')).toEqual([]);
  });

  it('shows what a guessable password lacks, beside it', async () => {
    const reply = await step('administrator', { ...ADMIN, password: 'password123', passwordAgain: 'password123' });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('id="password-error"');
    expect((await post(filled({ password: 'password123', passwordAgain: 'password123' }))).statusCode).toBe(422);
  });

  it('writes hostile entries as the text they are', async () => {
    const hostile = '"><script>alert(1)</script>';
    for (const reply of [
      await step('administrator', { ...ADMIN, name: hostile, email: hostile }),
      await step('library', { ...LIBRARY, libraryName: `</title>${hostile}`, timeZone: hostile }),
    ]) {
      expect(reply.statusCode).toBe(422);
      expect(reply.body).not.toContain('<script>alert');
      expect(reply.body).toContain('&quot;>&lt;script>');
    }
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
    for (const payload of ['step=x', 'step=content&demo=yes', 'step=library&openDays=%00'])
      expect(
        (await post(Object.fromEntries(new URLSearchParams(`token=${token}&${payload}`)))).statusCode,
      ).toBeLessThan(500);
    const json = await library.web.inject({ method: 'POST', url: '/setup', payload: { token } });
    expect(json.statusCode).toBe(415);
  });

  it('makes one administrator of two forms sent at the same moment', async () => {
    const both = await Promise.all([post(filled()), post(filled({ email: 'budi@perpus.test' }))]);
    expect(both.map((reply) => reply.statusCode).sort()).toEqual([303, 404]);
    expect(await library.rows('select id from accounts')).toHaveLength(1);
  });

  it('is where the first address leads until it is done', async () => {
    expect((await get('/')).headers.location).toBe('/setup');
    expect((await get('/en')).headers.location).toBe('/en/setup');
    expect((await get('/welcome')).headers.location).toBe('/setup');
    await post(filled());
    expect((await get('/')).statusCode).toBe(200);
  });
});
