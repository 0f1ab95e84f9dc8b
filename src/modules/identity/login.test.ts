import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('signing in', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('gives a librarian a token that answers who she is', async () => {
    const { budi } = library.cast;
    const reply = await library.call(null, 'POST', '/auth/login', { email: budi.email, password: budi.password });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ success: true, data: { user: { name: 'Budi', roles: ['LIBRARIAN'] } } });
    const me = await library.call(null, 'GET', '/auth/me', undefined, {
      authorization: `Bearer ${reply.body.data.token}`,
    });
    expect(me.body.data.email).toBe(budi.email);
    expect(await library.factsSince()).toEqual(['session.opened']);
  });

  it('lets a member sign in with the member number', async () => {
    const reply = await library.call(null, 'POST', '/auth/login', {
      email: 'lib001',
      password: library.cast.sari.password,
    });
    expect(reply.body.data.user).toMatchObject({ name: 'Sari', memberId: library.cast.sari.memberId });
  });

  it('answers an unknown account and a wrong password alike, and remembers both', async () => {
    await library.factsSince();
    const unknown = await library.call(null, 'POST', '/auth/login', {
      email: 'siapa@pustaka.test',
      password: 'salah-sekali',
    });
    const wrong = await library.call(null, 'POST', '/auth/login', {
      email: library.cast.budi.email,
      password: 'salah-sekali',
    });
    expect(unknown.status).toBe(401);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(await library.factsSince()).toEqual(['session.refused', 'session.refused']);
  });

  it('ends a session at logout, at once', async () => {
    const { body } = await library.call(null, 'POST', '/auth/login', {
      email: library.cast.budi.email,
      password: library.cast.budi.password,
    });
    const headers = { authorization: `Bearer ${body.data.token}` };
    expect((await library.call(null, 'POST', '/auth/logout', {}, headers)).status).toBe(200);
    expect((await library.call(null, 'GET', '/auth/me', undefined, headers)).status).toBe(401);
  });

  it('gives the same successor when a refresh reply was lost, and ends the session when a token is reused later', async () => {
    const { body } = await library.call(null, 'POST', '/auth/login', {
      email: library.cast.budi.email,
      password: library.cast.budi.password,
    });
    const refresh = () => library.call(null, 'POST', '/auth/refresh', { refreshToken: body.data.refreshToken });
    const first = await refresh();
    const again = await refresh();
    expect(again.body.data.refreshToken).toBe(first.body.data.refreshToken);
    library.clock.move('11s');
    expect((await refresh()).status).toBe(401);
    const headers = { authorization: `Bearer ${first.body.data.token}` };
    expect((await library.call(null, 'GET', '/auth/me', undefined, headers)).status).toBe(401);
  });

  it('keeps a session alive as long as it is refreshed', async () => {
    const { budi } = library.cast;
    let pair = (await library.call(null, 'POST', '/auth/login', { email: budi.email, password: budi.password })).body
      .data;
    for (let week = 0; week < 3; week++) {
      library.clock.move('6d');
      pair = (await library.call(null, 'POST', '/auth/refresh', { refreshToken: pair.refreshToken })).body.data;
    }
    const headers = { authorization: `Bearer ${pair.token}` };
    expect((await library.call(null, 'GET', '/auth/me', undefined, headers)).status).toBe(200);
    library.clock.move('8d');
    expect((await library.call(null, 'POST', '/auth/refresh', { refreshToken: pair.refreshToken })).status).toBe(401);
  });

  it('names the field and the reason in the caller’s language', async () => {
    const reply = await library.call(null, 'POST', '/auth/login', { email: 'x' }, { 'accept-language': 'en' });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'password' });
  });
});
