import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

const cookieOf = (headers: Record<string, unknown>): string => String(headers['set-cookie'] ?? '');

describe('a browser session', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const enter = (body: object = {}, headers: Record<string, string> = {}) => {
    const { email, password } = library.cast.dewi;
    return library.call(null, 'POST', '/auth/session', { email, password, ...body }, headers);
  };
  const me = async (cookie: string) =>
    (await library.call(null, 'GET', '/auth/me', undefined, { cookie: cookie.split(';')[0] ?? '' })).status;

  it('is kept in a cookie that scripts do not see, and in nothing else', async () => {
    await library.factsSince();
    const reply = await enter();
    expect(reply.status).toBe(200);
    const cookie = cookieOf(reply.headers);
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(Object.keys(reply.body.data).sort()).toEqual(['expiresAt', 'user']);
    expect(reply.text).not.toContain(cookie.slice(4, 47));
    expect(await me(cookie)).toBe(200);
    expect(await library.factsSince()).toEqual(['session.opened']);
  });

  it('is refused with a wrong password, and sets no cookie', async () => {
    const reply = await enter({ password: 'salah-sekali-9' });
    expect(reply.status).toBe(401);
    expect(reply.headers['set-cookie']).toBeUndefined();
  });

  it('ends when left, also in the browser; leaving twice is no error', async () => {
    const cookie = cookieOf((await enter()).headers);
    await library.factsSince();
    const leave = () =>
      library.call(null, 'DELETE', '/auth/session', undefined, { cookie: cookie.split(';')[0] ?? '' });
    const left = await leave();
    expect(left.status).toBe(200);
    expect(cookieOf(left.headers)).toMatch(/^sid=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    expect(await me(cookie)).toBe(401);
    expect((await leave()).status).toBe(200);
    expect(await library.factsSince()).toEqual(['session.closed']);
  });

  it('lives on while it is used and ends an hour after the last use', async () => {
    const cookie = cookieOf((await enter()).headers);
    for (let i = 0; i < 4; i++) {
      library.clock.move('50m');
      expect(await me(cookie)).toBe(200);
    }
    library.clock.move('61m');
    expect(await me(cookie)).toBe(401);
  });

  it('lasts a working day on a desk device, which only who lends may have', async () => {
    const cookie = cookieOf((await enter({ deskDevice: true })).headers);
    library.clock.move('11h');
    expect(await me(cookie)).toBe(200);
    library.clock.move('13h');
    expect(await me(cookie)).toBe(401);
    const { email, password } = library.cast.vera;
    const refused = await library.call(null, 'POST', '/auth/session', { email, password, deskDevice: true });
    expect(refused.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'deskDevice' });
  });

  it('is not opened from another site', async () => {
    const reply = await enter({}, { origin: 'https://jahat.example', host: 'pustaka.lan' });
    expect(reply.status).toBe(403);
    expect((await enter({}, { origin: 'http://pustaka.lan', host: 'pustaka.lan' })).status).toBe(200);
  });

  it('does not take the secret of one session for a bearer token, nor an invented cookie', async () => {
    const secret = cookieOf((await enter()).headers).slice(4, 47);
    const bearer = await library.call(null, 'GET', '/auth/me', undefined, { authorization: `Bearer ${secret}` });
    expect(bearer.status).toBe(401);
    expect(await me(`sid=${secret.slice(0, -1)}x`)).toBe(401);
    expect(await me(`__Host-sid=${secret}`)).toBe(401);
    expect((await library.call(null, 'GET', '/branches', undefined, { cookie: 'sid=apa-saja' })).status).toBe(200);
  });

  it('works over plain http at an address of the local network', async () => {
    const lan = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal);
    await library.web.listen({ host: '0.0.0.0', port: 0 });
    const address = library.web.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const origin = `http://${lan?.address ?? '127.0.0.1'}:${port}`;
    const { email, password } = library.cast.budi;
    const entered = await fetch(`${origin}/api/v1/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ email, password }),
    });
    expect(entered.status).toBe(200);
    const cookie = entered.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^sid=/);
    expect(cookie).not.toMatch(/secure/i);
    expect(entered.headers.get('strict-transport-security')).toBeNull();
    const mine = await fetch(`${origin}/api/v1/auth/me`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(mine.status).toBe(200);
  });
});

describe('a browser session over https', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary({ env: { PUBLIC_URL: 'https://pustaka.sekolah.id' } });
  });
  afterAll(() => library.close());

  it('is tied to the host, and takes no cookie another host could have set', async () => {
    const { email, password } = library.cast.budi;
    const reply = await library.call(null, 'POST', '/auth/session', { email, password });
    const cookie = cookieOf(reply.headers);
    expect(cookie).toMatch(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const secret = cookie.slice('__Host-sid='.length).split(';')[0];
    const me = (name: string) => library.call(null, 'GET', '/auth/me', undefined, { cookie: `${name}=${secret}` });
    expect((await me('__Host-sid')).status).toBe(200);
    expect((await me('sid')).status).toBe(401);
  });
});
