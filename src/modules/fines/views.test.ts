import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { charged, expectFailure, lent } from '../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { newId } from '../../kernel/ids.ts';

describe('looking at fines', () => {
  let library: TestLibrary;
  const ids: string[] = [];
  const get = (path: string, who: Person | null = library.cast.budi) => library.call(who, 'GET', path);
  const found = async (path: string, who?: Person) => {
    const answer = await get(path, who);
    expect(answer.status).toBe(200);
    return answer.body.data.map((fine: { id: string }) => ids.indexOf(fine.id));
  };
  const pay = (n: number, amount?: number) =>
    library.call(library.cast.budi, 'POST', `/fines/${ids[n]}/pay`, { amount, method: 'CASH' });

  // 0 Sari, a loan · 1 Sari, lost · 2 Andi · 3 Andi in Jayapura, a day later each.
  beforeAll(async () => {
    library = await openLibrary();
    const { sari, andi, jayapura } = library.cast;
    const loan = await lent(library, sari.memberId);
    for (const over of [
      { borrowingId: loan.borrowingId, amount: 1000 },
      { reason: 'LOST' as const, amount: 2000 },
      { memberId: andi.memberId, amount: 3000 },
      { memberId: andi.memberId, amount: 4000, branchId: jayapura },
    ]) {
      ids.push((await charged(library, over)).id);
      library.clock.move('1d');
    }
    await pay(0);
    await pay(1, 500);
  });
  afterAll(() => library.close());

  it('lists them newest first, with member and title', async () => {
    expect(await found('/fines')).toEqual([3, 2, 1, 0]);
    const { body } = await get('/fines?limit=1&page=4');
    expect(body.meta).toMatchObject({ page: 4, limit: 1, total: 4, totalPages: 4, hasNext: false, hasPrev: true });
    expect(body.data[0]).toMatchObject({ memberNumber: 'LIB001', memberName: 'Sari', bookTitle: 'Laskar Pelangi' });
  });

  it.each([
    ['status=PAID', [0]],
    ['status=PARTIAL', [1]],
    ['status=CANCELLED', []],
    ['reason=LOST', [1]],
    ['memberId=lib002', [3, 2]],
    ['from=2026-03-03', [3, 2, 1]],
    ['to=2026-03-03', [1, 0]],
    ['from=2026-03-03&to=2026-03-04', [2, 1]],
    ['memberId=LIB002&status=UNPAID&from=2026-03-05', [3]],
  ])('filters by %s', async (query, expected) => {
    expect(await found(`/fines?${query}`)).toEqual(expected);
  });

  it('filters by branch', async () => {
    expect(await found(`/fines?branchId=${library.cast.jayapura}`)).toEqual([3]);
  });

  it('lists the unpaid ones oldest first', async () => {
    expect(await found('/fines/unpaid')).toEqual([1, 2, 3]);
    expect(await found('/fines/unpaid?memberId=LIB001')).toEqual([1]);
    expect(await found('/fines/unpaid?reason=OVERDUE')).toEqual([2, 3]);
  });

  it.each(['/fines?', '/fines/unpaid?'])('goes on by cursor from %s without losing or repeating one', async (path) => {
    const seen: string[] = [];
    let cursor = '';
    for (let n = 0; n < 10; n++) {
      const { body } = await get(`${path}limit=1${cursor}`);
      seen.push(...body.data.map((fine: { id: string }) => fine.id));
      if (!body.meta.hasNext) break;
      cursor = `&cursor=${body.meta.nextCursor}`;
    }
    expect(seen).toEqual((await get(`${path}limit=100`)).body.data.map((fine: { id: string }) => fine.id));
  });

  it('shows a member’s own to the member, and nobody else’s', async () => {
    const { sari } = library.cast;
    expect(await found('/fines', sari)).toEqual([1, 0]);
    expect(await found('/fines/unpaid', sari)).toEqual([1]);
    expect(await found('/members/LIB001/fines', sari)).toEqual([1, 0]);
    expect((await get(`/fines/${ids[1]}`, sari)).body.data).toMatchObject({ can: { pay: false }, outstanding: 1500 });
    for (const path of [
      '/members/LIB002/fines',
      `/members/${library.cast.andi.memberId}/fines`,
      '/members/LIB002/fines/balance',
      '/fines?memberId=LIB002',
    ])
      expectFailure(await get(path, sari), 404, 'fines.no_member');
    expectFailure(await get(`/fines/${ids[2]}`, sari), 404, 'fines.not_found');
  });

  it('shows staff of a branch that branch’s fines', async () => {
    const { yosef } = library.cast;
    expect(await found('/fines', yosef)).toEqual([3]);
    expect(await found('/members/LIB002/fines', yosef)).toEqual([3]);
    expectFailure(await get('/members/LIB001/fines', yosef), 404, 'fines.no_member');
    expectFailure(await get(`/fines/${ids[2]}`, yosef), 404, 'fines.not_found');
    expect(await found(`/fines?branchId=${library.cast.central}`, yosef)).toEqual([]);
  });

  it('tells a fine’s story and what may be done next', async () => {
    const paid = (await get(`/fines/${ids[0]}`)).body.data;
    expect(paid).toMatchObject({
      explanation: { days: 3, perDay: 500 },
      payments: [{ amount: 1000, processedByName: 'Budi', method: 'CASH', refunded: 0 }],
      waivers: [],
      refunds: [],
      can: { pay: false, waive: false, refund: false },
      why: { pay: 'fines.nothing_owed', waive: 'fines.nothing_owed', refund: 'kernel.forbidden' },
    });
    expect((await get(`/fines/${ids[1]}`, library.cast.wati)).body.data.can).toEqual({
      pay: true,
      waive: true,
      refund: true,
    });
  });

  it('sums up what a member owes and holds', async () => {
    expect((await get('/members/LIB002/fines/balance')).body.data).toEqual({
      memberId: library.cast.andi.memberId,
      outstanding: 7000,
      unpaidFines: 2,
      credit: 0,
    });
  });

  it.each([
    ['/fines?status=OPEN', 'status'],
    ['/fines?reason=x', 'reason'],
    ['/fines?branchId=x', 'branchId'],
    ['/fines?from=kemarin', 'from'],
    ['/fines?from=0000-01-01', 'from'],
    ['/fines?to=9999-12-31', 'to'],
    ['/fines?limit=101', 'limit'],
    ['/fines?sort=amount', 'sort'],
    ['/fines?cursor=abc', 'cursor'],
    [`/fines?cursor=${Buffer.from('["x","y"]').toString('base64url')}`, 'cursor'],
    ['/fines?page=1001&limit=10', 'page'],
    ['/fines/x', 'id'],
  ])('refuses %s and names the field', async (path, field) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(answer.body.error.field).toBe(field);
  });

  it('finds nothing where there is nothing', async () => {
    expectFailure(await get(`/fines/${newId()}`), 404, 'fines.not_found');
    expectFailure(await get('/members/LIB404/fines'), 404, 'fines.no_member');
  });

  it('is refused without permission', async () => {
    const { vera, manager, operator, client } = library.cast;
    for (const path of [
      '/fines',
      '/fines/unpaid',
      `/fines/${ids[0]}`,
      '/members/LIB001/fines',
      '/members/LIB001/fines/balance',
    ]) {
      for (const person of [vera, manager, operator, client]) expect((await get(path, person)).status).toBe(403);
      expect((await get(path, null)).status).toBe(401);
    }
  });
});
