import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { calendarOf } from '../settings/index.ts';
import { shelfUntil } from './borrowing.ts';
import { moveCopy, staffId } from './queries.ts';

export interface NextHold {
  id: string;
  memberId: string;
  memberName: string;
  pickupBranchId: string;
  shelfDays: number;
}

/** First in the queue, for a copy that may leave the house. */
const first = prepared<NextHold>(
  'circulation.hold.first',
  `select h.id, h.member_id as "memberId", m.name as "memberName", h.pickup_branch_id as "pickupBranchId",
     coalesce((select r.hold_shelf_days from circulation_rules r
       where r.retired_at is null and (r.branch_id is null or r.branch_id = h.pickup_branch_id) and (r.member_type_id is null or r.member_type_id = m.member_type_id)
         and r.collection_type_id is null
         and (r.material_type is null or r.material_type = (select b.material_type from books b where b.id = h.book_id))
       order by (branch_id is not null) desc, (r.member_type_id is not null) desc, (material_type is not null) desc limit 1), 3) as "shelfDays"
   from holds h join members m on m.id = h.member_id
   where h.book_id = $1 and h.status = 'WAITING' and m.status <> 'DELETED'
     and (select t.loanable from copies c join collection_types t on t.id = c.collection_type_id where c.id = $2)
   order by h.queue limit 1`,
);

const shelve = prepared(
  'circulation.hold.shelve',
  `update holds set status = 'SHELVED', copy_id = $2, shelved_at = $3, expires_at = $4, updated_at = $3 where id = $1`,
);
const unshelve = prepared<{ id: string; branchId: string }>(
  'circulation.hold.unshelve',
  `update holds set status = 'WAITING', copy_id = null, shelved_at = null, expires_at = null, updated_at = $2
   where copy_id = $1 and status = 'SHELVED' returning id, pickup_branch_id as "branchId"`,
);

export interface Placed {
  act: 'SHELVE' | 'HOLD_SHELF' | 'TRANSIT';
  status: string;
  branchId: string | null;
  hold: NextHold | null;
}

export interface FreeCopy {
  copyId: string;
  bookId: string;
  homeBranchId: string;
}

/** Where a copy goes for which nobody waits: home, or the shelf. */
export const homeOf = (copy: FreeCopy, atBranch: string): Placed =>
  copy.homeBranchId === atBranch
    ? { act: 'SHELVE', status: 'AVAILABLE', branchId: null, hold: null }
    : { act: 'TRANSIT', status: 'IN_TRANSIT', branchId: copy.homeBranchId, hold: null };

/** Where a copy that is free again goes: to the first who waits, to the branch where they wait, home, or the shelf. */
export async function placeFreeCopy(ctx: VerbCtx, copy: FreeCopy, atBranch: string): Promise<Placed> {
  const hold = await nextHold(ctx, copy);
  if (hold?.pickupBranchId === atBranch) {
    await shelveFor(ctx, hold, copy.copyId);
    return { act: 'HOLD_SHELF', status: 'ON_HOLD_SHELF', branchId: null, hold };
  }
  const placed: Placed = hold
    ? { act: 'TRANSIT', status: 'IN_TRANSIT', branchId: hold.pickupBranchId, hold }
    : homeOf(copy, atBranch);
  await moveCopy(ctx, copy.copyId, placed.status, placed.branchId);
  return placed;
}

export async function shelveFor(ctx: VerbCtx, hold: NextHold, copyId: string): Promise<void> {
  const until = shelfUntil(await calendarOf(ctx, hold.pickupBranchId), ctx.now, hold.shelfDays);
  await moveCopy(ctx, copyId, 'ON_HOLD_SHELF');
  await shelve.all(ctx.sql, [hold.id, copyId, ctx.now, until]);
  ctx.record('hold.shelved', {
    type: 'UPDATE',
    id: hold.id,
    branchId: hold.pickupBranchId,
    new: { copyId, expiresAt: until },
  });
}

/** The scan that shelved it is taken back: the hold returns to its old place, for its number in the queue is kept. */
export async function unshelveCopy(ctx: VerbCtx, copyId: string): Promise<void> {
  for (const { id, branchId } of await unshelve.all(ctx.sql, [copyId, ctx.now]))
    ctx.record('hold.unshelved', { type: 'UPDATE', id, branchId, old: { copyId } });
}

const closing = prepared(
  'circulation.hold.close',
  `update holds set status = $2, closed_at = $3, closed_by = $4, close_reason = $5, updated_at = $3 where id = $1`,
);
export async function closeHold(
  ctx: Ctx,
  id: string,
  status: 'CANCELLED' | 'EXPIRED',
  reason: string | null,
): Promise<void> {
  await closing.all(ctx.sql, [id, status, ctx.now, staffId(ctx), reason]);
}

export interface OpenHold {
  id: string;
  bookId: string;
  memberId: string;
  pickupBranchId: string;
  status: string;
  copyId: string | null;
  homeBranchId: string | null;
  expiresAt: Date | null;
  title: string;
  memberStatus: string;
}

const openHold = prepared<OpenHold>(
  'circulation.hold.read',
  `select h.id, h.book_id as "bookId", h.member_id as "memberId", h.pickup_branch_id as "pickupBranchId", h.status,
     h.copy_id as "copyId", c.branch_id as "homeBranchId", h.expires_at as "expiresAt", b.title, m.status as "memberStatus"
   from holds h join books b on b.id = h.book_id join members m on m.id = h.member_id left join copies c on c.id = h.copy_id where h.id = $1`,
);
export const readHold = (ctx: Ctx, id: string): Promise<OpenHold | undefined> => openHold.one(ctx.sql, [id]);

const waits = prepared('circulation.hold.any', `select 1 from holds where book_id = $1 and status = 'WAITING' limit 1`);
const lockWaiting = prepared(
  'circulation.hold.waiting',
  `select id from holds where book_id = $1 and status = 'WAITING' order by queue for no key update`,
);
/**
 * Who gets the copy. The title's counts row is locked, so nobody moves meanwhile but those who are being merged or
 * erased: their holds are waited for, and the queue is read again.
 */
export async function nextHold(
  ctx: VerbCtx,
  { bookId, copyId }: Pick<FreeCopy, 'bookId' | 'copyId'>,
): Promise<NextHold | undefined> {
  if (!(await waits.one(ctx.sql, [bookId]))) return undefined;
  await lockWaiting.all(ctx.sql, [bookId]);
  return first.one(ctx.sql, [bookId, copyId]);
}
