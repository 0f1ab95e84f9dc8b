import { failure } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { OnMemberErase, OnMemberExport, OnMemberMerge } from '../members/index.ts';

const ACTIVE = `('WAITING', 'SHELVED')`;

const bothShelved = prepared<{ bookId: string }>(
  'circulation.merge.shelved',
  `select a.book_id as "bookId" from holds a join holds b on b.book_id = a.book_id
   where a.member_id = $1 and b.member_id = $2 and a.status = 'SHELVED' and b.status = 'SHELVED' limit 1`,
);
/** Of two places in one queue the better stays: the shelved copy, else the earlier number. */
const closeWorse = prepared<{ id: string; memberId: string }>(
  'circulation.merge.close',
  `update holds h set status = 'CANCELLED', closed_at = $3, close_reason = 'merged', updated_at = $3 from holds o
   where h.book_id = o.book_id and h.status = 'WAITING' and o.status in ${ACTIVE} and h.id <> o.id
     and ((h.member_id = $1 and o.member_id = $2) or (h.member_id = $2 and o.member_id = $1))
     and (o.status = 'SHELVED' or o.queue < h.queue) returning h.id, h.member_id as "memberId"`,
);
const moveHolds = prepared(
  'circulation.merge.holds',
  'update holds set member_id = $2, updated_at = $3 where member_id = $1',
);
const moveLoans = prepared(
  'circulation.merge.loans',
  'update borrowings set member_id = $2, updated_at = $3 where member_id = $1',
);

/** One person's loans and holds stand together under the record that stays. */
export const mergeLending: OnMemberMerge = async (ctx, { keptId, goneId }) => {
  if (await bothShelved.one(ctx.sql, [goneId, keptId])) throw failure('CONFLICT', 'circulation.merge_two_shelved');
  for (const hold of await closeWorse.all(ctx.sql, [goneId, keptId, ctx.now])) {
    ctx.record('hold.cancelled', { type: 'DELETE', id: hold.id, old: { memberId: hold.memberId } });
  }
  await moveHolds.all(ctx.sql, [goneId, keptId, ctx.now]);
  await moveLoans.all(ctx.sql, [goneId, keptId, ctx.now]);
};

const openHold = prepared(
  'circulation.erase.open',
  `select 1 from holds where member_id = any ($1::uuid[]) and status = 'SHELVED' limit 1`,
);
const closeHolds = prepared<{ id: string }>(
  'circulation.erase.close',
  `update holds set status = 'CANCELLED', closed_at = $2, close_reason = 'erased', updated_at = $2
   where member_id = any ($1::uuid[]) and status = 'WAITING' returning id`,
);
const wipeHolds = prepared<{ id: string }>(
  'circulation.erase.holds',
  `update holds set close_reason = case when close_reason = 'erased' then close_reason end where member_id = any ($1::uuid[]) returning id`,
);
const wipeLoans = prepared<{ id: string }>(
  'circulation.erase.loans',
  'update borrowings set notes = null where member_id = any ($1::uuid[]) returning id',
);
const eraseFacts = prepared(
  'circulation.erase.facts',
  `select erase_fact_details(array['borrowing', 'hold'], $1::text[])`,
);

/** What was lent when stays for the figures; words about the person go, and places in queues are given up. */
export const eraseLending: OnMemberErase = async (ctx, { memberIds }) => {
  if (await openHold.one(ctx.sql, [memberIds])) throw failure('CONFLICT', 'circulation.erase_hold_shelf');
  for (const hold of await closeHolds.all(ctx.sql, [memberIds, ctx.now])) {
    ctx.record('hold.cancelled', { type: 'DELETE', id: hold.id });
  }
  const loans = await wipeLoans.all(ctx.sql, [memberIds]);
  const holds = await wipeHolds.all(ctx.sql, [memberIds]);
  await eraseFacts.all(ctx.sql, [[...loans, ...holds].map((row) => row.id)]);
};

const ownLoans = prepared(
  'circulation.export.loans',
  `select o.id, b.title, c.barcode, o.borrow_date as "borrowDate", o.due_date as "dueDate", o.return_date as "returnDate", o.status,
     o.outcome, o.renewals, o.fine, o.notes
   from borrowings o join books b on b.id = o.book_id join copies c on c.id = o.copy_id
   where o.member_id = any ($1::uuid[]) order by o.borrow_date, o.id`,
);
const ownHolds = prepared(
  'circulation.export.holds',
  `select h.id, b.title, h.status, h.placed_at as "placedAt", h.shelved_at as "shelvedAt", h.expires_at as "expiresAt",
     h.closed_at as "closedAt", h.close_reason as "closeReason"
   from holds h join books b on b.id = h.book_id where h.member_id = any ($1::uuid[]) order by h.placed_at, h.id`,
);

export const exportLending: OnMemberExport = async (ctx, { memberIds }) => ({
  borrowings: await ownLoans.all(ctx.sql, [memberIds]),
  holds: await ownHolds.all(ctx.sql, [memberIds]),
});
