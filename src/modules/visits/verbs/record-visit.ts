import type { VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { type Member, memberByRef } from '../../members/index.ts';
import { readSettings } from '../../settings/index.ts';
import { countVisit, guestKey, lastVisit, memberKey, type VisitRow } from '../counting.ts';
import { placeOf } from '../place.ts';
import { NewVisit, type RecordedReply } from '../visit.ts';

/** Members of every branch may come to any; a card that ran out still opens the door, and the reply says so. */
export const recordVisit = verb({
  name: 'visits.record',
  permission: 'visit:create',
  input: NewVisit,
  async run(ctx, input): Promise<RecordedReply> {
    const place = await placeOf(ctx, input);
    const member = input.memberId === undefined ? null : await memberByRef(ctx, input.memberId, { kind: 'all' });
    const visit: VisitRow = {
      id: newId(),
      at: ctx.now,
      memberId: member?.id ?? null,
      guestName: input.guestName ?? null,
      institution: input.institution ?? null,
      purpose: input.purpose ?? null,
      ...place,
      recordedBy: ctx.actor.kind === 'account' ? ctx.actor.accountId : null,
    };
    const who = member ? memberKey(member.id) : guestKey(place.branchId, visit.guestName ?? '', visit.institution);
    const { timeZone } = await readSettings(ctx);
    const reply = replyFor(visit, member);
    if (await countVisit(ctx.sql, who, visit, localDateIn(timeZone, ctx.now))) {
      tell(ctx, visit, member);
      return reply;
    }
    const first = await lastVisit(ctx.sql, who);
    return ctx.unchanged({ ...reply, ...first, counted: false });
  },
});

function replyFor(visit: VisitRow, member: Member | null): RecordedReply {
  const { id, at, guestName, branchId, roomId } = visit;
  const known = member && { id: member.id, memberId: member.memberId, name: member.name, state: stateOf(member) };
  return { id, at, counted: true, kind: member ? 'MEMBER' : 'GUEST', member: known, guestName, branchId, roomId };
}

const stateOf = (member: Member): 'ACTIVE' | 'EXPIRED' | 'SUSPENDED' =>
  member.status === 'SUSPENDED' ? 'SUSPENDED' : member.isExpired ? 'EXPIRED' : 'ACTIVE';

function tell(ctx: VerbCtx, visit: VisitRow, member: Member | null): void {
  const { id, at: _at, branchId, recordedBy: _by, guestName, ...rest } = visit;
  const name = member?.name ?? guestName;
  ctx.record('visit.recorded', { type: 'CREATE', id, name, branchId, new: { ...rest, guestName } });
}
