import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { revokeSessions } from '../../identity/index.ts';
import { actorId, changed } from '../change.ts';
import { refused, requireVersion } from '../errors.ts';
import { type MemberReply, obstacleTo, todayOf } from '../member.ts';
import { lockMember } from '../queries.ts';

const input = z.strictObject({ id: Uuid });

/** Loans, money and history stay; the number is not given to anybody else. */
export const removeMember = verb({
  name: 'members.delete',
  permission: 'member:delete',
  input,
  async run(ctx, { id }): Promise<MemberReply> {
    const before = await lockMember(ctx, id);
    requireVersion(ctx, before.version);
    const obstacle = obstacleTo(before, 'delete', await todayOf(ctx, before));
    if (obstacle) throw refused(obstacle);
    if (before.accountId) await revokeSessions(ctx.sql, before.accountId, ctx.now, 'member deleted', null);
    const columns = { status: 'DELETED', deletedAt: ctx.now, deletedBy: actorId(ctx) };
    return changed(ctx, before, columns, { action: 'member.deleted', type: 'DELETE' });
  },
});

export const restoreMember = verb({
  name: 'members.restore',
  permission: 'member:delete',
  input,
  async run(ctx, { id }): Promise<MemberReply> {
    const before = await lockMember(ctx, id);
    const today = await todayOf(ctx, before);
    const obstacle = obstacleTo(before, 'restore', today);
    if (obstacle) throw refused(obstacle);
    const status = before.suspensionStart !== null && before.suspensionStart <= today ? 'SUSPENDED' : 'ACTIVE';
    return changed(ctx, before, { status, deletedAt: null, deletedBy: null }, { action: 'member.restored' });
  },
});
