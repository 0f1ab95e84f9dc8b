import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

let library: TestLibrary;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());

const save = (body: object, who = library.cast.budi) => library.call(who, 'POST', '/saved-filters', body);
const mine = async (who = library.cast.budi) => (await library.call(who, 'GET', '/saved-filters')).body.data;

describe('saved filters', () => {
  it('are kept for one account, without the page somebody stood on, and told', async () => {
    await library.factsSince();
    const { status, body } = await save({ name: 'Rusak', query: 'status=DAMAGED&page=4&search=' });
    expect([status, body.data.query]).toEqual([201, 'status=DAMAGED']);
    expect((await mine()).map((filter: { name: string }) => filter.name)).toEqual(['Rusak']);
    expect(await mine(library.cast.wati)).toEqual([]);
    expect(await library.factsSince()).toEqual(['saved_filter.created']);
  });

  it('have a name of their own', async () => {
    const { status, body } = await save({ name: 'rusak', query: '' });
    expect([status, body.error.field]).toEqual([409, 'name']);
    expect((await save({ name: ' ', query: '' })).body.error.field).toBe('name');
  });

  it('are removed by their owner alone', async () => {
    const { body } = await save({ name: 'Hilang', query: 'status=LOST' });
    const remove = (who = library.cast.budi) => library.call(who, 'DELETE', `/saved-filters/${body.data.id}`);
    expect((await remove(library.cast.wati)).status).toBe(404);
    await library.factsSince();
    expect((await remove()).status).toBe(200);
    expect(await library.factsSince()).toEqual(['saved_filter.removed']);
  });

  it('are for who works with copies', async () => {
    for (const who of [library.cast.sari, library.cast.vera])
      expect((await save({ name: 'x', query: '' }, who)).status).toBe(403);
    expect((await library.call(null, 'GET', '/saved-filters')).status).toBe(401);
  });

  it('are not heaped up', async () => {
    for (let n = 0; n < 25; n++) await save({ name: `s${n}`, query: '' });
    expect((await mine()).length).toBe(20);
  });
});
