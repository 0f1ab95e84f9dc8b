import { z } from 'zod';
import { invalid } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { addDays } from '../../../lib/calendar/local-date.ts';
import { changed } from '../change.ts';
import { refused } from '../errors.ts';
import { Day } from '../fields.ts';
import { clampDay } from '../insert.ts';
import { type MemberReply, obstacleTo, todayOf } from '../member.ts';
import { typeById } from '../member-type.ts';
import { lockMember } from '../queries.ts';

/** Longer by the days of the member type unless said; counted from the last good day, or from today when that is past. */
export const renewMembership = verb({
  name: 'members.renewMembership',
  permission: 'member:update',
  input: z
    .strictObject({
      id: Uuid,
      until: Day.optional(),
      days: z.int().min(1).max(36_500).optional(),
    })
    .refine((o) => o.until === undefined || o.days === undefined, {
      path: ['days'],
      error: 'members.until_or_days',
    }),
  async run(ctx, { id, until, days }): Promise<MemberReply> {
    const before = await lockMember(ctx, id);
    const today = await todayOf(ctx, before);
    const obstacle = obstacleTo(before, 'renewMembership', today);
    if (obstacle) throw refused(obstacle);
    const lastDay = before.expiryDate !== null && before.expiryDate > today ? before.expiryDate : today;
    const length = days ?? (await typeById(ctx, before.memberType.id)).membershipDays;
    if (until === undefined && length === null) throw invalid('days', 'members.days_needed');
    const expiryDate = until ?? clampDay(addDays(lastDay, length ?? 0));
    if (expiryDate < lastDay || expiryDate === before.expiryDate)
      throw invalid('until', 'members.renewal_too_short', { date: lastDay });
    return changed(ctx, before, { expiryDate }, { action: 'member.renewed' });
  },
});
