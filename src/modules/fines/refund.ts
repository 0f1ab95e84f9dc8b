import type { VerbCtx } from '../../kernel/context.ts';
import { formatRupiah } from '../../kernel/money.ts';
import { prepared } from '../../kernel/prepared.ts';
import { postEntry } from '../finance/index.ts';
import { noRefund, refundDecided } from './errors.ts';
import { type Method, moneyOf, WAIVED } from './fine.ts';
import { type LockedFine, lockFine } from './locks.ts';
import { reachOf } from './reach.ts';
import type { Refund } from './replies.ts';

export const REFUND = `r.id, r.payment_id as "paymentId", p.fine_id as "fineId", p.member_id as "memberId", r.branch_id as "branchId",
  r.amount, r.method, r.reason, r.status, r.requested_by as "requestedBy", r.requested_at as "requestedAt",
  r.second_person as "secondPerson", r.decided_by as "decidedBy", r.decided_at as "decidedAt", r.decision_note as "decisionNote"`;

const fineOf = prepared<{ fineId: string }>(
  'fines.refund.fine',
  `select f.id as "fineId" from fine_refunds r join fine_payments p on p.id = r.payment_id join fines f on f.id = p.fine_id
   where r.id = $1 and ($2::uuid[] is null or f.branch_id = any ($2)) and ($3::uuid is null or f.member_id = $3)`,
);
const one = prepared<Refund>(
  'fines.refund.one',
  `select ${REFUND} from fine_refunds r join fine_payments p on p.id = r.payment_id where r.id = $1`,
);

export async function refundById(ctx: VerbCtx, id: string): Promise<Refund> {
  const refund = await one.one(ctx.sql, [id]);
  if (!refund) throw noRefund();
  return refund;
}

/** An open refund with its fine, locked; the fine's lock is the lock of all its payments and refunds. */
export async function lockRefund(ctx: VerbCtx, id: string): Promise<{ refund: Refund; fine: LockedFine }> {
  const { branches, member } = reachOf(ctx.scope);
  const owner = await fineOf.one(ctx.sql, [id, branches, member]);
  if (!owner) throw noRefund();
  const fine = await lockFine(ctx, owner.fineId);
  const refund = await refundById(ctx, id);
  if (refund.status !== 'REQUESTED') throw refundDecided();
  return { refund, fine };
}

const approve = prepared(
  'fines.refund.approve',
  `with r as (update fine_refunds set status = 'APPROVED', decided_by = $2, decided_at = $3, decision_note = $4, ledger_entry_id = $5
      where id = $1 returning payment_id, amount),
    p as (update fine_payments p set refunded = refunded + r.amount from r where p.id = r.payment_id returning p.fine_id, r.amount)
   update fines f set paid = paid - p.amount, waived = waived + p.amount, updated_at = $3 from p where f.id = p.fine_id`,
);

/** The fine was wrong: money goes back, and what it paid counts as waived, so that nothing is owed again. */
export async function giveBack(
  ctx: VerbCtx,
  { refund, fine }: { refund: Refund; fine: LockedFine },
  decision: { by: string; note: string | null },
): Promise<Refund> {
  const entryId = await postRefund(ctx, refund, fine.memberId);
  await approve.all(ctx.sql, [refund.id, decision.by, ctx.now, decision.note, entryId]);
  const { id, paymentId, amount, method, reason, requestedBy } = refund;
  ctx.record('refund.approved', {
    type: 'PAYMENT_REFUNDED',
    id,
    name: formatRupiah(amount),
    new: { fineId: fine.id, memberId: fine.memberId, paymentId, amount, method, reason, requestedBy },
    branchId: refund.branchId,
    touches: touchedBy(fine),
  });
  return refundById(ctx, id);
}

export const touchedBy = (fine: LockedFine): string[] => ['fine', `fine:${fine.id}`, `member:${fine.memberId}`];

const postRefund = (
  ctx: VerbCtx,
  { amount, method, branchId, paymentId }: { amount: number; method: Method; branchId: string; paymentId: string },
  memberId: string,
): Promise<string> =>
  postEntry(ctx, {
    kind: 'FINE_REFUNDED',
    description: `payment ${paymentId}`,
    branchId,
    lines: [
      { account: WAIVED, amount },
      { account: moneyOf(method), amount: -amount, memberId: method === 'CREDIT' ? memberId : undefined },
    ],
  });
