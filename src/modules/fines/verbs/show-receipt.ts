import { z } from 'zod';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { noPayment } from '../errors.ts';
import type { FineReason, Method } from '../fine.ts';
import { reachOf } from '../reach.ts';

export interface ReceiptLine {
  id: string;
  receiptNumber: number;
  fineId: string;
  amount: number;
  changeCredited: number;
  refunded: number;
  paymentDate: Date;
  method: Method;
  reference: string | null;
  by: string | null;
  reason: FineReason;
  title: string | null;
  memberId: string;
  memberName: string;
  memberNumber: string;
  branchId: string;
  branch: string;
  /** What the member owes now, over all fines. */
  owes: number;
}
const lines = prepared<ReceiptLine>(
  'fines.receipt.lines',
  `select p.id, p.receipt_number as "receiptNumber", p.fine_id as "fineId", p.amount, p.change_credited as "changeCredited",
     p.refunded, p.payment_date as "paymentDate", p.method, p.reference, a.name as by, f.reason, b.title,
     p.member_id as "memberId", m.name as "memberName", m.member_id as "memberNumber", p.branch_id as "branchId", r.name as branch,
     (select coalesce(sum(o.outstanding), 0)::bigint from fines o
       where o.member_id = p.member_id and o.paid + o.waived < o.amount and o.cancelled_at is null) as owes
   from fine_payments p join fines f on f.id = p.fine_id join members m on m.id = p.member_id
     join branches r on r.id = p.branch_id left join accounts a on a.id = p.processed_by
     left join borrowings l on l.id = f.borrowing_id left join books b on b.id = l.book_id
   where p.id = any ($1::uuid[]) and ($2::uuid[] is null or f.branch_id = any ($2)) and ($3::uuid is null or f.member_id = $3)
   order by p.receipt_number`,
);

const MOST = 50;

/** One receipt for all that was handed over at once, on the roll or sheet of the desk; who looked at it is remembered. */
export const showReceipt = verb({
  name: 'fines.showReceipt',
  permission: 'fine:read',
  input: z.strictObject({ paymentIds: z.array(Uuid).min(1).max(MOST) }),
  async run(ctx, { paymentIds }): Promise<ReceiptLine[]> {
    const { branches, member } = reachOf(ctx.scope);
    const found = await lines.all(ctx.sql, [paymentIds, branches, member]);
    const [first] = found;
    // A receipt is one person's: payments of others are not put on it.
    if (!first || found.some((line) => line.memberId !== first.memberId)) throw noPayment();
    ctx.record('fine.receipt_printed', {
      type: 'DOWNLOAD',
      id: first.fineId,
      name: String(first.receiptNumber),
      new: { memberId: first.memberId, payments: found.map((line) => line.id), paper: 'screen' },
      branchId: first.branchId,
    });
    return found;
  },
});
