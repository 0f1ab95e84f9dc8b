import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('the second factor', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const post = (url: string, body: object, headers: Record<string, string> = {}) =>
    library.call(null, 'POST', url, body, headers);
  const knock = ({ email, password }: Person, more: object = {}) => post('/auth/login', { email, password, ...more });
  /** What the phone shows now, or in so many seconds. */
  const codeOf = (secret: string, later = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: library.clock.now().getTime() + later * 1000,
    });
  /** Makes the next code one that was not used yet. */
  const nextStep = () => library.clock.move('31s');

  async function enable(person: Person): Promise<{ secret: string; recoveryCodes: string[] }> {
    const { secret } = (await library.call(person, 'POST', '/auth/totp', {})).body.data;
    const confirmed = await library.call(person, 'POST', '/auth/totp/confirm', { code: codeOf(secret) });
    nextStep();
    return { secret, recoveryCodes: confirmed.body.data.recoveryCodes };
  }

  it('is asked for only after a code of it was seen', async () => {
    const { budi } = library.cast;
    const begun = await library.call(budi, 'POST', '/auth/totp', {});
    expect(begun.status).toBe(201);
    const { secret, url } = begun.body.data;
    expect(url).toMatch(/^otpauth:\/\/totp\/Perpustakaan:budi%40pustaka\.test\?/);
    expect((await knock(budi)).status).toBe(200);
    const wrong = await library.call(budi, 'POST', '/auth/totp/confirm', { code: '000000' });
    expect(wrong.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'code' });
    const confirmed = await library.call(budi, 'POST', '/auth/totp/confirm', { code: codeOf(secret) });
    expect(new Set(confirmed.body.data.recoveryCodes).size).toBe(10);
    const challenged = await knock(budi);
    expect(challenged.status).toBe(401);
    expect(challenged.body.error.details.reason).toBe('identity.totp_required');
    expect((await library.call(budi, 'POST', '/auth/totp', {})).status).toBe(409);
    expect(await library.factsSince()).toEqual([
      'account.totp_begun',
      'session.opened',
      'account.totp_refused',
      'account.totp_enabled',
      'session.challenged',
    ]);
  });

  it('lets in with a code beside the password, once', async () => {
    const { dewi } = library.cast;
    const { secret } = await enable(dewi);
    const code = codeOf(secret);
    expect((await knock(dewi, { code: '000000' })).body.error.details.reason).toBe('identity.bad_code');
    const both = await Promise.all([knock(dewi, { code }), knock(dewi, { code }), knock(dewi, { code })]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 401, 401]);
    expect((await knock(dewi, { code: codeOf(secret, -30) })).status).toBe(401);
    nextStep();
    expect((await knock(dewi, { code: codeOf(secret) })).status).toBe(200);
    nextStep();
    expect((await knock(dewi, { code: codeOf(secret, -90) })).status).toBe(401);
    expect((await knock(dewi, { code: codeOf(secret, 30) })).status).toBe(200);
  });

  it('says nothing about codes to who does not know the password', async () => {
    const reply = await post('/auth/login', {
      email: library.cast.dewi.email,
      password: 'salah-sekali-3',
      code: '123456',
    });
    expect(reply.body.error.details.reason).toBe('identity.bad_credentials');
  });

  it('may come afterwards, with the challenge, for a few minutes and once', async () => {
    const { tono } = library.cast;
    const { secret } = await enable(tono);
    const challenge = async () => (await knock(tono)).body.error.details.challenge as string;
    const answer = (text: string, code: string) => post('/auth/login/totp', { challenge: text, code });
    const first = await challenge();
    expect((await answer(first, '000000')).body.error.details.reason).toBe('identity.bad_code');
    const entered = await answer(first, codeOf(secret));
    expect(entered.body.data.user.name).toBe('Tono');
    nextStep();
    expect((await answer(first, codeOf(secret))).body.error.details.reason).toBe('identity.bad_token');
    const late = await challenge();
    library.clock.move('6m');
    expect((await answer(late, codeOf(secret))).status).toBe(401);
    expect((await answer('x'.repeat(43), codeOf(secret))).status).toBe(401);
    const other = await knock(library.cast.dewi);
    expect((await answer(other.body.error.details.challenge, codeOf(secret))).status).toBe(401);
  });

  it('opens a browser session too, both ways', async () => {
    const { yosef } = library.cast;
    const { secret } = await enable(yosef);
    const { email, password } = yosef;
    const half = await post('/auth/session', { email, password });
    expect(half.status).toBe(401);
    expect(half.headers['set-cookie']).toBeUndefined();
    const { challenge } = half.body.error.details;
    const whole = await post('/auth/session/totp', { challenge, code: codeOf(secret) });
    expect(String(whole.headers['set-cookie'])).toMatch(/^sid=/);
    nextStep();
    expect((await post('/auth/session', { email, password, code: codeOf(secret) })).status).toBe(200);
  });

  it('is replaced once by each recovery code when the phone is lost', async () => {
    const { manager, wati } = library.cast;
    const { recoveryCodes } = await enable(manager);
    const [one = '', two = ''] = recoveryCodes;
    expect((await knock(manager, { code: one.toUpperCase().replaceAll('-', ' ') })).status).toBe(200);
    expect((await knock(manager, { code: one })).status).toBe(401);
    await enable(wati);
    expect((await knock(wati, { code: two })).status).toBe(401);
    const renewed = await library.call(manager, 'POST', '/auth/totp/recovery-codes', { code: two });
    expect(renewed.body.data.recoveryCodes).toHaveLength(10);
    expect((await knock(manager, { code: recoveryCodes[2] })).status).toBe(401);
    const [fresh = ''] = renewed.body.data.recoveryCodes;
    const off = await library.call(manager, 'DELETE', `/auth/totp?code=${fresh}`);
    expect(off.body.data).toEqual({ totpEnabled: false });
    expect((await knock(manager)).status).toBe(200);
    expect((await library.call(manager, 'DELETE', `/auth/totp?code=${fresh}`)).status).toBe(409);
  });

  it('is never readable in the database, the facts, or another account', async () => {
    const { sari, andi } = library.cast;
    const { secret, recoveryCodes } = await enable(sari);
    const { rows } = await library.app.pool.query('select totp_secret from accounts where id = $1', [sari.accountId]);
    expect(rows[0].totp_secret).toMatch(/^v1\./);
    const found = await library.app.pool.query(
      `select 1 from accounts where totp_secret like '%' || $1 || '%'
       union all select 1 from fact_details where body::text like any (array['%' || $1 || '%', '%' || $2 || '%'])`,
      [secret, recoveryCodes[0]],
    );
    expect(found.rows).toEqual([]);
    await library.app.pool.query('update accounts set totp_secret = $2, totp_enabled_at = $3 where id = $1', [
      andi.accountId,
      rows[0].totp_secret,
      library.clock.now(),
    ]);
    expect((await knock(andi, { code: codeOf(secret) })).status).toBe(401);
    await library.app.pool.query('update accounts set totp_secret = null, totp_enabled_at = null where id = $1', [
      andi.accountId,
    ]);
  });

  it('is one’s own to set up, in person', async () => {
    for (const [method, url] of [
      ['POST', '/auth/totp'],
      ['POST', '/auth/totp/confirm'],
      ['POST', '/auth/totp/recovery-codes'],
      ['DELETE', '/auth/totp?code=123456'],
    ] as const)
      expect((await library.call(null, method, url, method === 'POST' ? { code: '123456' } : undefined)).status).toBe(
        401,
      );
    expect((await library.call(library.cast.vera, 'POST', '/auth/totp/confirm', { code: '123456' })).status).toBe(409);
    expect((await library.call(library.cast.vera, 'POST', '/auth/totp/confirm', { code: '12' })).body.error.field).toBe(
      'code',
    );
  });
});

describe('codes under guessing', () => {
  it('are counted for the account, wherever they come from', async () => {
    const library = await openLibrary({ env: { RATE_LIMIT_AUTH: '5/15m' } });
    const { budi } = library.cast;
    const { secret } = (await library.call(budi, 'POST', '/auth/totp', {})).body.data;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: library.clock.now().getTime() });
    expect((await library.call(budi, 'POST', '/auth/totp/confirm', { code })).status).toBe(200);
    const guess = async (n: number) =>
      (
        await library.web.inject({
          method: 'POST',
          url: '/api/v1/auth/login',
          payload: { email: budi.email, password: budi.password, code: String(100_000 + n) },
          remoteAddress: `10.0.0.${n}`,
        })
      ).statusCode;
    const answers: number[] = [];
    for (let n = 0; n < 7; n++) answers.push(await guess(n));
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    await library.close();
  });
});
