import { z } from 'zod';
import { inBranchScope } from '../../../kernel/access.ts';
import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { asSystem, verb } from '../../../kernel/verb.ts';
import { unknownCopy } from '../../catalog/index.ts';
import { ownBranch } from '../desk.ts';
import { copyNotFound, copyNotFree, holdClosed, holdNotFound, holdNotNext, notAtPickup } from '../errors.ts';
import { loadHold } from '../hold-views.ts';
import { closeHold, nextHold, type OpenHold, placeFreeCopy, readHold, shelveFor } from '../holds.ts';
import { lockTitle } from '../locks.ts';

const titleOf = prepared<{ bookId: string }>(
  'circulation.hold.title',
  'select book_id as "bookId" from holds where id = $1',
);
const lockCopy = prepared<{ id: string; bookId: string; status: string; branchId: string }>(
  'circulation.hold.copy',
  `select id, book_id as "bookId", status, branch_id as "branchId" from copies where id = $1 or lower(barcode) = lower($2) for no key update`,
);
const lockRow = prepared('circulation.hold.row', 'select 1 from holds where id = $1 for no key update');

/** The title's queue first, then copy, then hold; read again once they are held. */
async function lockHold(ctx: VerbCtx, id: string): Promise<OpenHold> {
  const hold = await lockAnyHold(ctx, id);
  if (!isOpen(hold)) throw holdClosed();
  return hold;
}

const isOpen = (hold: OpenHold): boolean => hold.status === 'WAITING' || hold.status === 'SHELVED';

async function lockAnyHold(ctx: VerbCtx, id: string): Promise<OpenHold> {
  const title = await titleOf.one(ctx.sql, [id]);
  if (!title || !(await lockTitle(ctx.sql, title.bookId))) throw holdNotFound();
  const before = await readHold(ctx, id);
  if (before?.copyId) await lockCopy.one(ctx.sql, [before.copyId, null]);
  await lockRow.all(ctx.sql, [id]);
  const hold = await readHold(ctx, id);
  if (!hold || !seesHold(ctx, hold)) throw holdNotFound();
  return hold;
}

const seesHold = (ctx: Ctx, hold: OpenHold): boolean =>
  ctx.scope.kind === 'own' ? ctx.scope.memberId === hold.memberId : inBranchScope(ctx.scope, hold.pickupBranchId);

async function release(ctx: VerbCtx, hold: OpenHold): Promise<void> {
  if (!hold.copyId || !hold.homeBranchId) return;
  await placeFreeCopy(
    ctx,
    { copyId: hold.copyId, bookId: hold.bookId, homeBranchId: hold.homeBranchId },
    hold.pickupBranchId,
  );
}

export const cancelHold = verb({
  name: 'circulation.hold.cancel',
  permission: 'hold:cancel',
  input: z.strictObject({ id: Uuid, reason: trimmed(500).optional() }),
  async run(ctx, input) {
    const hold = await lockHold(ctx, input.id);
    await closeHold(ctx, hold.id, 'CANCELLED', input.reason ?? null);
    await release(ctx, hold);
    ctx.record('hold.cancelled', {
      type: 'DELETE',
      id: hold.id,
      name: hold.title,
      branchId: hold.pickupBranchId,
      old: { status: hold.status },
      touches: [`book:${hold.bookId}`],
    });
    return loadHold(ctx, { kind: 'all' }, hold.id);
  },
});

/** A free copy fetched from the shelf of the pick-up branch for the first who waits. */
export const shelveHold = verb({
  name: 'circulation.hold.shelve',
  permission: 'hold:shelve',
  input: z.strictObject({ id: Uuid, barcode: trimmed(40) }),
  async run(ctx, input) {
    const hold = await lockHold(ctx, input.id);
    if (hold.status !== 'WAITING') throw holdClosed();
    const copy = await lockCopy.one(ctx.sql, [null, input.barcode]);
    if (!copy) throw await unknownCopy(ctx, input.barcode, copyNotFound());
    if (copy.bookId !== hold.bookId) throw copyNotFound();
    const next = await nextHold(ctx, { bookId: hold.bookId, copyId: copy.id });
    if (next?.id !== hold.id) throw holdNotNext();
    const pickup = hold.pickupBranchId;
    if (copy.branchId !== pickup || (ownBranch(ctx) ?? pickup) !== pickup) throw notAtPickup();
    if (copy.status !== 'AVAILABLE') throw copyNotFree();
    await shelveFor(ctx, next, copy.id);
    ctx.touch(`book:${hold.bookId}`);
    return loadHold(ctx, { kind: 'all' }, hold.id);
  },
});

const expired = prepared<{ id: string }>(
  'circulation.hold.expired',
  `select id from holds where status = 'SHELVED' and expires_at < $1
   union all select h.id from holds h join members m on m.id = h.member_id
   where h.status in ('WAITING', 'SHELVED') and m.status = 'DELETED' and (h.expires_at is null or h.expires_at >= $1)
   order by id limit 500`,
);

/** Holds nobody came for, and those of members who left: one transaction each, and the copy goes to the next who waits. */
export async function expireHolds(ctx: Ctx): Promise<number> {
  const due = await expired.all(ctx.sql, [ctx.now]);
  for (const { id } of due) {
    await asSystem(ctx, async (verbCtx) => {
      const hold = await lockAnyHold(verbCtx, id);
      const gone = hold.memberStatus === 'DELETED';
      const late = hold.expiresAt !== null && hold.expiresAt < verbCtx.now;
      // Collected or given up since it was listed: nothing of the others' waiting.
      if (!isOpen(hold) || (!gone && !late)) return verbCtx.unchanged(undefined);
      await closeHold(verbCtx, id, gone ? 'CANCELLED' : 'EXPIRED', null);
      await release(verbCtx, hold);
      verbCtx.record(gone ? 'hold.cancelled' : 'hold.expired', {
        type: 'UPDATE',
        id,
        name: hold.title,
        branchId: hold.pickupBranchId,
        touches: [`book:${hold.bookId}`],
      });
    });
  }
  return due.length;
}
