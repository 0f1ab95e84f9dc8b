import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeDeadReaction, lockDeadReaction } from '../dead-reactions.ts';

/** Somebody has seen to it by hand, or it no longer matters. */
export const resolveReaction = verb({
  name: 'operations.resolveReaction',
  permission: 'job:manage',
  input: z.strictObject({ id: Uuid, note: z.string().trim().max(500).optional() }),
  async run(ctx, { id, note }): Promise<{ id: string; resolved: true }> {
    const { reaction } = await lockDeadReaction(ctx.sql, id);
    await closeDeadReaction(ctx.sql, id, ctx.now);
    ctx.record('reaction.resolved', { type: 'UPDATE', id, name: reaction, new: { note: note ?? null } });
    return { id, resolved: true };
  },
});
