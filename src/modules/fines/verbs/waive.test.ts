import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balances, charged, expectFailure } from '../../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { systemActor } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { cancelFine } from '../index.ts';

describe('waiving a fine', () => {
  let library: TestLibrary;
  const waive = (id: string, body: object, who = library.cast.budi) =>
    library.call(who, 'POST', `/fines/${id}/waive`, body);
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it('takes part of it off with a reason, then the rest', async () => {
    const fine = await charged(library, { amount: 5000 });
    const part = await waive(fine.id, { amount: 2000, reason: 'Sakit' });
    expect(part.status).toBe(201);
    expect(part.body.data).toMatchObject({
      fineId: fine.id,
      amount: 2000,
      reason: 'Sakit',
      waivedBy: library.cast.budi.accountId,
      fineStatus: 'PARTIAL',
      outstanding: 3000,
    });
    expect((await waive(fine.id, { reason: 'Keluarga kurang mampu' })).body.data).toMatchObject({
      amount: 3000,
      fineStatus: 'WAIVED',
      outstanding: 0,
    });
    expect(await balances(library)).toEqual({ '4100': -5000, '5100': 5000 });
    expect(await library.factsSince()).toEqual(['fine.charged', 'fine.waived', 'fine.waived']);
  });

  it('cannot take off more than is owed, nor twice', async () => {
    const fine = await charged(library, { amount: 1000 });
    expectFailure(await waive(fine.id, { amount: 1001, reason: 'x' }), 409, 'fines.more_than_owed', 'amount');
    const answers = await Promise.all(Array.from({ length: 10 }, () => waive(fine.id, { reason: 'x' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('goes back with the fine when the scan is undone, but not once it was paid on', async () => {
    const before = await balances(library);
    const undone = (id: string) => asSystem(library.as(systemActor('test')), (ctx) => cancelFine(ctx, id));
    const fine = await charged(library, { amount: 1000 });
    await waive(fine.id, { amount: 400, reason: 'x' });
    await undone(fine.id);
    expect(await balances(library)).toEqual(before);
    expectFailure(await waive(fine.id, { reason: 'x' }), 409, 'fines.nothing_owed');
    const paid = await charged(library, { amount: 1000 });
    await library.call(library.cast.dewi, 'POST', `/fines/${paid.id}/pay`, { amount: 1, method: 'CASH' });
    await expect(undone(paid.id)).rejects.toMatchObject({ kind: 'CONFLICT', reason: 'fines.money_moved' });
  });

  it.each([
    [{ amount: 0, reason: 'x' }, 'amount'],
    [{ amount: -5, reason: 'x' }, 'amount'],
    [{ amount: 1.5, reason: 'x' }, 'amount'],
    [{ amount: 2 ** 53, reason: 'x' }, 'amount'],
    [{ amount: 1 }, 'reason'],
    [{ amount: 1, reason: '   ' }, 'reason'],
  ])('refuses %j and names the field', async (body, field) => {
    const fine = await charged(library);
    const answer = await waive(fine.id, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.field).toBe(field);
  });

  it('is refused without permission and not found outside one’s branches', async () => {
    const fine = await charged(library);
    const { dewi, tono, vera, sari, manager, operator, client, yosef } = library.cast;
    for (const person of [dewi, tono, vera, sari, manager, operator, client])
      expect((await waive(fine.id, { reason: 'x' }, person)).status).toBe(403);
    expectFailure(await waive(fine.id, { reason: 'x' }, yosef), 404, 'fines.not_found');
    expectFailure(await waive(newId(), { reason: 'x' }), 404, 'fines.not_found');
  });
});
