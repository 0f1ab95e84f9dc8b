import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { asSystem } from '../../kernel/verb.ts';
import { type Charge, cancelFine, chargeFine, outstandingOf } from './index.ts';

describe('charging a fine', () => {
  let library: TestLibrary;
  const system = () => library.as(systemActor('test'));
  const late = (over: Partial<Charge> = {}): Charge => ({
    borrowingId: null,
    memberId: library.cast.sari.memberId,
    branchId: library.cast.central,
    reason: 'OVERDUE',
    amount: 1500,
    explanation: { days: 3, perDay: 500 },
    ...over,
  });
  const charge = (over: Partial<Charge> = {}) => asSystem(system(), (ctx) => chargeFine(ctx, late(over)));
  const balances = async (): Promise<Record<string, number>> => {
    const { rows } = await library.app.pool.query(
      'select ledger_account, sum(amount)::bigint as sum from ledger_lines group by 1 having sum(amount) <> 0',
    );
    return Object.fromEntries(rows.map((row) => [row.ledger_account, row.sum]));
  };
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it('owes the library from then on, in the fine and in the ledger', async () => {
    const fine = await charge();
    expect(fine.amount).toBe(1500);
    expect(await outstandingOf(system(), library.cast.sari.memberId)).toBe(1500);
    expect(await outstandingOf(system(), library.cast.andi.memberId)).toBe(0);
    expect(await balances()).toEqual({ '1200': 1500, '4100': -1500 });
    expect(await library.factsSince()).toEqual(['fine.charged']);
  });

  it('counts a lost book as replacement, not as lateness', async () => {
    await charge({ reason: 'LOST', amount: 80_000 });
    expect(await balances()).toEqual({ '1200': 81_500, '4100': -1500, '4200': -80_000 });
  });

  it('takes an undone fine back, once, and owes nothing for it', async () => {
    const before = await balances();
    const fine = await charge({ amount: 700 });
    await library.factsSince();
    await asSystem(system(), (ctx) => cancelFine(ctx, fine.id));
    await asSystem(system(), async (ctx) => ctx.unchanged(await cancelFine(ctx, fine.id)));
    expect(await balances()).toEqual(before);
    expect(await library.factsSince()).toEqual(['fine.cancelled']);
    expect(await outstandingOf(system(), library.cast.sari.memberId)).toBe(81_500);
  });

  it.each([0, -1, 0.5, 2 ** 53, 1_000_000_000_001])('refuses the amount %s', async (amount) => {
    await expect(charge({ amount })).rejects.toMatchObject({
      kind: 'UNPROCESSABLE',
      reason: 'fines.amount_out_of_range',
    });
  });

  it('knows no fine of that id', async () => {
    await expect(asSystem(system(), (ctx) => cancelFine(ctx, newId()))).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  });
});
