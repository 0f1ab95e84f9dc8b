import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { branchOf, calendarOf } from '../../settings/index.ts';
import { holdChecks } from '../checks.ts';
import { ownBranch } from '../desk.ts';
import { bookNotFound, memberMissing, memberNotFound, noRule, pickupClosed } from '../errors.ts';
import { loadHold } from '../hold-views.ts';
import { lockTitleAndMember } from '../locks.ts';
import { memberSituation } from '../owing.ts';
import { staffId } from '../queries.ts';
import { refuseUnlessConfirmed } from '../refusal.ts';
import { readHoldSituation } from '../situation.ts';
import { Confirmed } from './borrow.ts';

const home = prepared<{ branchId: string }>(
  'circulation.hold.home',
  'select branch_id as "branchId" from members where id = $1',
);
const homeBranch = async (ctx: VerbCtx, memberId: string): Promise<string> =>
  (await home.one(ctx.sql, [memberId]))?.branchId ?? '';
const insert = prepared(
  'circulation.hold.place',
  `insert into holds (id, book_id, member_id, pickup_branch_id, placed_at, placed_by, updated_at) values ($1, $2, $3, $4, $5, $6, $5)`,
);

export const placeHold = verb({
  name: 'circulation.hold.place',
  permission: 'hold:create',
  input: z.strictObject({
    bookId: Uuid,
    /** UUID or member number; a member places holds for himself. */
    memberId: trimmed(40).optional(),
    pickupBranchId: Uuid.optional(),
    confirmed: Confirmed,
  }),
  async run(ctx, input) {
    const { bookId, memberId } = (await lockTitleAndMember(ctx.sql, input.bookId, whose(ctx, input.memberId))) ?? {};
    if (!bookId) throw bookNotFound();
    if (!memberId || (ctx.scope.kind === 'own' && ctx.scope.memberId !== memberId)) throw memberNotFound();
    const pickup = await branchOf(ctx, input.pickupBranchId ?? ownBranch(ctx) ?? (await homeBranch(ctx, memberId)));
    if (pickup.status !== 'ACTIVE') throw pickupClosed();
    const row = await readHoldSituation(ctx.sql, bookId, memberId, pickup.id, ctx.now);
    if (!row) throw bookNotFound();
    if (!row.rule) throw noRule();
    const today = localDateIn((await calendarOf(ctx, pickup.id)).timeZone, ctx.now);
    const checks = holdChecks({ ...row, ...(await memberSituation(ctx, row)), today, rule: row.rule });
    refuseUnlessConfirmed(ctx, checks, input.confirmed);
    const id = newId();
    await insert.all(ctx.sql, [id, input.bookId, memberId, pickup.id, ctx.now, staffId(ctx)]);
    ctx.record('hold.placed', {
      type: 'CREATE',
      id,
      name: row.title,
      branchId: pickup.id,
      new: { bookId: input.bookId, memberId },
      touches: [`book:${input.bookId}`],
    });
    return loadHold(ctx, { kind: 'all' }, id);
  },
});

/** A member stands in a queue for himself only. */
function whose(ctx: VerbCtx, ref: string | undefined): string {
  const own = ctx.scope.kind === 'own' ? ctx.scope.memberId : null;
  const wanted = ref ?? own;
  if (!wanted) throw ctx.scope.kind === 'own' ? memberNotFound() : memberMissing();
  return wanted;
}
