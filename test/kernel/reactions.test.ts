import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../src/drivers/postgres/pool.ts';
import { systemActor } from '../../src/kernel/context.ts';
import { startReactions } from '../../src/kernel/reactions.ts';
import { asSystem } from '../../src/kernel/verb.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

describe('reactions', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('go on, and pings of others are heard again, after the database cut the leader off', async () => {
    const { app, database } = library;
    const heard: string[] = [];
    const pids: number[] = [];
    const connect = async () => {
      const client = createClient(database.app);
      client.on('error', () => {});
      await client.connect();
      pids.push((await client.query('select pg_backend_pid() as pid')).rows[0].pid);
      await app.pings.listen(client);
      return client;
    };
    const reaction = {
      name: 'test.hears',
      hears: ['test.said'],
      run: async (_: unknown, f: { entityId: string }) => void heard.push(f.entityId),
    };
    const say = (id: string) =>
      asSystem(library.as(systemActor('test')), async (ctx) => ctx.record('test.said', { type: 'CREATE', id }));
    const stop = await startReactions(app, [reaction], connect);
    try {
      await say('before');
      await vi.waitFor(() => expect(heard).toEqual(['before']), 10_000);
      await app.pool.query('select pg_terminate_backend($1)', [pids[0]]);
      await say('after');
      await vi.waitFor(() => expect(heard).toEqual(['before', 'after']), 20_000);
      expect(pids).toHaveLength(2);
      app.drivers.cache.set('kept', 1, { ttlSeconds: 60, tags: ['book:1'] });
      const news = JSON.stringify({ from: 'another', pings: [], tags: ['book:1'] });
      await app.pool.query('select pg_notify($1, $2)', ['pustaka_pings', news]);
      await vi.waitFor(() => expect(app.drivers.cache.get('kept')).toBeUndefined(), 5_000);
    } finally {
      await stop();
    }
  });
});
