import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('sessions', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const signIn = async ({ email, password }: Person) =>
    `Bearer ${(await library.call(null, 'POST', '/auth/login', { email, password })).body.data.token}`;
  const call = (authorization: string, method: 'GET' | 'DELETE', url: string) =>
    library.call(null, method, url, undefined, { authorization, 'user-agent': 'Peramban' });

  it('are listed for their owner, who sees which one this is', async () => {
    const here = await signIn(library.cast.budi);
    await signIn(library.cast.budi);
    await signIn(library.cast.dewi);
    const { body } = await call(here, 'GET', '/auth/sessions');
    expect(body.data).toHaveLength(3);
    expect(body.data.map((s: { current: boolean }) => s.current)).toEqual([false, true, false]);
    expect(Object.keys(body.data[0])).not.toContain('secretHash');
    const first = await call(here, 'GET', '/auth/sessions?limit=2');
    const next = await call(here, 'GET', `/auth/sessions?limit=2&cursor=${first.body.meta.nextCursor}`);
    expect(next.body.data).toEqual([body.data[2]]);
  });

  it('are ended one by one by their owner, at once', async () => {
    const here = await signIn(library.cast.budi);
    const there = await signIn(library.cast.budi);
    const [newest] = (await call(there, 'GET', '/auth/sessions')).body.data;
    expect((await call(here, 'DELETE', `/auth/sessions/${newest.id}`)).status).toBe(200);
    expect((await call(there, 'GET', '/auth/me')).status).toBe(401);
    expect((await call(here, 'DELETE', `/auth/sessions/${newest.id}`)).status).toBe(404);
    expect(await library.factsSince()).toEqual(['session.opened', 'session.opened', 'session.revoked']);
  });

  it('of somebody else do not exist', async () => {
    const dewi = await signIn(library.cast.dewi);
    const [hers] = (await call(dewi, 'GET', '/auth/sessions')).body.data;
    const wati = await signIn(library.cast.wati);
    expect((await call(wati, 'DELETE', `/auth/sessions/${hers.id}`)).status).toBe(404);
    expect((await call(dewi, 'GET', '/auth/me')).status).toBe(200);
  });

  it('are ended all but this one', async () => {
    const here = await signIn(library.cast.andi);
    const there = await signIn(library.cast.andi);
    await library.factsSince();
    expect((await call(here, 'DELETE', '/auth/sessions')).body.data).toEqual({ ended: 2 });
    expect((await call(there, 'GET', '/auth/me')).status).toBe(401);
    expect((await call(here, 'GET', '/auth/me')).status).toBe(200);
    expect((await call(here, 'DELETE', '/auth/sessions')).body.data).toEqual({ ended: 0 });
    expect(await library.factsSince()).toEqual(['session.revoked', 'session.revoked']);
  });

  it('are nobody’s without signing in', async () => {
    for (const [method, url] of [
      ['GET', '/auth/sessions'],
      ['DELETE', '/auth/sessions'],
      ['DELETE', '/auth/sessions/019a0000-0000-7000-8000-000000000000'],
    ] as const)
      expect((await library.call(null, method, url)).status).toBe(401);
  });
});
