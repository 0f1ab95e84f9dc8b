import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { postMovedEntries } from '../finance/index.ts';
import { CREDIT, type FineReason, incomeOf, moneyOf, RECEIVABLE } from './fine.ts';

/** What somebody was charged elsewhere. */
export interface MovedFine {
  id: string;
  memberId: string;
  branchId: string;
  reason: FineReason;
  amount: number;
  explanation: Record<string, unknown>;
  at: Date;
}

const insert = prepared(
  'fines.moved.insert',
  `insert into fines (id, member_id, branch_id, reason, amount, explanation, ledger_entry_id, created_at, updated_at)
   select id, "memberId", "branchId", reason, amount, explanation, entry, at, at
   from jsonb_to_recordset($1::jsonb) as r (id uuid, "memberId" uuid, "branchId" uuid, reason text, amount bigint,
     explanation jsonb, entry uuid, at timestamptz) order by id`,
);

/** Charges of before, each with the ledger entry it would have had on its day; in the caller's transaction. Records nothing. */
export async function putMovedFines(ctx: VerbCtx, fines: readonly MovedFine[]): Promise<void> {
  if (fines.length === 0) return;
  const entries = await postMovedEntries(
    ctx,
    fines.map(({ id, memberId, branchId, reason, amount, at }) => ({
      at,
      kind: 'FINE_CHARGED',
      description: `fine ${id} ${reason}`,
      branchId,
      lines: [
        { account: RECEIVABLE, amount, memberId },
        { account: incomeOf(reason), amount: -amount },
      ],
    })),
  );
  await insert.all(ctx.sql, [JSON.stringify(fines.map((fine, n) => ({ ...fine, entry: entries[n] })))]);
}

/** Money that was taken elsewhere; `change` is what was handed over beyond the fine and is kept for the member. */
export interface MovedPayment {
  fineId: string;
  memberId: string;
  branchId: string;
  amount: number;
  change: number;
  at: Date;
  notes: string;
  /** Whose hands; an id of the source where nobody is known by name. */
  by: string;
}

const pay = prepared(
  'fines.moved.pay',
  `with r as (select * from jsonb_to_recordset($1::jsonb) as r (id uuid, "fineId" uuid, "memberId" uuid, "branchId" uuid,
       amount bigint, change bigint, at timestamptz, notes text, by uuid, entry uuid)),
     paid as (update fines f set paid = f.paid + s.amount, updated_at = greatest(f.updated_at, s.at)
       from (select "fineId", sum(amount) as amount, max(at) as at from r group by "fineId") s where f.id = s."fineId")
   insert into fine_payments (id, fine_id, member_id, branch_id, amount, payment_date, method, processed_by, notes, change_credited,
     ledger_entry_id, created_at)
   select id, "fineId", "memberId", "branchId", amount, at, 'CASH', by, notes, change, entry, at from r order by at, id`,
);

export async function putMovedPayments(ctx: VerbCtx, payments: readonly MovedPayment[]): Promise<void> {
  if (payments.length === 0) return;
  const entries = await postMovedEntries(
    ctx,
    payments.map(({ fineId, memberId, branchId, amount, change, at }) => ({
      at,
      kind: 'FINE_PAID',
      description: `fine ${fineId}`,
      branchId,
      lines: [
        { account: moneyOf('CASH'), amount: amount + change },
        { account: RECEIVABLE, amount: -amount, memberId },
        { account: CREDIT, amount: -change, memberId },
      ],
    })),
  );
  const rows = payments.map((payment, n) => ({ ...payment, id: newId(), entry: entries[n] }));
  await pay.all(ctx.sql, [JSON.stringify(rows)]);
}

const owed = prepared<{ id: string; memberId: string; outstanding: number }>(
  'fines.moved.owed',
  `with locked as (select id from fines where id = any ($1::uuid[]) order by id for no key update)
   select f.id, f.member_id as "memberId", f.outstanding from fines f join locked using (id) where f.outstanding > 0 order by f.created_at, f.id`,
);
/** What is still open of these, oldest first; locked. */
export const owedOf = (sql: Sql, ids: readonly string[]) => owed.all(sql, [ids]);
