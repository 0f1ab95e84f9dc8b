import { z } from 'zod';
import { invalid } from '../../../kernel/errors.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { changed } from '../change.ts';
import { refused } from '../errors.ts';
import { Day } from '../fields.ts';
import { type MemberReply, obstacleTo, todayOf } from '../member.ts';
import { lockMember } from '../queries.ts';
import { beginSuspension, liftSuspension } from '../suspensions.ts';

/** From today unless said, until lifted unless said; a start to come waits for its day. */
export const suspendMember = verb({
  name: 'members.suspend',
  permission: 'member:update',
  input: z.strictObject({
    id: Uuid,
    from: Day.optional(),
    to: Day.nullable().default(null),
    reason: trimmed(500),
  }),
  async run(ctx, { id, from, to, reason }): Promise<MemberReply> {
    const before = await lockMember(ctx, id);
    const today = await todayOf(ctx, before);
    const obstacle = obstacleTo(before, 'suspend', today);
    if (obstacle) throw refused(obstacle);
    const start = from ?? today;
    if (to !== null && (to < start || to < today)) throw invalid('to', 'members.suspension_ends_too_early');
    await liftSuspension(ctx, id); // one that ran out and was not yet tidied away
    await beginSuspension(ctx, { memberId: id, from: start, to, reason });
    const status = start <= today ? 'SUSPENDED' : 'ACTIVE';
    const columns = { status, suspensionStart: start, suspensionEnd: to };
    return changed(ctx, before, columns, { action: 'member.suspended', reason });
  },
});

export const activateMember = verb({
  name: 'members.activate',
  permission: 'member:update',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<MemberReply> {
    const before = await lockMember(ctx, id);
    const obstacle = obstacleTo(before, 'activate', await todayOf(ctx, before));
    if (obstacle) throw refused(obstacle);
    await liftSuspension(ctx, id);
    const columns = { status: 'ACTIVE', suspensionStart: null, suspensionEnd: null };
    return changed(ctx, before, columns, { action: 'member.activated' });
  },
});
