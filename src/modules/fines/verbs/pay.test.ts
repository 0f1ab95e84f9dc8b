import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balances, charged, expectFailure } from '../../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { newId } from '../../../kernel/ids.ts';
import { outstandingOf } from '../index.ts';

describe('paying a fine', () => {
  let library: TestLibrary;
  const pay = (id: string, body: object, who = library.cast.dewi, headers = {}) =>
    library.call(who, 'POST', `/fines/${id}/pay`, body, headers);
  const owed = async (memberId: string) => outstandingOf(library.as(await library.cast.wati.actor()), memberId);
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it('takes it in parts, each with a receipt number, and turns it PAID with the last', async () => {
    const fine = await charged(library, { amount: 10_000 });
    const first = await pay(fine.id, { amount: 4000, method: 'CASH', notes: 'uang pas' });
    expect(first.status).toBe(201);
    expect(first.body.data).toMatchObject({
      fineId: fine.id,
      memberId: library.cast.sari.memberId,
      branchId: library.cast.central,
      amount: 4000,
      method: 'CASH',
      notes: 'uang pas',
      reference: null,
      processedBy: library.cast.dewi.accountId,
      fineStatus: 'PARTIAL',
      outstanding: 6000,
    });
    const rest = await pay(fine.id, { method: 'QRIS', reference: 'QR-1' });
    expect(rest.body.data).toMatchObject({ amount: 6000, fineStatus: 'PAID', outstanding: 0 });
    expect(rest.body.data.receiptNumber).toBeGreaterThan(first.body.data.receiptNumber);
    expect(await balances(library)).toEqual({ '1010': 4000, '1050': 6000, '4100': -10_000 });
    expect(await library.factsSince()).toEqual(['fine.charged', 'payment.completed', 'payment.completed']);
  });

  it('is remembered with who took how much, in which way', async () => {
    const fine = await charged(library, { amount: 800 });
    const { body } = await pay(fine.id, { method: 'TRANSFER', reference: 'BCA 77' });
    const { rows } = await library.app.pool.query(
      `select f.action_type, f.actor_id, f.branch_id, d.body from facts f join fact_details d on d.fact_id = f.id and d.at = f.at
       where f.entity_type = 'payment' and f.entity_id = $1`,
      [body.data.id],
    );
    expect(rows).toMatchObject([
      {
        action_type: 'PAYMENT_COMPLETED',
        actor_id: library.cast.dewi.accountId,
        branch_id: library.cast.central,
        body: {
          entityName: String(body.data.receiptNumber),
          newValues: { fineId: fine.id, amount: 800, method: 'TRANSFER', reference: 'BCA 77' },
        },
      },
    ]);
  });

  it('refuses more than is owed and says how much that is, unless the change becomes credit', async () => {
    const fine = await charged(library, { amount: 7000 });
    const refused = await pay(fine.id, { amount: 10_000, method: 'CASH' });
    expectFailure(refused, 409, 'fines.more_than_owed', 'amount');
    expect(refused.body.error.details.outstanding).toBe(7000);
    const taken = await pay(fine.id, { amount: 10_000, method: 'CASH', keepChange: 'credit' });
    expect(taken.body.data).toMatchObject({ amount: 7000, changeCredited: 3000, outstanding: 0 });
    expect(await balances(library, library.cast.sari.memberId)).toEqual({ '2100': -3000 });
  });

  it('pays from the member’s credit as far as it reaches', async () => {
    const fine = await charged(library, { amount: 5000 });
    const tooMuch = await pay(fine.id, { method: 'CREDIT' });
    expectFailure(tooMuch, 409, 'fines.credit_too_low', 'method');
    expect(tooMuch.body.error.details.credit).toBe(3000);
    expect((await pay(fine.id, { amount: 3000, method: 'CREDIT' })).body.data.outstanding).toBe(2000);
    await pay(fine.id, { method: 'CARD' });
    expect(await balances(library, library.cast.sari.memberId)).toEqual({});
  });

  it('takes the whole sum once from twenty desks at the same moment', async () => {
    const fine = await charged(library, { amount: 9000 });
    const before = await balances(library);
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(fine.id, { method: 'CASH' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array(19).fill(409)]);
    expect((await balances(library))['1010']).toBe((before['1010'] ?? 0) + 9000);
  });

  it('never takes more than is owed when parts race', async () => {
    const fine = await charged(library, { amount: 10_000 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => pay(fine.id, { amount: 3000, method: 'TRANSFER' })),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3);
    expect(await owed(library.cast.sari.memberId)).toBe(1000);
    await pay(fine.id, { method: 'CASH' });
  });

  it('spends credit once when two fines want it at the same moment', async () => {
    const { andi } = library.cast;
    const source = await charged(library, { memberId: andi.memberId, amount: 1000 });
    await pay(source.id, { amount: 5000, method: 'CASH', keepChange: 'credit' });
    const fines = await Promise.all([1, 2, 3].map(() => charged(library, { memberId: andi.memberId, amount: 4000 })));
    const answers = await Promise.all(fines.map((fine) => pay(fine.id, { method: 'CREDIT' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    expect(await balances(library, andi.memberId)).toEqual({ '1200': 8000 });
  });

  it('answers a repeated key with the first answer and one payment; another body is refused', async () => {
    const fine = await charged(library, { amount: 2000 });
    const headers = { 'idempotency-key': 'bayar-1' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => pay(fine.id, { amount: 500, method: 'CASH' }, library.cast.dewi, headers)),
    );
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1);
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
    expectFailure(
      await pay(fine.id, { amount: 600, method: 'CASH' }, library.cast.dewi, headers),
      422,
      'kernel.key_reused',
    );
    expect((await pay(fine.id, { method: 'CASH' })).body.data.amount).toBe(1500);
  });

  it('takes one QRIS reference once', async () => {
    const [a, b] = [await charged(library), await charged(library)];
    expect((await pay(a.id, { method: 'QRIS', reference: 'QR-7' })).status).toBe(201);
    expectFailure(await pay(b.id, { method: 'QRIS', reference: 'QR-7' }), 409, 'fines.reference_used', 'reference');
    await pay(b.id, { method: 'CASH' });
  });

  it('books money where it is taken: at the desk of whoever takes it', async () => {
    const fine = await charged(library, { branchId: library.cast.jayapura });
    const taken = await pay(fine.id, { method: 'CASH' }, library.cast.budi);
    expect(taken.body.data.branchId).toBe(library.cast.central);
  });

  it.each([
    [{ amount: 0, method: 'CASH' }, 'amount'],
    [{ amount: -1, method: 'CASH' }, 'amount'],
    [{ amount: 0.5, method: 'CASH' }, 'amount'],
    [{ amount: 2 ** 53, method: 'CASH' }, 'amount'],
    [{ amount: '100', method: 'CASH' }, 'amount'],
    [{ method: 'GOLD' }, 'method'],
    [{}, 'method'],
    [{ method: 'CREDIT', keepChange: 'credit' }, 'keepChange'],
    [{ method: 'CASH', memberId: 'x' }, 'memberId'],
    [{ method: 'CASH', reference: 'x'.repeat(201) }, 'reference'],
  ])('refuses %j and names the field', async (body, field) => {
    const fine = await charged(library);
    const answer = await pay(fine.id, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.field).toBe(field);
  });

  it('knows neither a fine of another branch nor one that does not exist', async () => {
    const fine = await charged(library);
    expectFailure(await pay(fine.id, { method: 'CASH' }, library.cast.yosef), 404, 'fines.not_found');
    expectFailure(await pay(newId(), { method: 'CASH' }), 404, 'fines.not_found');
    expect((await pay('bukan-id', { method: 'CASH' })).status).toBe(400);
  });

  it('is refused without permission, also to whom the fine belongs', async () => {
    const fine = await charged(library);
    const { tono, vera, sari, manager, operator, client } = library.cast;
    for (const person of [tono, vera, sari, manager, operator, client])
      expect((await pay(fine.id, { method: 'CASH' }, person)).status).toBe(403);
    expect((await library.call(null, 'POST', `/fines/${fine.id}/pay`, { method: 'CASH' })).status).toBe(401);
  });
});

describe('paying all fines of a member', () => {
  let library: TestLibrary;
  const payAll = (ref: string, body: object, who = library.cast.dewi) =>
    library.call(who, 'POST', `/members/${ref}/fines/pay`, body);
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('goes on the oldest first, in one ledger entry', async () => {
    const old = await charged(library, { amount: 2000 });
    library.clock.move('1d');
    const next = await charged(library, { amount: 3000, reason: 'DAMAGED' });
    await library.factsSince();
    const answer = await payAll('lib001', { amount: 4000, method: 'QRIS', reference: 'QR-9' });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ paid: 4000, outstanding: 1000, changeCredited: 0 });
    expect(answer.body.data.payments).toMatchObject([
      { fineId: old.id, amount: 2000, fineStatus: 'PAID', reference: 'QR-9' },
      { fineId: next.id, amount: 2000, fineStatus: 'PARTIAL', reference: 'QR-9' },
    ]);
    const { rows } = await library.app.pool.query('select count(distinct ledger_entry_id)::int n from fine_payments');
    expect(rows[0].n).toBe(1);
    expect(await library.factsSince()).toEqual(['payment.completed', 'payment.completed']);
    expectFailure(await payAll('LIB001', { method: 'QRIS', reference: 'QR-9' }), 409, 'fines.reference_used');
  });

  it('keeps the change as credit when asked, once', async () => {
    await charged(library, { amount: 500 });
    expectFailure(await payAll('LIB001', { amount: 2000, method: 'CASH' }), 409, 'fines.more_than_owed', 'amount');
    const answer = await payAll('LIB001', { amount: 2000, method: 'CASH', keepChange: 'credit' });
    expect(answer.body.data).toMatchObject({ paid: 1500, changeCredited: 500, outstanding: 0 });
    expect(answer.body.data.payments.map((p: { changeCredited: number }) => p.changeCredited)).toEqual([0, 500]);
    expect(await balances(library, library.cast.sari.memberId)).toEqual({ '2100': -500 });
  });

  it('says when nothing is owed, and finds no member outside its reach', async () => {
    expectFailure(await payAll('LIB002', { method: 'CASH' }), 409, 'fines.nothing_owed');
    expectFailure(await payAll('LIB999', { method: 'CASH' }), 404, 'fines.no_member');
    expectFailure(await payAll('LIB001', { method: 'CASH' }, library.cast.yosef), 404, 'fines.no_member');
  });

  it('pays only the fines of one’s own branches', async () => {
    const here = await charged(library, { amount: 900, branchId: library.cast.jayapura });
    await charged(library, { amount: 100 });
    const answer = await payAll('LIB001', { method: 'CASH' }, library.cast.yosef);
    expect(answer.body.data).toMatchObject({ paid: 900, payments: [{ fineId: here.id }] });
    await payAll('LIB001', { method: 'CASH' });
  });

  it('pays each fine once when twenty desks race', async () => {
    await Promise.all([1, 2, 3].map(() => charged(library, { amount: 1000 })));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => payAll('LIB001', { amount: 500, method: 'CASH' })),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(6);
    expect((await balances(library, library.cast.sari.memberId))['1200']).toBeUndefined();
  });

  it('is refused without permission', async () => {
    const { tono, vera, sari, manager, operator, client } = library.cast;
    for (const person of [tono, vera, sari, manager, operator, client])
      expect((await payAll('LIB001', { method: 'CASH' }, person)).status).toBe(403);
    expect((await library.call(null, 'POST', '/members/LIB001/fines/pay', { method: 'CASH' })).status).toBe(401);
  });
});
