import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addBook } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { REDIS, services } from '../../../test/support/services.ts';
import { makeApp, makeWeb } from '../../app.ts';
import type { App } from '../../kernel/context.ts';

services(REDIS);

describe.skipIf(!REDIS.url)('two instances of one library over Redis', () => {
  let library: TestLibrary;
  let second: App;
  let web: FastifyInstance;

  beforeAll(async () => {
    const env = { REDIS_URL: REDIS.url ?? '', REDIS_PREFIX: `test-${crypto.randomUUID()}:` };
    library = await openLibrary({ env });
    const { dataRoot, clock } = library.app;
    const log = pino({ level: 'silent' });
    second = makeApp({ postgres: library.database, env: library.app.env, dataRoot, clock, log });
    web = await makeWeb(second);
    await web.ready();
    await vi.waitFor(() => expect([library.app, second].every(isWell)).toBe(true), 5_000);
  });
  afterAll(async () => {
    await web?.close();
    await second?.drivers.cache.close();
    await second?.pool.end();
    await library?.close();
  });

  const isWell = ({ drivers }: App): boolean => drivers.cache.state?.().ok ?? false;
  const there = async (id: string) => (await web.inject({ url: `/api/v1/books/${id}` })).json();

  it('answer alike: what one of them read, the other need not; what one of them changes, both tell', async () => {
    const { bookId } = await addBook(library.app, library.cast, { title: 'Bumi Manusia' });
    const here = () => library.call(null, 'GET', `/books/${bookId}`);
    expect((await here()).body.data.title).toBe('Bumi Manusia');
    const asked = vi.spyOn(second.pool, 'query');
    await vi.waitFor(async () => {
      second.drivers.cache.heard(['*']);
      asked.mockClear();
      expect((await there(bookId)).data.title).toBe('Bumi Manusia');
      expect(asked).not.toHaveBeenCalled();
    });
    asked.mockRestore();
    const change = await library.call(library.cast.budi, 'PATCH', `/books/${bookId}`, { title: 'Rumah Kaca' });
    expect(change.status).toBe(200);
    expect((await here()).body.data.title).toBe('Rumah Kaca');
    await vi.waitFor(async () => expect((await there(bookId)).data.title).toBe('Rumah Kaca'));
  });

  it('say in health and metrics whether Redis is used', async () => {
    const health = (await web.inject('/api/health')).json();
    expect([health.services.redis, health.details.redis]).toEqual(['healthy', { unconfirmed: 0 }]);
    expect((await web.inject('/metrics')).body).toContain('pustaka_redis_up 1');
  });
});
