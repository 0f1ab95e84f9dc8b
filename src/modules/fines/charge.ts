import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { formatRupiah, type Rupiah, rupiah } from '../../kernel/money.ts';
import { prepared } from '../../kernel/prepared.ts';
import { postEntry, reverseEntry } from '../finance/index.ts';
import { amountOutOfRange, moneyMoved, noFine } from './errors.ts';
import { type FineReason, incomeOf, LARGEST, RECEIVABLE } from './fine.ts';

export interface Charge {
  borrowingId: string | null;
  memberId: string;
  branchId: string;
  reason: FineReason;
  /** Whole rupiah, 1 or more. */
  amount: number;
  /** How the amount came about, for people; no names of persons. */
  explanation: Record<string, unknown>;
  /** One fine a borrowing, reason and period: a loan renewed while overdue may be late again. */
  period?: number | undefined;
}

const insertFine = prepared(
  'fines.insert',
  `insert into fines (id, borrowing_id, member_id, branch_id, reason, period, amount, explanation, ledger_entry_id, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
);

/** What a member owes from now on: the row and its ledger entry, inside the caller's transaction. */
export async function chargeFine(ctx: VerbCtx, charge: Charge): Promise<{ id: string; amount: Rupiah }> {
  const { memberId, branchId, borrowingId, reason, amount } = charge;
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > LARGEST) throw amountOutOfRange();
  const id = newId();
  const entryId = await postEntry(ctx, {
    kind: 'FINE_CHARGED',
    description: `fine ${id} ${reason}`,
    branchId,
    lines: [
      { account: RECEIVABLE, amount, memberId },
      { account: incomeOf(reason), amount: -amount },
    ],
  });
  const explanation = JSON.stringify(charge.explanation);
  const period = charge.period ?? 0;
  await insertFine.all(ctx.sql, [
    id,
    borrowingId,
    memberId,
    branchId,
    reason,
    period,
    amount,
    explanation,
    entryId,
    ctx.now,
  ]);
  ctx.record('fine.charged', {
    type: 'CREATE',
    id,
    name: formatRupiah(amount),
    new: { memberId, borrowingId, reason, amount, explanation: charge.explanation },
    branchId,
    touches: [`member:${memberId}`],
  });
  return { id, amount: rupiah(amount) };
}

interface Cancelling {
  amount: number;
  memberId: string;
  branchId: string;
  cancelledAt: Date | null;
}

const lockFine = prepared<Cancelling>(
  'fines.cancel.lock',
  `select amount, member_id as "memberId", branch_id as "branchId", cancelled_at as "cancelledAt"
   from fines where id = $1 for no key update`,
);
const wasPaid = prepared('fines.cancel.paid', 'select 1 from fine_payments where fine_id = $1 limit 1');
const markCancelled = prepared(
  'fines.cancel.mark',
  'update fines set cancelled_at = $2, cancelled_by = $3, updated_at = $2 where id = $1',
);
const entriesOf = prepared<{ entryId: string }>(
  'fines.cancel.entries',
  `select ledger_entry_id as "entryId" from fines where id = $1
   union all select ledger_entry_id from fine_waivers where fine_id = $1`,
);

/** Takes a fine back as if it had not been charged: for an undone scan. Refused once it was paid on, even if refunded since. */
export async function cancelFine(ctx: VerbCtx, fineId: string): Promise<void> {
  const fine = await lockFine.one(ctx.sql, [fineId]);
  if (!fine) throw noFine();
  if (fine.cancelledAt) return;
  if (await wasPaid.one(ctx.sql, [fineId])) throw moneyMoved();
  for (const { entryId } of await entriesOf.all(ctx.sql, [fineId]))
    await reverseEntry(ctx, entryId, `fine ${fineId} cancelled`);
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  await markCancelled.all(ctx.sql, [fineId, ctx.now, by]);
  ctx.record('fine.cancelled', {
    type: 'DELETE',
    id: fineId,
    name: formatRupiah(fine.amount),
    old: { amount: fine.amount, memberId: fine.memberId },
    branchId: fine.branchId,
    touches: [`member:${fine.memberId}`],
  });
}

const outstanding = prepared<{ outstanding: number }>(
  'fines.outstanding',
  `select coalesce(sum(outstanding), 0)::bigint as outstanding from fines
   where member_id = $1 and paid + waived < amount and cancelled_at is null`,
);

/** What a member owes in all; fines still growing on open loans are circulation's to add. */
export async function outstandingOf(ctx: Ctx, memberId: string): Promise<Rupiah> {
  const row = await outstanding.one(ctx.sql, [memberId]);
  return rupiah(row?.outstanding ?? 0);
}
