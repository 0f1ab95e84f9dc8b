import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../support/cast.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

describe('the door', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary({
      env: { TRUST_PROXY: '10.0.0.1', PUBLIC_URL: 'https://perpus.example.id', CORS_ORIGIN: 'https://app.example.id' },
    });
  });
  afterAll(() => library.close());
  const raw = (o: InjectOptions) => library.web.inject(o);
  const login = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    raw({
      method: 'POST',
      url: '/api/v1/auth/login',
      remoteAddress,
      headers,
      payload: { email: 'siapa@x.id', password: 'salah-sekali' },
    });
  const lastIp = async (): Promise<string> =>
    (
      await library.app.pool.query(
        "select d.body ->> 'ip' as ip from fact_details d join facts f on f.id = d.fact_id order by f.tx desc, f.id desc limit 1",
      )
    ).rows[0].ip;

  it('believes forwarding headers from a trusted proxy only', async () => {
    await login({ 'x-forwarded-for': '203.0.113.9' }, '198.51.100.7');
    expect(await lastIp()).toBe('198.51.100.7');
    await login({ 'x-forwarded-for': '203.0.113.9' }, '10.0.0.1');
    expect(await lastIp()).toBe('203.0.113.9');
    await login({ 'x-forwarded-for': '6.6.6.6, 203.0.113.9' }, '10.0.0.1');
    expect(await lastIp()).toBe('203.0.113.9');
  });

  it('refuses writes that come from another site', async () => {
    const status = async (headers: Record<string, string>): Promise<number> => (await login(headers)).statusCode;
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: 'https://perpus.example.id' })).toBe(401);
    expect(await status({ origin: 'https://app.example.id' })).toBe(401);
    expect(await status({ origin: 'http://perpus.lan:3000', host: 'perpus.lan:3000' })).toBe(401);
    expect(await status({})).toBe(401);
  });

  it('lets other sites read only when they are on the list', async () => {
    const allowed = async (origin: string) =>
      (await raw({ method: 'GET', url: '/api/v1/books', headers: { origin } })).headers['access-control-allow-origin'];
    expect(await allowed('https://app.example.id')).toBe('https://app.example.id');
    expect(await allowed('https://evil.example')).toBeUndefined();
  });

  it('keeps bodies small, flat, readable and of a known type', async () => {
    const post = (payload: string, type = 'application/json') =>
      library.call(library.cast.wati, 'POST', '/borrowings', payload, { 'content-type': type });
    const reasons = await Promise.all([
      post(`{"memberId":"${'x'.repeat(1_100_000)}"}`),
      post(`{"notes":${'['.repeat(60)}${']'.repeat(60)}}`),
      post('{"memberId":'),
      post('[1]'),
      post('"x"'),
      post('<a/>', 'application/xml'),
      post('{"__proto__":{"admin":true},"memberId":"LIB001"}'),
    ]);
    expect(reasons.map((r) => [r.status, r.body.error.details.reason])).toEqual([
      [413, 'kernel.body_too_large'],
      [400, 'kernel.too_deep'],
      [400, 'kernel.bad_body'],
      [400, 'kernel.bad_body'],
      [400, 'kernel.bad_body'],
      [415, 'kernel.media_type'],
      [400, 'kernel.bad_body'],
    ]);
  });

  it('serves /api with the version of the header, and knows only v1', async () => {
    const get = (headers: Record<string, string>) => raw({ method: 'GET', url: '/api/books', headers });
    expect((await get({})).statusCode).toBe(200);
    expect((await get({ 'api-version': 'v1' })).statusCode).toBe(200);
    const other = await get({ 'api-version': 'v2' });
    expect([other.statusCode, other.json().error.field]).toEqual([400, 'api-version']);
  });

  it('answers in the caller’s language, or as problem+json when asked', async () => {
    const english = await library.call(null, 'GET', '/nothing', undefined, { 'accept-language': 'en-GB' });
    expect([english.status, english.body.error.message]).toEqual([404, 'There is nothing at this address']);
    const problem = await raw({
      method: 'GET',
      url: '/api/v1/nothing',
      headers: { accept: 'application/problem+json' },
    });
    expect(problem.headers['content-type']).toContain('application/problem+json');
    expect(problem.json()).toMatchObject({
      title: 'Alamat ini tidak ada',
      status: 404,
      type: 'urn:pustaka:kernel.route_not_found',
    });
  });

  it('sends headers that keep browsers safe, and never lets private answers be kept', async () => {
    const page = await raw({ method: 'GET', url: '/health' });
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(String(page.headers['content-security-policy'])).not.toContain('unsafe');
    expect(page.headers['strict-transport-security']).toBeDefined();
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    const me = await library.call(library.cast.sari, 'GET', '/auth/me');
    expect(me.headers['cache-control']).toBe('private, no-store');
  });

  it('gives anonymous readers one kept answer with an id of its own each, fresh after a loan', async () => {
    const { bookId, barcodes } = await addBook(library.app, library.cast, { copies: 1 });
    const read = () => library.call(null, 'GET', `/books/${bookId}`);
    const [first, second] = [await read(), await read()];
    expect(first.body.data).toEqual(second.body.data);
    expect(first.body.requestId).not.toBe(second.body.requestId);
    expect(first.body.data.available).toBe(1);
    await library.call(library.cast.dewi, 'POST', '/borrowings', { barcode: barcodes[0], memberId: 'LIB001' });
    expect((await read()).body.data.available).toBe(0);
  });

  it('keeps the request id in header, body and log, and takes a correlation id along', async () => {
    const reply = await library.call(library.cast.sari, 'GET', '/auth/me');
    expect(reply.headers['x-request-id']).toBe(reply.body.requestId);
    await library.call(
      null,
      'POST',
      '/auth/login',
      { email: 'x@y.id', password: 'salah-sekali' },
      { 'x-correlation-id': 'meja-7' },
    );
    const { rows } = await library.app.pool.query('select correlation_id from facts order by tx desc limit 1');
    expect(rows).toEqual([{ correlation_id: 'meja-7' }]);
  });
});

describe('limits', () => {
  it('count failed sign-ins per account and address, leave the class next door alone, and say when to come back', async () => {
    const library = await openLibrary({ env: { RATE_LIMIT_AUTH: '3/15m', RATE_LIMIT_API: '4/1m' } });
    try {
      const tryAs = (email: string, password = 'salah-sekali', ip = '203.0.113.5') =>
        library.web.inject({
          method: 'POST',
          url: '/api/v1/auth/login',
          remoteAddress: ip,
          payload: { email, password },
        });
      for (let n = 0; n < 3; n++) expect((await tryAs(library.cast.budi.email)).statusCode).toBe(401);
      const limited = await tryAs(library.cast.budi.email, library.cast.budi.password);
      expect(limited.statusCode).toBe(429);
      expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
      expect((await tryAs(library.cast.sari.email, library.cast.sari.password)).statusCode).toBe(200);
      expect((await tryAs(library.cast.budi.email, library.cast.budi.password, '203.0.113.6')).statusCode).toBe(200);
      const read = () => library.web.inject({ method: 'GET', url: '/api/v1/branches', remoteAddress: '2001:db8::1' });
      const statuses = [];
      for (let n = 0; n < 5; n++) statuses.push((await read()).statusCode);
      expect(statuses).toEqual([200, 200, 200, 200, 429]);
      const neighbour = await library.web.inject({
        method: 'GET',
        url: '/api/v1/branches',
        remoteAddress: '2001:db8::ffff',
      });
      expect(neighbour.statusCode).toBe(429);
      const other = await library.web.inject({
        method: 'GET',
        url: '/api/v1/branches',
        remoteAddress: '2001:db8:0:1::1',
      });
      expect([other.statusCode, String(other.headers.ratelimit)]).toEqual([200, expect.stringContaining('r=3')]);
    } finally {
      await library.close();
    }
  });
});

describe('guesses at tokens', () => {
  it('are counted where they come from, and slow nobody who has a good one', async () => {
    const library = await openLibrary({ env: { RATE_LIMIT_API: '4/1m' } });
    try {
      const show = async (headers: Record<string, string>, remoteAddress = '203.0.113.5') =>
        (await library.web.inject({ method: 'GET', url: '/api/v1/auth/me', remoteAddress, headers })).statusCode;
      const statuses: number[] = [];
      for (let n = 0; n < 3; n++) statuses.push(await show({ authorization: `Bearer tebakan-${n}` }));
      statuses.push(await show({ 'x-api-key': 'pk_tebakan' }), await show({ authorization: 'Bearer lagi' }));
      expect(statuses).toEqual([401, 401, 401, 401, 429]);
      const budi = { authorization: `Bearer ${await library.cast.budi.token()}` };
      expect(await show(budi)).toBe(200);
      expect(await show({ authorization: 'Bearer lagi' }, '203.0.113.6')).toBe(401);
    } finally {
      await library.close();
    }
  });
});

describe('what the program tells of itself', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary({ env: { TRUST_PROXY: '127.0.0.1,10.0.0.1' } });
  });
  afterAll(() => library.close());
  const get = (url: string, remoteAddress: string, headers: Record<string, string> = {}) =>
    library.web.inject({ method: 'GET', url, remoteAddress, headers });
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('in metrics is for this machine and private networks, not for whom a proxy brings', async () => {
    const status = async (address: string, headers = {}) => (await get('/metrics', address, headers)).statusCode;
    expect(await status('127.0.0.1')).toBe(200);
    expect(await status('192.168.1.20')).toBe(200);
    expect(await status('fd00::7')).toBe(200);
    expect(await status('203.0.113.9')).toBe(403);
    expect(await status('127.0.0.1', from('203.0.113.9'))).toBe(403);
    expect(await status('127.0.0.1', from('192.168.1.20'))).toBe(200);
    expect(await status('192.168.1.20', from('127.0.0.1'))).toBe(403);
    const refused = await get('/metrics', '203.0.113.9');
    expect(refused.json().error.details.reason).toBe('http.metrics_near');
    expect(refused.body).not.toContain('pustaka_');
  });

  it('in metrics is for whoever holds the token, when one is set', async () => {
    const { makeApp, makeWeb } = await import('../../src/app.ts');
    const { database, clock, app: first } = library;
    const env = { ...first.env, METRICS_TOKEN: 'kunci-metrik-yang-panjang' };
    const app = makeApp({ postgres: database, env, dataRoot: first.dataRoot, clock, log: first.log, poolSize: 2 });
    const web = await makeWeb(app);
    const read = async (authorization?: string) => {
      const headers = authorization ? { authorization } : {};
      return (await web.inject({ method: 'GET', url: '/metrics', remoteAddress: '203.0.113.9', headers })).statusCode;
    };
    expect(await read('Bearer kunci-metrik-yang-panjang')).toBe(200);
    expect(await read('Bearer kunci-metrik-yang-panjan')).toBe(401);
    expect(await read()).toBe(401);
    expect((await web.inject('/metrics')).statusCode).toBe(401);
    await web.close();
    await app.pool.end();
  });

  it('in its health is little for everybody, all for this machine and the administrator', async () => {
    const little = ['services', 'status', 'timestamp', 'uptime'];
    const told = async (address: string, headers = {}) =>
      Object.keys((await get('/api/health', address, headers)).json()).sort();
    expect(await told('203.0.113.9')).toEqual(little);
    expect(await told('192.168.1.20')).toEqual(little);
    expect(await told('127.0.0.1', from('203.0.113.9'))).toEqual(little);
    expect(await told('127.0.0.1')).toEqual(['details', ...little]);
    const bearer = async (who: { token(): Promise<string> }) => ({ authorization: `Bearer ${await who.token()}` });
    expect(await told('203.0.113.9', await bearer(library.cast.budi))).toEqual(little);
    expect(await told('203.0.113.9', await bearer(library.cast.wati))).toEqual(['details', ...little]);
    expect(await told('203.0.113.9', { authorization: 'Bearer x' })).toEqual(little);
  });
});
