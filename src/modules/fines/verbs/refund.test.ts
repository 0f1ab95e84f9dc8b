import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../../test/support/cast.ts';
import { balances, charged, expectFailure, treasurer } from '../../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateSettings } from '../../settings/index.ts';

describe('giving money back', () => {
  let library: TestLibrary;
  const post = (path: string, body: object = {}, who = library.cast.wati) => library.call(who, 'POST', path, body);
  const paid = async (amount = 10_000, over = {}) => {
    const fine = await charged(library, { amount, ...over });
    const payment = await post(`/fines/${fine.id}/pay`, { method: 'CASH' }, library.cast.dewi);
    return { fineId: fine.id, paymentId: payment.body.data.id };
  };
  const request = (p: { fineId: string; paymentId: string }, body: object = {}, who = library.cast.wati) =>
    post(`/fines/${p.fineId}/refund`, { paymentId: p.paymentId, method: 'CASH', reason: 'Salah tagih', ...body }, who);
  const fine = async (id: string) => (await library.call(library.cast.wati, 'GET', `/fines/${id}`)).body.data;
  /** Another person who may give money back. */
  let ratna: Person;
  beforeAll(async () => {
    library = await openLibrary();
    ratna = await treasurer(library);
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it('waits for a second person; then the money is out and nothing is owed again', async () => {
    const p = await paid();
    const before = await balances(library);
    await library.factsSince();
    const asked = await request(p, { amount: 4000 });
    expect(asked.status).toBe(201);
    expect(asked.body.data).toMatchObject({ status: 'REQUESTED', amount: 4000, secondPerson: true, decidedBy: null });
    expect(await balances(library)).toEqual(before);
    const given = await post(`/fine-refunds/${asked.body.data.id}/approve`, { note: 'ok' }, ratna);
    expect(given.status).toBe(200);
    expect(given.body.data).toMatchObject({ status: 'APPROVED', decidedBy: ratna.accountId, decisionNote: 'ok' });
    expect(await balances(library)).toEqual({ ...before, '1010': (before['1010'] ?? 0) - 4000, '5100': 4000 });
    expect(await fine(p.fineId)).toMatchObject({
      paid: 6000,
      waived: 4000,
      outstanding: 0,
      status: 'PAID',
      payments: [{ refunded: 4000 }],
      refunds: [{ status: 'APPROVED', requestedByName: 'Wati', decidedByName: 'Ratna' }],
    });
    expect(await library.factsSince()).toEqual(['refund.requested', 'refund.approved']);
  });

  it('is not approved by whoever asked, in the program and in the database', async () => {
    const p = await paid();
    const { id } = (await request(p)).body.data;
    expectFailure(await post(`/fine-refunds/${id}/approve`), 403, 'fines.second_person');
    const { wati } = library.cast;
    const entry = await library.app.pool.query('select ledger_entry_id as e from fine_payments limit 1');
    await expect(
      library.app.pool.query(
        `update fine_refunds set status = 'APPROVED', decided_by = $2, decided_at = '2026-03-02', ledger_entry_id = $3 where id = $1`,
        [id, wati.accountId, entry.rows[0].e],
      ),
    ).rejects.toMatchObject({ constraint: 'fine_refunds_second_person' });
    expect(await fine(p.fineId)).toMatchObject({ paid: 10_000, refunds: [{ status: 'REQUESTED' }] });
  });

  it('can be rejected, also by whoever asked; nothing moves and it may be asked again', async () => {
    const p = await paid();
    const before = await balances(library);
    const { id } = (await request(p)).body.data;
    await library.factsSince();
    const answer = await post(`/fine-refunds/${id}/reject`, { note: 'Tidak ada bukti' });
    expect(answer.body.data).toMatchObject({ status: 'REJECTED', decisionNote: 'Tidak ada bukti' });
    expect(await library.factsSince()).toEqual(['refund.rejected']);
    expect(await balances(library)).toEqual(before);
    expectFailure(await post(`/fine-refunds/${id}/approve`, {}, ratna), 409, 'fines.refund_decided');
    expectFailure(await post(`/fine-refunds/${id}/reject`, {}, ratna), 409, 'fines.refund_decided');
    expect((await request(p)).body.data.amount).toBe(10_000);
  });

  it('never gives back more than a payment brought, counting what others have asked for', async () => {
    const p = await paid(5000);
    expectFailure(await request(p, { amount: 5001 }), 409, 'fines.more_than_paid', 'amount');
    const answers = await Promise.all(Array.from({ length: 10 }, () => request(p, { amount: 2000 })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(2);
    expect((await request(p)).body.data.amount).toBe(1000);
    expectFailure(await request(p), 409, 'fines.more_than_paid');
  });

  it('gives it back once when two approve at the same moment', async () => {
    const p = await paid(3000);
    const before = await balances(library);
    const { id } = (await request(p)).body.data;
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(`/fine-refunds/${id}/approve`, {}, ratna)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect((await balances(library))['1010']).toBe((before['1010'] ?? 0) - 3000);
  });

  it('may go on the member’s credit instead', async () => {
    const { andi } = library.cast;
    const p = await paid(3000, { memberId: andi.memberId });
    const { id } = (await request(p, { method: 'CREDIT' })).body.data;
    await post(`/fine-refunds/${id}/approve`, {}, ratna);
    expect(await balances(library, andi.memberId)).toEqual({ '2100': -3000 });
    const balance = await library.call(andi, 'GET', '/members/LIB002/fines/balance');
    expect(balance.body.data).toMatchObject({ credit: 3000, outstanding: 0, unpaidFines: 0 });
  });

  it('leaves what is still owed as it is', async () => {
    const { id: fineId } = await charged(library, { amount: 1000 });
    const payment = await post(`/fines/${fineId}/pay`, { amount: 600, method: 'CASH' }, library.cast.dewi);
    const { id } = (await request({ fineId, paymentId: payment.body.data.id })).body.data;
    await post(`/fine-refunds/${id}/approve`, {}, ratna);
    expect(await fine(fineId)).toMatchObject({ paid: 0, waived: 600, outstanding: 400, status: 'PARTIAL' });
  });

  it('happens at once where the setting asks for no second person', async () => {
    await updateSettings(library.as(await library.cast.wati.actor()), { refundSecondPerson: false });
    const p = await paid(2000);
    const waiting = await fine(p.fineId);
    expect(waiting.can.refund).toBe(true);
    await library.factsSince();
    const answer = await request(p);
    expect(answer.body.data).toMatchObject({
      status: 'APPROVED',
      secondPerson: false,
      requestedBy: library.cast.wati.accountId,
      decidedBy: library.cast.wati.accountId,
    });
    expect(await library.factsSince()).toEqual(['refund.requested', 'refund.approved']);
    await updateSettings(library.as(await library.cast.wati.actor()), { refundSecondPerson: true });
  });

  it('answers a repeated key with the first answer', async () => {
    const p = await paid(2000);
    const ask = () =>
      library.call(
        library.cast.wati,
        'POST',
        `/fines/${p.fineId}/refund`,
        { paymentId: p.paymentId, amount: 500, method: 'CASH', reason: 'x' },
        { 'idempotency-key': 'kembali-1' },
      );
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1);
  });

  it('lists what waits, to those who may decide, within their branches', async () => {
    const list = await library.call(library.cast.wati, 'GET', '/fine-refunds?status=REQUESTED&limit=2');
    expect(list.status).toBe(200);
    expect(list.body.meta).toMatchObject({ limit: 2, hasNext: true });
    expect(list.body.data).toHaveLength(2);
    expect(list.body.data[0]).toMatchObject({ status: 'REQUESTED', requestedByName: 'Wati', memberNumber: 'LIB001' });
    const next = await library.call(
      library.cast.wati,
      'GET',
      `/fine-refunds?status=REQUESTED&limit=100&cursor=${list.body.meta.nextCursor}`,
    );
    expect(list.body.meta.total).toBe(2 + next.body.data.length);
    const elsewhere = await library.call(library.cast.wati, 'GET', `/fine-refunds?branchId=${library.cast.jayapura}`);
    expect(elsewhere.body.data).toEqual([]);
    const papua = await treasurer(library, library.cast.jayapura);
    expect((await library.call(papua, 'GET', '/fine-refunds')).body.data).toEqual([]);
    const { id, fineId, paymentId } = list.body.data[0];
    expectFailure(await post(`/fine-refunds/${id}/approve`, {}, papua), 404, 'fines.no_refund');
    expectFailure(await request({ fineId, paymentId }, {}, papua), 404, 'fines.not_found');
  });

  it.each([
    [{ amount: 0 }, 'amount'],
    [{ amount: -1 }, 'amount'],
    [{ amount: 0.1 }, 'amount'],
    [{ amount: 2 ** 53 }, 'amount'],
    [{ method: 'BEANS' }, 'method'],
    [{ reason: '' }, 'reason'],
    [{ paymentId: 'x' }, 'paymentId'],
  ])('refuses %j and names the field', async (body, field) => {
    const p = await paid(100);
    const answer = await request(p, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.field).toBe(field);
  });

  it('finds a payment only under its own fine', async () => {
    const [a, b] = [await paid(100), await paid(100)];
    const swapped = await request({ fineId: a.fineId, paymentId: b.paymentId });
    expectFailure(swapped, 404, 'fines.no_payment', 'paymentId');
    expectFailure(await post(`/fine-refunds/${newId()}/approve`), 404, 'fines.no_refund');
    expectFailure(await post(`/fine-refunds/${newId()}/reject`), 404, 'fines.no_refund');
    expectFailure(await request({ fineId: newId(), paymentId: a.paymentId }), 404, 'fines.not_found');
  });

  it('is refused without permission, asking, deciding and looking', async () => {
    const p = await paid(100);
    const { id } = (await request(p)).body.data;
    const { budi, dewi, tono, vera, sari, manager, operator, client } = library.cast;
    for (const person of [budi, dewi, tono, vera, sari, manager, operator, client]) {
      expect((await request(p, {}, person)).status).toBe(403);
      expect((await post(`/fine-refunds/${id}/approve`, {}, person)).status).toBe(403);
      expect((await post(`/fine-refunds/${id}/reject`, {}, person)).status).toBe(403);
      expect((await library.call(person, 'GET', '/fine-refunds')).status).toBe(403);
    }
    expect((await library.call(null, 'GET', '/fine-refunds')).status).toBe(401);
    expect((await library.call(null, 'POST', `/fine-refunds/${id}/approve`, {})).status).toBe(401);
  });
});
