import { prepared } from '../../kernel/prepared.ts';
import { memberCredit, moveMemberBalances } from '../finance/index.ts';
import type { OnMemberErase, OnMemberExport, OnMemberMerge } from '../members/index.ts';
import { REFUND } from './refund.ts';

const moveFines = prepared('fines.merge', 'update fines set member_id = $2, updated_at = $3 where member_id = $1');
const movePayments = prepared('fines.merge.payments', 'update fine_payments set member_id = $2 where member_id = $1');

/** One person's debts, payments and credit stand together under the record that stays. */
export const mergeFines: OnMemberMerge = async (ctx, { keptId, goneId }) => {
  await moveFines.all(ctx.sql, [goneId, keptId, ctx.now]);
  await movePayments.all(ctx.sql, [goneId, keptId]);
  await moveMemberBalances(ctx, goneId, keptId);
};

const wipePayments = prepared<{ id: string }>(
  'fines.erase.payments',
  `update fine_payments set reference = case method when 'QRIS' then reference end, notes = null
   where member_id = any ($1::uuid[]) returning id`,
);
const wipeWaivers = prepared(
  'fines.erase.waivers',
  `update fine_waivers set reason = '-' where fine_id in (select id from fines where member_id = any ($1::uuid[]))`,
);
const wipeRefunds = prepared<{ id: string }>(
  'fines.erase.refunds',
  `update fine_refunds set reason = '-', decision_note = null
   where payment_id in (select id from fine_payments where member_id = any ($1::uuid[])) returning id`,
);
const wipeFines = prepared<{ id: string }>(
  'fines.erase.fines',
  `update fines set explanation = explanation - 'description', updated_at = $2
   where member_id = any ($1::uuid[]) returning id`,
);
const eraseFacts = prepared(
  'fines.erase.facts',
  `select erase_fact_details(array['fine', 'payment', 'refund'], $1::text[])`,
);

/** Amounts and dates stay, for the books must add up; words about the person go. QRIS references guard against paying twice. */
export const eraseFines: OnMemberErase = async (ctx, { memberIds }) => {
  await wipeWaivers.all(ctx.sql, [memberIds]);
  const refunds = await wipeRefunds.all(ctx.sql, [memberIds]);
  const payments = await wipePayments.all(ctx.sql, [memberIds]);
  const fines = await wipeFines.all(ctx.sql, [memberIds, ctx.now]);
  await eraseFacts.all(ctx.sql, [[...fines, ...payments, ...refunds].map((row) => row.id)]);
};

const ownFines = prepared(
  'fines.export.fines',
  `select id, borrowing_id as "borrowingId", reason, amount, paid, waived, outstanding, status, explanation,
     created_at as "createdAt", cancelled_at as "cancelledAt"
   from fines where member_id = any ($1::uuid[]) order by created_at, id`,
);
const ownPayments = prepared(
  'fines.export.payments',
  `select receipt_number as "receiptNumber", fine_id as "fineId", amount, payment_date as "paymentDate", method, reference, notes,
     refunded, change_credited as "changeCredited"
   from fine_payments where member_id = any ($1::uuid[]) order by receipt_number`,
);
const ownWaivers = prepared(
  'fines.export.waivers',
  `select w.fine_id as "fineId", w.amount, w.reason, w.waived_at as "waivedAt"
   from fine_waivers w join fines f on f.id = w.fine_id where f.member_id = any ($1::uuid[]) order by w.waived_at, w.id`,
);
const ownRefunds = prepared(
  'fines.export.refunds',
  `select ${REFUND} from fine_refunds r join fine_payments p on p.id = r.payment_id
   where p.member_id = any ($1::uuid[]) order by r.requested_at, r.id`,
);

export const exportFines: OnMemberExport = async (ctx, { memberIds }) => {
  let credit = 0;
  for (const id of memberIds) credit += await memberCredit(ctx, id);
  return {
    fines: await ownFines.all(ctx.sql, [memberIds]),
    payments: await ownPayments.all(ctx.sql, [memberIds]),
    waivers: await ownWaivers.all(ctx.sql, [memberIds]),
    refunds: await ownRefunds.all(ctx.sql, [memberIds]),
    credit,
  };
};
