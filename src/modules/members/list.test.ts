import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('the list of members', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
    const { cast } = library;
    await library.app.pool.query(
      `update members set identity_number = '0099887766', class_name = 'VII A' where id = $1`,
      [cast.sari.memberId],
    );
    for (const name of ['Ahmad Fauzi', 'Ahmad Dahlan', 'Zainab', '100%_Pasti', 'İpek'])
      await addMember(library.app, cast, { name });
    await addMember(library.app, cast, { name: 'Yohana', branch: cast.jayapura, type: cast.teacher });
    await library.factsSince();
  });
  afterAll(() => library.close());

  const list = async (query: string, who = library.cast.budi) => {
    const { status, body } = await library.call(who, 'GET', `/members?${query}`);
    return { status, body, names: (body.data ?? []).map((member: { name: string }) => member.name), meta: body.meta };
  };

  it('shows the newest first, with what may be done', async () => {
    const { names, meta, body } = await list('limit=3');
    expect(names).toEqual(['Yohana', 'İpek', '100%_Pasti']);
    expect(meta).toMatchObject({ page: 1, limit: 3, total: 8, totalPages: 3, hasNext: true, hasPrev: false });
    expect(body.data[0]).toMatchObject({
      branch: { code: 'JYP' },
      memberType: { code: 'GURU' },
      can: { suspend: true },
    });
    expect(body.data[0]).not.toHaveProperty('sortKey');
    expect(await library.factsSince()).toEqual([]);
  });

  it.each([
    ['ahmad', ['Ahmad Fauzi', 'Ahmad Dahlan']],
    ['dahlan AHMAD', ['Ahmad Dahlan']],
    ['lib002', ['Andi']],
    ['9988', ['Sari']],
    ['sari@pustaka', ['Sari']],
    ['İPEK', ['İpek']],
    ['%', ['100%_Pasti']],
    ['_', ['100%_Pasti']],
    ['\\', []],
    ["'; drop table members; --", []],
    ['tak ada', []],
  ])('finds %s', async (search, expected) => {
    const { names } = await list(`sortBy=createdAt&sortOrder=asc&search=${encodeURIComponent(search)}`);
    expect(names.sort()).toEqual([...expected].sort());
  });

  it('filters by type, branch and class', async () => {
    const { teacher, jayapura } = library.cast;
    expect((await list(`memberTypeId=${teacher}`)).names).toEqual(['Yohana']);
    expect((await list(`branchId=${jayapura}`)).names).toEqual(['Yohana']);
    expect((await list('className=VII%20A')).names).toEqual(['Sari']);
  });

  it.each(['createdAt', 'name', 'memberId', 'expiryDate'])(
    'walks by cursor in the order of %s without losing or repeating anybody',
    async (sortBy) => {
      for (const sortOrder of ['asc', 'desc']) {
        const whole = (await list(`limit=100&sortBy=${sortBy}&sortOrder=${sortOrder}`)).names;
        const walked: string[] = [];
        let cursor = '';
        do {
          const { names, meta } = await list(`limit=3&sortBy=${sortBy}&sortOrder=${sortOrder}${cursor}`);
          walked.push(...names);
          cursor = meta.nextCursor ? `&cursor=${meta.nextCursor}` : '';
        } while (cursor);
        expect(walked).toEqual(whole);
      }
    },
  );

  it.each([
    ['sortBy', 'sortBy=passwordHash'],
    ['sortOrder', 'sortOrder=asc;drop'],
    ['cursor', 'cursor=AAAA'],
    ['cursor', `cursor=${Buffer.from('["x","y"]').toString('base64url')}`],
    ['page', 'page=9999&limit=100'],
    ['limit', 'limit=101'],
    ['status', 'status=GONE'],
    ['memberTypeId', 'memberTypeId=1'],
    ['expired', 'expired=maybe'],
    ['where', 'where=1'],
  ])('refuses a bad %s with 400', async (field, query) => {
    const { status, body } = await list(query);
    expect(status).toBe(400);
    if (!query.includes('WyJ4')) expect(body.error.field).toBe(field);
  });

  it('shows deleted members only to those who ask for them', async () => {
    const { wati, cast } = { wati: library.cast.wati, cast: library.cast };
    const { memberId } = await addMember(library.app, cast, { name: 'Hilang' });
    await library.call(wati, 'DELETE', `/members/${memberId}`);
    expect((await list('search=hilang')).names).toEqual([]);
    expect((await list('status=DELETED')).names).toEqual(['Hilang']);
  });

  it('tells who has expired and who is suspended by the day of their own branch', async () => {
    const { cast } = library;
    const inCentral = await addMember(library.app, cast, { name: 'Batas Barat' });
    const inJayapura = await addMember(library.app, cast, { name: 'Batas Timur', branch: cast.jayapura });
    const ids = [inCentral.memberId, inJayapura.memberId];
    await library.app.pool.query(
      `update members set expiry_date = '2026-03-10', suspension_start = '2026-03-11', suspension_end = '2026-03-11' where id = any ($1)`,
      [ids],
    );
    library.clock.set('2026-03-10T23:30:00+07:00');
    expect((await list('search=batas&expired=true')).names).toEqual(['Batas Timur']);
    expect((await list('search=batas&expired=false')).names).toEqual(['Batas Barat']);
    const suspended = await list('search=batas&status=SUSPENDED');
    expect(suspended.body.data).toMatchObject([{ name: 'Batas Timur', status: 'SUSPENDED', isExpired: true }]);
    expect((await list('search=batas&status=ACTIVE')).names).toEqual(['Batas Barat']);
    library.clock.set('2026-03-12T01:00:00+07:00');
    expect((await list('search=batas&status=SUSPENDED')).names).toEqual([]);
  });

  it('is searched through the trigram index', async () => {
    const client = await library.app.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local enable_seqscan = off');
      const { rows } = await client.query(
        `explain select 1 from members m where
           lower(m.name || ' ' || m.member_id || ' ' || coalesce(m.identity_number, '') || ' ' || coalesce(m.email, '')) like '%ahmad%'`,
      );
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('members_find');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
