import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balances, charged, expectFailure } from '../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { updateSettings } from '../settings/index.ts';

describe('a person’s money', () => {
  let library: TestLibrary;
  const post = (path: string, body: object, who = library.cast.wati) => library.call(who, 'POST', path, body);
  const pay = async (fineId: string, body: object) =>
    (await post(`/fines/${fineId}/pay`, { method: 'TRANSFER', ...body })).body.data;
  const one = async (text: string) => (await library.app.pool.query(text)).rows[0];
  // Sari: a fine in part paid, waived and refunded, and credit of 300. Andi owes 1.000.
  beforeAll(async () => {
    library = await openLibrary();
    const { sari, andi, wati } = library.cast;
    await updateSettings(library.as(await wati.actor()), { refundSecondPerson: false });
    const fine = await charged(library, { amount: 2000, explanation: { description: 'Ayahnya marah', days: 4 } });
    const paid = await pay(fine.id, { amount: 900, reference: 'BCA a.n. Ayah Sari', notes: 'titip adik' });
    await pay(fine.id, { amount: 100, reference: 'QR-1', method: 'QRIS' });
    await post(`/fines/${fine.id}/waive`, { amount: 500, reason: 'Yatim piatu' });
    const refund = { paymentId: paid.id, amount: 400, method: 'CASH', reason: 'Ibu Sari mengeluh' };
    await post(`/fines/${fine.id}/refund`, refund);
    const small = await charged(library, { amount: 100 });
    await pay(small.id, { amount: 400, keepChange: 'credit' });
    await charged(library, { memberId: andi.memberId, amount: 1000 });
    expect(await balances(library, sari.memberId)).toEqual({ '1200': 500, '2100': -300 });
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it('is part of what the person gets to see', async () => {
    const { status, text } = await library.call(
      library.cast.sari,
      'GET',
      `/members/${library.cast.sari.memberId}/export`,
    );
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      fines: [{ amount: 2000, outstanding: 500, explanation: { description: 'Ayahnya marah' } }, { amount: 100 }],
      payments: [{ amount: 900, notes: 'titip adik' }, { method: 'QRIS' }, { changeCredited: 300 }],
      waivers: [{ amount: 500, reason: 'Yatim piatu' }],
      refunds: [{ amount: 400, reason: 'Ibu Sari mengeluh' }],
      credit: 300,
    });
  });

  it('goes over to the record that stays when two are merged, debts and credit both', async () => {
    const { sari, andi } = library.cast;
    const merged = await post(`/members/${andi.memberId}/merge`, { otherId: sari.memberId });
    expect(merged.status).toBe(200);
    expect(await balances(library, sari.memberId)).toEqual({});
    expect(await balances(library, andi.memberId)).toEqual({ '1200': 1500, '2100': -300 });
    const list = await library.call(library.cast.budi, 'GET', '/members/LIB001/fines');
    expect(list.body.data).toHaveLength(3);
    const byOldCard = await post('/members/LIB002/fines/pay', { amount: 300, method: 'CREDIT' });
    expect(byOldCard.body.data).toMatchObject({ paid: 300, outstanding: 1200 });
    await post('/members/LIB001/fines/pay', { method: 'CASH' });
  });

  it('stays in the books without a word about who it was, once the person is erased', async () => {
    const { andi } = library.cast;
    const before = await one('select sum(paid) as paid, sum(waived) as waived from fines');
    const erased = await post(`/members/${andi.memberId}/erase`, { reason: 'Permintaan sendiri' });
    expect(erased.body.success).toBe(true);
    expect(await one('select sum(paid) as paid, sum(waived) as waived from fines')).toEqual(before);
    const traces = [
      `select count(*)::int as n from fines where explanation ? 'description'`,
      `select count(*)::int as n from fine_payments where notes is not null or reference <> 'QR-1'`,
      `select count(*)::int as n from fine_waivers where reason <> '-'`,
      `select count(*)::int as n from fine_refunds where reason <> '-'`,
      `select count(*)::int as n from facts f join fact_details d on d.fact_id = f.id and d.at = f.at
       where f.entity_type in ('fine', 'payment', 'refund')`,
    ];
    for (const text of traces) expect([text, (await one(text)).n]).toEqual([text, 0]);
    expectFailure(
      await post('/fines', { memberId: andi.memberId, reason: 'OTHER', amount: 5, description: 'x' }),
      404,
      'fines.no_member',
    );
  });
});
