import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { outside } from '../../drivers/outside.ts';

describe('services outside', () => {
  let library: TestLibrary;
  const gateway = outside({ name: 'uji', timeoutMs: 1_000, retries: 0, isOutage: () => true });
  beforeAll(async () => {
    library = await openLibrary({ env: { RATE_LIMIT_STAFF: '1200/1m', RATE_LIMIT_API: '12/1m' } });
  });
  afterAll(() => library.close());

  const ask = (method: 'GET' | 'POST', body?: object, who = library.cast.wati) =>
    library.call(who, method, '/api/admin/resilience', body);
  const shut = async () => {
    for (let n = 0; n < 5; n++) await gateway.run(() => Promise.reject(new Error('ECONNREFUSED'))).catch(() => {});
  };
  const seen = async () =>
    (await ask('GET')).body.data.find((each: { name: string }) => each.name === 'uji') as Record<string, unknown>;

  it('are shown with whether they are let through, and why not', async () => {
    expect(await seen()).toMatchObject({ state: 'CLOSED', failures: 0, lastFailure: null, openUntil: null });
    await shut();
    expect(await seen()).toMatchObject({
      state: 'OPEN',
      failures: 5,
      lastFailure: { error: 'ECONNREFUSED', at: expect.any(String) },
      openUntil: expect.any(String),
    });
  });

  it('are let through again by hand, one or all, which is recorded', async () => {
    await library.factsSince();
    expect((await ask('POST', { name: 'uji' })).body.data).toMatchObject([{ name: 'uji', state: 'CLOSED' }]);
    expect(await gateway.run(async () => 'ada')).toBe('ada');
    expect(await library.factsSince()).toEqual(['outside.reset']);
    const { rows } = await library.app.pool.query(
      `select entity_id as id, d.body -> 'oldValues' as old from facts f join fact_details d on d.fact_id = f.id where action = 'outside.reset'`,
    );
    expect(rows).toEqual([{ id: 'uji', old: { state: 'OPEN', failures: 5 } }]);
    await shut();
    expect((await ask('POST', {})).body.data.map((each: { state: string }) => each.state)).toContain('CLOSED');
    expect((await seen()).state).toBe('CLOSED');
  });

  it('are not there under another name, nor for those who only work here', async () => {
    const unknown = await ask('POST', { name: 'tidak-ada' });
    expect([unknown.status, unknown.body.error.details.reason]).toEqual([404, 'operations.no_outside']);
    expect((await ask('POST', { names: ['uji'] })).status).toBe(400);
    for (const who of [library.cast.budi, library.cast.manager, library.cast.sari]) {
      expect((await ask('GET', undefined, who)).status).toBe(403);
      expect((await ask('POST', { name: 'uji' }, who)).status).toBe(403);
    }
    expect((await library.call(null, 'GET', '/admin/resilience')).status).toBe(401);
  });

  it('are asked for as often as any call of the API, also by staff', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 13; n++) statuses.push((await ask('GET')).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
