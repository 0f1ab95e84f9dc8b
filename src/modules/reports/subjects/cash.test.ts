import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../../test/support/cast.ts';
import { charged, treasurer } from '../../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { at, reported } from '../../../../test/support/reports.ts';
import { systemActor } from '../../../kernel/context.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { cancelFine } from '../../fines/index.ts';

const takings = (count: number, received: number, refundCount = 0, refunded = 0) => ({
  count,
  received,
  refundCount,
  refunded,
  net: received - refunded,
});

describe('a cash report', () => {
  let library: TestLibrary;
  let ratna: Person;
  let second: Person;
  const figures = async (asked: object, who = library.cast.budi) =>
    (await reported(library, who, { type: 'MONTHLY', subject: 'cash', startDate: '2026-03-15', ...asked })).data;

  // March: Dewi takes 5.000 in cash (1.000 of it change) and 2.000 by card, Budi 500 from credit; Ratna asks on the 11th
  // to give back 1.000, Wati agrees on the 12th. Yosef takes 700 after his midnight, still the 12th in Jakarta.
  beforeAll(async () => {
    library = await openLibrary({ at: '2026-02-27T09:00:00+07:00' });
    const { cast, clock } = library;
    ratna = await treasurer(library);
    second = await treasurer(library);
    const charge = (moment: string, over: object) => {
      clock.set(moment);
      return charged(library, over);
    };
    const pay = (moment: string, who: Person, fine: { id: string }, body: object) =>
      at(library, moment, who, `/fines/${fine.id}/pay`, { method: 'CASH', ...body });
    const old = await charge('2026-02-28T23:30:00+07:00', { amount: 9000, reason: 'LOST' });
    await pay('2026-02-28T23:59:00+07:00', cast.dewi, old, { amount: 3000 });
    const fine = await charge('2026-03-10T09:00:00+07:00', { amount: 4000 });
    const payment = await pay('2026-03-10T10:00:00+07:00', cast.dewi, fine, { amount: 5000, keepChange: 'credit' });
    await pay('2026-03-10T11:00:00+07:00', cast.dewi, await charge('2026-03-10T11:00:00+07:00', { amount: 2000 }), {
      method: 'CARD',
    });
    await pay('2026-03-10T12:00:00+07:00', cast.budi, old, { amount: 500, method: 'CREDIT' });
    const asking = { paymentId: payment.id, amount: 1000, method: 'CASH', reason: 'Salah hitung' };
    const refund = await at(library, '2026-03-11T09:00:00+07:00', ratna, `/fines/${fine.id}/refund`, asking);
    await at(library, '2026-03-12T09:00:00+07:00', second, `/fine-refunds/${refund.id}/approve`);
    const far = await charge('2026-03-13T00:30:00+09:00', { amount: 900, branchId: cast.jayapura });
    await pay('2026-03-13T00:40:00+09:00', cast.yosef, far, { amount: 700 });
    await at(library, '2026-03-20T09:00:00+07:00', cast.budi, `/fines/${old.id}/waive`, { amount: 1500, reason: 'x' });
    // Taken back with its waiver, as an undone scan does.
    const slip = await charge('2026-03-21T09:00:00+07:00', { amount: 600 });
    await at(library, '2026-03-21T09:00:10+07:00', cast.budi, `/fines/${slip.id}/waive`, { amount: 100, reason: 'x' });
    clock.set('2026-03-21T09:00:20+07:00');
    await asSystem(library.as(systemActor('test')), (ctx) => cancelFine(ctx, slip.id));
    await pay('2026-04-01T00:10:00+07:00', cast.dewi, old, { amount: 250 });
    clock.set('2026-04-02T09:00:00+07:00');
  });
  afterAll(() => library.close());

  it('adds up money taken and given back, fines charged and waived, and what is left to pay', async () => {
    const { totals, outstanding } = await figures({});
    // Charged 4000 + 2000 + 900; left of the first 9000 − 3000 − 500 − 1500, and 200 in Jayapura.
    expect(totals).toEqual({ ...takings(3, 7700, 1, 1000), charged: 6900, waived: 1500 });
    expect(outstanding).toBe(4200);
  });

  it('says by method what came and went, and that the ledger says the same', async () => {
    const { byMethod } = await figures({});
    expect(byMethod).toEqual([
      { method: 'CASH', ...takings(2, 5700, 1, 1000), ledger: 4700 },
      { method: 'TRANSFER', ...takings(0, 0), ledger: 0 },
      { method: 'E_WALLET', ...takings(0, 0), ledger: 0 },
      { method: 'CARD', ...takings(1, 2000), ledger: 2000 },
      { method: 'QRIS', ...takings(0, 0), ledger: 0 },
      { method: 'CREDIT', ...takings(1, 500), ledger: null },
    ]);
  });

  it('says by day of the library’s zone, without what was paid from credit', async () => {
    const { byDay } = await figures({});
    expect(byDay).toHaveLength(31);
    const days = Object.fromEntries(byDay.map(({ date, ...day }: { date: string }) => [date.slice(8), day]));
    expect(days['10']).toEqual({ ...takings(2, 7000), charged: 6000, waived: 0 });
    expect(days['11']).toEqual({ ...takings(0, 0), charged: 0, waived: 0 });
    expect(days['12']).toEqual({ ...takings(1, 700, 1, 1000), charged: 900, waived: 0 });
    expect(days['13']).toEqual({ ...takings(0, 0), charged: 0, waived: 0 });
    expect(days['20']).toEqual({ ...takings(0, 0), charged: 0, waived: 1500 });
    expect(days['21']).toEqual({ ...takings(0, 0), charged: 0, waived: 0 });
  });

  it('says by person what went through whose hands, and by reason what was charged', async () => {
    const { byStaff, byReason } = await figures({});
    const { dewi, budi, yosef } = library.cast;
    const person = ({ accountId, name }: Person, expectedCash: number, sums: object) => ({
      accountId,
      name,
      expectedCash,
      ...sums,
    });
    expect(byStaff).toHaveLength(4);
    expect(byStaff).toEqual(
      expect.arrayContaining([
        person(dewi, 5000, takings(2, 7000)),
        person(budi, 0, takings(0, 0)),
        person(yosef, 700, takings(1, 700)),
        person(ratna, -1000, takings(0, 0, 1, 1000)),
      ]),
    );
    expect(byReason).toEqual([
      { reason: 'OVERDUE', count: 4, charged: 6900, cancelled: 600, waived: 0 },
      { reason: 'LOST', count: 0, charged: 0, cancelled: 0, waived: 1500 },
      { reason: 'DAMAGED', count: 0, charged: 0, cancelled: 0, waived: 0 },
      { reason: 'OTHER', count: 0, charged: 0, cancelled: 0, waived: 0 },
    ]);
  });

  it('is of one branch: where money was taken, and what its fines still owe', async () => {
    const far = await figures({}, library.cast.yosef);
    expect(far.totals).toEqual({ ...takings(1, 700), charged: 900, waived: 0 });
    expect(far.outstanding).toBe(200);
    expect(far.byMethod[0]).toEqual({ method: 'CASH', ...takings(1, 700), ledger: 700 });
  });

  it('knows what was left to pay at the end of an earlier day', async () => {
    const left = async (startDate: string) => (await figures({ type: 'DAILY', startDate })).outstanding;
    expect(await left('2026-02-27')).toBe(0);
    expect(await left('2026-02-28')).toBe(6000);
    expect(await left('2026-03-10')).toBe(5500);
    expect(await left('2026-03-12')).toBe(5700);
    expect(await left('2026-04-01')).toBe(3950);
  });
});
