import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { factOf } from '../change.ts';
import { describeNow, type MemberReply } from '../member.ts';
import { memberById } from '../queries.ts';

/** Who read whose record is remembered; reading one's own is nobody else's business. */
export const viewMember = verb({
  name: 'members.get',
  permission: 'member:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<MemberReply> {
    const member = await memberById(ctx, id, ctx.scope);
    const reply = await describeNow(ctx, member);
    const own = ctx.actor.kind === 'account' && ctx.actor.memberId === id;
    if (own) return ctx.unchanged(reply);
    ctx.record('member.viewed', factOf(member, 'VIEW'));
    return reply;
  },
});
