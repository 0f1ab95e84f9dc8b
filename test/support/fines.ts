import { expect } from 'vitest';
import { systemActor } from '../../src/kernel/context.ts';
import { asSystem } from '../../src/kernel/verb.ts';
import { type Charge, chargeFine } from '../../src/modules/fines/index.ts';
import type { TestLibrary } from './library.ts';

/** For tests: Sari is late by three days at Central, unless said otherwise. */
export const charged = (library: TestLibrary, over: Partial<Charge> = {}): Promise<{ id: string; amount: number }> =>
  asSystem(library.as(systemActor('test')), (ctx) =>
    chargeFine(ctx, {
      borrowingId: null,
      memberId: library.cast.sari.memberId,
      branchId: library.cast.central,
      reason: 'OVERDUE',
      amount: 1500,
      explanation: { days: 3, perDay: 500 },
      ...over,
    }),
  );

/** Ledger accounts that do not stand at zero. */
export async function balances(library: TestLibrary, memberId: string | null = null): Promise<Record<string, number>> {
  const { rows } = await library.app.pool.query(
    `select ledger_account, sum(amount)::bigint as sum from ledger_lines where $1::uuid is null or member_id = $1
     group by 1 having sum(amount) <> 0 order by 1`,
    [memberId],
  );
  return Object.fromEntries(rows.map((row) => [row.ledger_account, row.sum]));
}

export const expectFailure = (
  answer: { status: number; body: unknown },
  status: number,
  reason: string,
  field?: string,
) => {
  expect(answer.body).toMatchObject({
    success: false,
    error: { details: { reason }, ...(field ? { field } : {}) },
  });
  expect(answer.status).toBe(status);
};
