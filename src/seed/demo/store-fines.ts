import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { type Entry, postEntry } from '../../modules/finance/index.ts';
import { incomeOf, moneyOf, RECEIVABLE, WAIVED } from '../../modules/fines/index.ts';
import type { Random } from '../random.ts';
import { inBatches, insertRows, type Row } from '../rows.ts';
import type { Ground } from './ground.ts';
import type { DemoLoan } from './lending.ts';
import type { DemoFine, DemoPayment } from './owing.ts';

interface Stored {
  id: string;
  fine: DemoFine;
  memberId: string;
  branchId: string;
  borrowingId: string;
}

/** Fines, their payments and waivers, each with the ledger entry it would have had on its day. */
export async function storeFines(
  ctx: Ctx,
  random: Random,
  ground: Ground,
  fines: readonly DemoFine[],
  loans: ReadonlyMap<DemoLoan, string>,
): Promise<void> {
  const all = fines
    .map((fine): Stored => {
      const { member, branch } = fine.loan;
      const borrowingId = loans.get(fine.loan) ?? '';
      return { id: random.id(fine.at), fine, memberId: member.id, branchId: ground.branches[branch], borrowingId };
    })
    .sort((a, b) => a.fine.at.getTime() - b.fine.at.getTime());
  await inBatches(ctx, 'fines.imported', all, async (tx, batch) => {
    const rows: Row[] = [];
    for (const each of batch) rows.push(await fineRow(tx, each));
    await insertRows(tx.sql, 'fines', rows);
  });
  await storePayments(ctx, random, all);
  await storeWaivers(ctx, random, all);
}

/** The entry of that day, by that person. */
const postAt = (tx: VerbCtx, at: Date, entry: Entry): Promise<string> => postEntry({ ...tx, now: at }, entry);

async function fineRow(tx: VerbCtx, { id, fine, memberId, branchId, borrowingId }: Stored): Promise<Row> {
  const { amount, reason, at } = fine;
  const entry = await postAt(tx, at, {
    kind: 'FINE_CHARGED',
    description: `fine ${id} ${reason}`,
    branchId,
    lines: [
      { account: RECEIVABLE, amount, memberId },
      { account: incomeOf(reason), amount: -amount },
    ],
  });
  const last = [...fine.payments.map((payment) => payment.at), fine.waiver?.at ?? at].reduce((a, b) => (a > b ? a : b));
  return {
    id,
    borrowing_id: borrowingId,
    member_id: memberId,
    branch_id: branchId,
    reason,
    amount,
    paid: fine.payments.reduce((sum, payment) => sum + payment.amount, 0),
    waived: fine.waiver?.amount ?? 0,
    period: fine.period,
    explanation: fine.explanation,
    ledger_entry_id: entry,
    created_at: at,
    updated_at: last,
  };
}

async function paymentRow(tx: VerbCtx, stored: Stored, payment: DemoPayment): Promise<Row> {
  const { id, memberId, branchId, borrowingId } = stored;
  const entry = await postAt(tx, payment.at, {
    kind: 'FINE_PAID',
    description: `fine ${id}`,
    branchId,
    lines: [
      { account: moneyOf(payment.method), amount: payment.amount },
      { account: RECEIVABLE, amount: -payment.amount, memberId },
    ],
  });
  return {
    fine_id: id,
    borrowing_id: borrowingId,
    member_id: memberId,
    branch_id: branchId,
    part: 0,
    amount: payment.amount,
    payment_date: payment.at,
    method: payment.method,
    reference: payment.reference,
    processed_by: payment.by,
    refunded: 0,
    change_credited: 0,
    ledger_entry_id: entry,
    created_at: payment.at,
  };
}

async function storePayments(ctx: Ctx, random: Random, all: readonly Stored[]): Promise<void> {
  const paid = all
    .flatMap((stored) => stored.fine.payments.map((payment) => ({ stored, payment })))
    .sort((a, b) => a.payment.at.getTime() - b.payment.at.getTime());
  await inBatches(ctx, 'payments.imported', paid, async (tx, batch) => {
    const { rows: numbers } = await tx.sql.query<{ n: number }>(
      "select nextval('receipt_number_seq') as n from generate_series(1, $1)",
      [batch.length],
    );
    const rows: Row[] = [];
    for (const [at, { stored, payment }] of batch.entries())
      rows.push({
        ...(await paymentRow(tx, stored, payment)),
        id: random.id(payment.at),
        receipt_number: numbers[at]?.n,
      });
    await insertRows(tx.sql, 'fine_payments', rows);
  });
}

async function storeWaivers(ctx: Ctx, random: Random, all: readonly Stored[]): Promise<void> {
  const waived = all.flatMap((stored) => (stored.fine.waiver ? [{ stored, waiver: stored.fine.waiver }] : []));
  await inBatches(ctx, 'waivers.imported', waived, async (tx, batch) => {
    const rows: Row[] = [];
    for (const { stored, waiver } of batch) {
      const { id, memberId, branchId } = stored;
      const entry = await postAt(tx, waiver.at, {
        kind: 'FINE_WAIVED',
        description: `fine ${id}`,
        branchId,
        lines: [
          { account: WAIVED, amount: waiver.amount },
          { account: RECEIVABLE, amount: -waiver.amount, memberId },
        ],
      });
      rows.push({
        id: random.id(waiver.at),
        fine_id: id,
        amount: waiver.amount,
        reason: waiver.reason,
        waived_by: waiver.by,
        waived_at: waiver.at,
        ledger_entry_id: entry,
      });
    }
    await insertRows(tx.sql, 'fine_waivers', rows);
  });
}
