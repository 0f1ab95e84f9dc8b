import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { fillOwn } from '../../../../test/support/statistics-own.ts';
import { askedAt, dayAt, statisticsSourceContract } from '../../../../test/support/statistics-source.ts';
import { emptyWorld } from '../../../../test/support/statistics-worlds.ts';

describe('the library’s own tables', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  statisticsSourceContract({
    name: 'own tables',
    zone: 'Asia/Jakarta',
    stage: (world) => fillOwn(library, world),
  });

  const NOW = new Date('2026-03-02T03:00:00Z');
  const zone = 'Asia/Jakarta';
  const scan = (memberId: string) => library.call(library.cast.dewi, 'POST', '/visits', { memberId });

  it('finds a visit that committed late by the next full count', async () => {
    const { source } = await fillOwn(library, emptyWorld(zone));
    const late = await library.app.pool.connect();
    await late.query('begin');
    const insert = `insert into visits (id, at, kind, guest_name, branch_id) values (gen_random_uuid(), $1, 'GUEST', 'T', $2)`;
    await late.query(insert, [NOW, library.cast.central]);
    await library.app.pool.query(insert, [NOW, library.cast.central]);
    const day = dayAt(zone, NOW);
    const count = await source.baseline(day, 'delta');
    await late.query('commit');
    late.release();
    expect((await source.advance(day, count, 'delta')).total).toBe(1);
    expect((await source.baseline(day, 'delta')).total).toBe(2);
  });

  it('names who agreed to it, knows the branch, and forgets who was erased and what was undone', async () => {
    const { source } = await fillOwn(library, { ...emptyWorld(zone) });
    const { wati, central } = library.cast;
    const { rows } = await library.app.pool.query<{ id: string; number: string }>(
      `select id, member_id as number from members where member_id in ('K000', 'K001', 'K002') order by 2`,
    );
    const [open, gone, other] = rows;
    for (const number of ['K000', 'K001', 'K002']) expect((await scan(number)).body.data.counted).toBe(true);
    await library.call(wati, 'PATCH', `/members/${open?.id}`, { consent: { publicName: true } });
    await library.call(wati, 'POST', `/members/${gone?.id}/erase`, { reason: 'permintaan' });
    const barcode = (await library.app.pool.query('select barcode from copies limit 1')).rows[0].barcode;
    const lent = await library.call(wati, 'POST', '/borrowings', { barcode, memberId: other?.id });
    const asked = askedAt(zone, NOW);
    expect((await source.books(asked)).loans.total).toBe(1);
    await library.call(wati, 'POST', `/borrowings/${lent.body.data.id}/undo`, {});
    expect((await source.books(asked)).loans.total).toBe(0);
    const figures = await source.visitors(asked);
    expect(figures.days.get('2026-03-02')).toBe(3);
    expect(figures.top.month).toEqual([
      { memberId: 'K000', memberName: 'Pembaca 0', total: 1, isPublic: true, branchId: central },
      { memberId: 'K002', memberName: 'Pembaca 2', total: 1, isPublic: false, branchId: central },
    ]);
  });

  it('counts in the zone the settings name, from the next look on', async () => {
    const { source } = await fillOwn(library, emptyWorld(zone));
    await library.call(library.cast.wati, 'PATCH', '/settings', { timeZone: 'Asia/Jayapura' });
    expect(await source.timeZone()).toBe('Asia/Jayapura');
    await library.call(library.cast.wati, 'PATCH', '/settings', { timeZone: zone });
  });
});
