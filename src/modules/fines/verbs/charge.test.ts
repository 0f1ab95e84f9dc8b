import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balances, expectFailure, lent } from '../../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { newId } from '../../../kernel/ids.ts';

describe('charging by hand', () => {
  let library: TestLibrary;
  const charge = (body: object, who = library.cast.budi, headers = {}) =>
    library.call(who, 'POST', '/fines', body, headers);
  const torn = { memberId: 'LIB001', reason: 'DAMAGED', amount: 25_000, description: 'Sampul robek' };
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it('owes what staff charge for, with their words, at their desk', async () => {
    const answer = await charge(torn);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      memberId: library.cast.sari.memberId,
      memberNumber: 'LIB001',
      memberName: 'Sari',
      branchId: library.cast.central,
      borrowingId: null,
      bookTitle: null,
      reason: 'DAMAGED',
      amount: 25_000,
      outstanding: 25_000,
      status: 'UNPAID',
      explanation: { description: 'Sampul robek' },
    });
    expect(await balances(library)).toEqual({ '1200': 25_000, '4200': -25_000 });
    expect(await library.factsSince()).toEqual(['fine.charged']);
  });

  it('names the loan it is for, which must be the member’s own and charged once', async () => {
    const loan = await lent(library, library.cast.sari.memberId);
    const answer = await charge({ ...torn, borrowingId: loan.borrowingId });
    expect(answer.body.data).toMatchObject({
      borrowingId: loan.borrowingId,
      bookTitle: 'Laskar Pelangi',
      barcode: loan.barcode,
    });
    expectFailure(await charge({ ...torn, borrowingId: loan.borrowingId }), 409, 'fines.already_charged');
    const others = await lent(library, library.cast.andi.memberId);
    expectFailure(
      await charge({ ...torn, borrowingId: others.borrowingId }),
      400,
      'fines.not_their_borrowing',
      'borrowingId',
    );
    expectFailure(await charge({ ...torn, borrowingId: newId() }), 400, 'fines.not_their_borrowing', 'borrowingId');
  });

  it('charges once for a repeated key', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => charge(torn, library.cast.budi, { 'idempotency-key': 'k-1' })),
    );
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1);
  });

  it('stays within one’s branches', async () => {
    const { yosef, central, jayapura } = library.cast;
    expect((await charge(torn, yosef)).body.data.branchId).toBe(jayapura);
    expectFailure(await charge({ ...torn, branchId: central }, yosef), 403, 'fines.other_branch', 'branchId');
    expect((await charge({ ...torn, branchId: jayapura })).body.data.branchId).toBe(jayapura);
    expectFailure(await charge({ ...torn, branchId: newId() }), 404, 'settings.branch_not_found');
  });

  it.each([
    [{ amount: 0 }, 'amount'],
    [{ amount: -100 }, 'amount'],
    [{ amount: 99.5 }, 'amount'],
    [{ amount: 2 ** 53 }, 'amount'],
    [{ amount: 1_000_000_000_001 }, 'amount'],
    [{ reason: 'OVERDUE' }, 'reason'],
    [{ description: '' }, 'description'],
    [{ borrowingId: 'x' }, 'borrowingId'],
    [{ paid: 5 }, 'paid'],
  ])('refuses %j and names the field', async (over, field) => {
    const answer = await charge({ ...torn, ...over });
    expect(answer.status).toBe(400);
    expect(answer.body.error.field).toBe(field);
  });

  it('knows no such member', async () => {
    expectFailure(await charge({ ...torn, memberId: 'LIB404' }), 404, 'fines.no_member');
    expectFailure(await charge({ ...torn, memberId: newId() }), 404, 'fines.no_member');
  });

  it('is refused without permission', async () => {
    const { dewi, tono, vera, sari, manager, operator, client } = library.cast;
    for (const person of [dewi, tono, vera, sari, manager, operator, client])
      expect((await charge(torn, person)).status).toBe(403);
    expect((await library.call(null, 'POST', '/fines', torn)).status).toBe(401);
  });
});
