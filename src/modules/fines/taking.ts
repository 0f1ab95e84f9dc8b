import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { memberCredit, postEntry } from '../finance/index.ts';
import { creditTooLow } from './errors.ts';
import { CREDIT, type Method, moneyOf, RECEIVABLE } from './fine.ts';
import type { LockedFine } from './locks.ts';
import type { Payment } from './replies.ts';

/** Money taken at once: one ledger entry, one payment for each fine it went on. */
export interface Taking {
  memberId: string;
  method: Method;
  reference: string | null;
  notes: string | null;
  /** Handed over beyond the fines and kept as the member's credit. */
  change: number;
  parts: readonly { fine: LockedFine; amount: number }[];
}

const insertPayment = prepared<Payment>(
  'fines.payment.insert',
  `with f as (update fines set paid = paid + $7, updated_at = $8 where id = $2 returning paid, outstanding, status)
   insert into fine_payments (id, fine_id, borrowing_id, member_id, branch_id, part, amount, payment_date, method, reference,
     processed_by, notes, change_credited, ledger_entry_id, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $8)
   returning id, receipt_number as "receiptNumber", fine_id as "fineId", borrowing_id as "borrowingId", member_id as "memberId",
     branch_id as "branchId", amount, payment_date as "paymentDate", method, reference, processed_by as "processedBy", notes,
     refunded, change_credited as "changeCredited", created_at as "createdAt",
     (select status from f) as "fineStatus", (select outstanding from f) as outstanding`,
);

/** Whose hands money goes through; it is never taken without a name. */
export function cashier(ctx: Ctx): string {
  if (ctx.actor.kind !== 'account') throw failure('FORBIDDEN', 'fines.needs_person');
  return ctx.actor.accountId;
}

/** Where money is taken or given: the desk the person works at, otherwise the fine's own branch. */
export const deskOf = (ctx: Ctx, fine: { branchId: string }): string =>
  (ctx.actor.kind === 'account' ? ctx.actor.branchId : null) ?? fine.branchId;

async function postTaking(ctx: VerbCtx, t: Taking, branchId: string): Promise<string> {
  const amount = t.parts.reduce((sum, part) => sum + part.amount, 0);
  const isCredit = t.method === 'CREDIT';
  if (isCredit) {
    const credit = await memberCredit(ctx, t.memberId);
    if (credit < amount) throw creditTooLow(credit);
  }
  return postEntry(ctx, {
    kind: 'FINE_PAID',
    description: `fine ${t.parts.map((part) => part.fine.id).join(', ')}`.slice(0, 500),
    branchId,
    lines: [
      { account: moneyOf(t.method), amount: amount + t.change, memberId: isCredit ? t.memberId : undefined },
      { account: RECEIVABLE, amount: -amount, memberId: t.memberId },
      { account: CREDIT, amount: -t.change, memberId: t.memberId },
    ],
  });
}

/** The member and the fines are locked; the amounts are within what is owed. */
export async function take(ctx: VerbCtx, taking: Taking): Promise<Payment[]> {
  const by = cashier(ctx);
  const [first] = taking.parts;
  if (!first) return [];
  const branchId = deskOf(ctx, first.fine);
  const entryId = await postTaking(ctx, taking, branchId);
  const payments: Payment[] = [];
  for (const [n, part] of taking.parts.entries())
    payments.push(await storePart(ctx, taking, part, { by, branchId, entryId, n }));
  return payments;
}

interface Story {
  by: string;
  branchId: string;
  entryId: string;
  n: number;
}

async function storePart(
  ctx: VerbCtx,
  taking: Taking,
  { fine, amount }: Taking['parts'][number],
  { by, branchId, entryId, n }: Story,
): Promise<Payment> {
  const { method, reference, notes, memberId } = taking;
  // The change is told once, with the last fine it was left over from.
  const change = n === taking.parts.length - 1 ? taking.change : 0;
  const payment = await insertPayment.one(ctx.sql, [
    newId(),
    fine.id,
    fine.borrowingId,
    memberId,
    branchId,
    n,
    amount,
    ctx.now,
    method,
    reference,
    by,
    notes,
    change,
    entryId,
  ]);
  if (!payment) throw new Error('payment was not stored');
  recordPayment(ctx, payment);
  return payment;
}

function recordPayment(ctx: VerbCtx, payment: Payment): void {
  const { id, receiptNumber, fineId, memberId, amount, method, reference, changeCredited, branchId } = payment;
  ctx.record('payment.completed', {
    type: 'PAYMENT_COMPLETED',
    id,
    name: String(receiptNumber),
    new: { fineId, memberId, amount, method, reference, changeCredited, receiptNumber },
    branchId,
    touches: ['fine', `fine:${fineId}`, `member:${memberId}`],
  });
}
