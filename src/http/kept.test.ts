import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../test/support/library.ts';

/** What differs from one answer to the next. */
const OWN = ['x-request-id', 'ratelimit', 'date'];

describe('an answer that is at hand', () => {
  let library: TestLibrary;
  let url: string;
  beforeAll(async () => {
    library = await openLibrary({ env: { RATE_LIMIT_API: '1000/1m', RATE_LIMIT_ADDRESS: '1000/1m' } });
    const { bookId } = await addBook(library.app, library.cast, { title: 'Belitung '.repeat(50).trim() });
    url = `/api/v1/books/${bookId}`;
    await library.web.inject({ url });
  });
  afterAll(() => library.close());
  const read = async (headers = {}, method: 'GET' | 'HEAD' = 'GET') => {
    const { rawPayload, ...reply } = await library.web.inject({ method, url, headers });
    const said = Object.entries(reply.headers).filter(([name]) => !OWN.includes(name));
    return { ...reply, bytes: rawPayload, said: Object.fromEntries(said.sort()) };
  };

  it('has the body and the headers of the whole way, an id of its own, and counts against the limit', async () => {
    const whole = await read({ origin: 'http://localhost:80' });
    const [first, second] = [await read(), await read()];
    expect(first.json().data).toEqual(whole.json().data);
    expect(first.said).toEqual(whole.said);
    expect(first.headers['x-request-id']).toBe(first.json().requestId);
    expect(second.json().requestId).not.toBe(first.json().requestId);
    const left = [whole, first, second].map(({ headers }) => Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1]));
    expect(left).toEqual([left[0], (left[0] ?? 0) - 1, (left[0] ?? 0) - 2]);
  });

  it('is packed for whoever takes gzip', async () => {
    const [plain, packed] = [await read(), await read({ 'accept-encoding': 'gzip, br' })];
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(packed.bytes.length) });
    expect(String(packed.headers.vary).toLowerCase()).toContain('accept-encoding');
    expect(JSON.parse(gunzipSync(packed.bytes).toString()).data).toEqual(plain.json().data);
    for (const none of ['identity', 'br', 'gzip;q=0'])
      expect((await read({ 'accept-encoding': none })).headers['content-encoding'] ?? 'identity').not.toBe('gzip');
  });

  it('is measured like every other, and left to the whole way by those who want more', async () => {
    await read();
    const metrics = await library.app.telemetry.registry.metrics();
    expect(metrics).toMatch(/cache_reads_total\{result="hit"\} \d/);
    expect(metrics).toMatch(/request_seconds_count\{method="GET",route="\/api\/v1\/books\/:id",status="200"\} \d/);
    expect((await read({ 'api-version': 'v9' })).statusCode).toBe(400);
    expect((await read({ authorization: 'Bearer nonsense' })).statusCode).toBe(401);
    expect((await read({}, 'HEAD')).bytes.length).toBe(0);
  });
});

describe('the limits', () => {
  it('hold for answers at hand, with the headers that protect', async () => {
    const library = await openLibrary({ env: { RATE_LIMIT_API: '3/1m' } });
    try {
      const { bookId } = await addBook(library.app, library.cast);
      const read = () => library.call(null, 'GET', `/books/${bookId}`);
      const replies = [await read(), await read(), await read(), await read()];
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      expect(replies[3]?.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
      expect(replies[3]?.headers['x-request-id']).toBe(replies[3]?.body.requestId);
    } finally {
      await library.close();
    }
  });
});
