import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('a person’s visits', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const staff = (method: 'POST' | 'GET', url: string, body?: object) =>
    library.call(library.cast.wati, method, url, body);
  const visitsOf = async (memberId: string) => (await staff('GET', `/visits?memberId=${memberId}`)).body.meta.total;

  it('stand together after a merge', async () => {
    const [kept, gone] = [await addMember(library.app, library.cast), await addMember(library.app, library.cast)];
    await staff('POST', '/visits', { memberId: gone.number });
    await staff('POST', '/visits', { memberId: kept.number });
    await staff('POST', `/members/${kept.memberId}/merge`, { otherId: gone.memberId });
    expect(await visitsOf(kept.memberId)).toBe(2);
    expect(await visitsOf(gone.memberId)).toBe(0);
  });

  it('are in what the person takes along', async () => {
    const { memberId, number } = await addMember(library.app, library.cast);
    await staff('POST', '/visits', { memberId: number, purpose: 'Mencari koran lama' });
    const file = JSON.parse((await staff('GET', `/members/${memberId}/export`)).text);
    expect(file.visits).toEqual([
      { at: expect.any(String), branch: 'Perpustakaan Pusat', room: null, purpose: 'Mencari koran lama' },
    ]);
  });

  it('stay in the counts without the person when the person is erased, in the log too', async () => {
    const { memberId, number } = await addMember(library.app, library.cast, { name: 'Bagus Rahasia' });
    const visit = await staff('POST', '/visits', { memberId: number, purpose: 'Sangat pribadi' });
    const { id } = visit.body.data;
    const before = (await staff('GET', '/visits')).body.meta.total;
    expect((await staff('POST', `/members/${memberId}/erase`, { reason: 'permintaan sendiri' })).status).toBe(200);
    const { body } = await staff('GET', '/visits');
    expect(body.meta.total).toBe(before);
    expect(body.data.find((row: { id: string }) => row.id === id)).toMatchObject({
      kind: 'MEMBER',
      member: null,
      purpose: null,
    });
    const details = await library.app.pool.query(
      "select d.body from facts f join fact_details d on d.fact_id = f.id where f.action = 'visit.recorded'",
    );
    expect(JSON.stringify(details.rows)).not.toMatch(/Bagus|pribadi/);
    const seen = await library.app.pool.query('select 1 from visit_last_seen where who = $1', [`member:${memberId}`]);
    expect(seen.rowCount).toBe(0);
  });
});
