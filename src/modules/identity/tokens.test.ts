import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { configProblems } from '../../kernel/config.ts';
import { signingKeys } from './tokens.ts';

const SECRET = 'kunci-lama-kunci-lama-kunci-lama-1';
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('an access token', () => {
  let library: TestLibrary;
  let token: string;
  let refreshToken: string;
  beforeAll(async () => {
    library = await openLibrary({ env: { JWT_SECRET: SECRET } });
    const { email, password } = library.cast.budi;
    const { body } = await library.call(null, 'POST', '/auth/login', { email, password });
    ({ token, refreshToken } = body.data);
  });
  afterAll(() => library.close());
  const show = async (text: string) =>
    (await library.call(null, 'GET', '/auth/me', undefined, { authorization: `Bearer ${text}` })).status;
  const claims = () => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  /** A token like ours but for one thing. */
  async function forge(change: { header?: object; claims?: object; secret?: string } = {}): Promise<string> {
    const [key] = signingKeys(SECRET).keys;
    const header = { alg: 'HS256', typ: 'at+jwt', kid: key?.kid ?? '', ...change.header };
    const secret = new TextEncoder().encode(change.secret ?? SECRET);
    return new SignJWT({ ...claims(), ...change.claims }).setProtectedHeader(header).sign(secret);
  }

  it('opens the door when it is ours', async () => {
    expect(await show(token)).toBe(200);
    expect(await show(await forge())).toBe(200);
  });

  it.each([
    ['signed with another key', () => forge({ secret: 'kunci-orang-lain-kunci-orang-lain' })],
    ['of another type', () => forge({ header: { typ: 'JWT' } })],
    ['with a key nobody knows', () => forge({ header: { kid: 'asing' } })],
    ['signed with another algorithm', () => forge({ header: { alg: 'HS512' } })],
    ['for another audience', () => forge({ claims: { aud: 'lain' } })],
    ['from another issuer', () => forge({ claims: { iss: 'lain' } })],
    ['without an end', () => forge({ claims: { exp: undefined } })],
    ['without a session', () => forge({ claims: { sid: undefined } })],
    ['of a session of somebody else', () => forge({ claims: { sub: library.cast.wati.accountId } })],
    ['that names no session that is', () => forge({ claims: { sid: '019a0000-0000-7000-8000-000000000000' } })],
    ['whose session is no id', () => forge({ claims: { sid: "' or 1=1" } })],
  ])('is refused when it is %s', async (_what, make) => {
    expect(await show(await make())).toBe(401);
  });

  it('is refused without a signature, whatever its algorithm says', async () => {
    for (const alg of ['none', 'None', 'HS256']) {
      const unsigned = `${encode({ alg, typ: 'at+jwt', kid: signingKeys(SECRET).keys[0]?.kid })}.${encode(claims())}.`;
      expect(await show(unsigned)).toBe(401);
    }
  });

  it('is refused when a letter of it differs', async () => {
    const [header, body, signature = ''] = token.split('.');
    const other = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    expect(await show(`${header}.${body}.${other}`)).toBe(401);
    expect(await show(`${header}.${encode({ ...claims(), sub: library.cast.wati.accountId })}.${signature}`)).toBe(401);
    expect(await show('abc')).toBe(401);
  });

  it('is not a refresh token, nor a refresh token an access token', async () => {
    expect(await show(refreshToken)).toBe(401);
    expect((await library.call(null, 'POST', '/auth/refresh', { refreshToken: token })).status).not.toBe(200);
    expect((await library.call(null, 'POST', '/auth/refresh', { refreshToken: `${refreshToken}x` })).status).toBe(401);
  });

  it('ends after a day, by the clock of the library', async () => {
    library.clock.move('23h');
    expect(await show(token)).toBe(200);
    library.clock.move('2h');
    expect(await show(token)).toBe(401);
    library.clock.move('-25h');
  });

  it('ends with its session', async () => {
    await library.call(null, 'POST', '/auth/logout', {}, { authorization: `Bearer ${token}` });
    expect(await show(token)).toBe(401);
  });

  it('lives on while a new key is put in front, and ends when the old one goes', async () => {
    const person = library.cast.wati;
    const old = await person.token();
    const me = async (secret: string, text: string) => {
      const { makeApp, makeWeb } = await import('../../app.ts');
      const app = makeApp({
        postgres: library.database,
        env: { ...library.app.env, JWT_SECRET: secret },
        dataRoot: library.app.dataRoot,
        clock: library.clock,
        log: library.app.log,
        poolSize: 2,
      });
      const web = await makeWeb(app);
      const headers = { authorization: `Bearer ${text}` };
      const reply = await web.inject({ method: 'GET', url: '/api/v1/auth/me', headers });
      await web.close();
      await app.pool.end();
      return reply.statusCode;
    };
    const fresh = 'kunci-baru-kunci-baru-kunci-baru-2';
    expect(await me(`${fresh},${SECRET}`, old)).toBe(200);
    expect(await me(fresh, old)).toBe(401);
  });

  it('needs a key of 32 characters or more, or the library does not start', () => {
    expect(configProblems({ JWT_SECRET: 'pendek' }).join()).toContain('JWT_SECRET');
    expect(configProblems({ JWT_SECRET: `${SECRET},pendek` }).join()).toContain('JWT_SECRET');
    expect(configProblems({ JWT_SECRET: `${SECRET},${SECRET}2` }).join()).not.toContain('JWT_SECRET');
  });
});
