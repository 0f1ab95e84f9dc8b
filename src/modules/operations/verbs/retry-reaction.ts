import { z } from 'zod';
import { makeCtx, systemActor } from '../../../kernel/context.ts';
import { failure, notFound } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeDeadReaction, factOf, lockDeadReaction } from '../dead-reactions.ts';
import { allReactions } from '../wiring.ts';

/** Runs the reaction on its fact once more; reactions are idempotent, so twice does no harm. */
export const retryReaction = verb({
  name: 'operations.retryReaction',
  permission: 'job:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<{ id: string; resolved: true }> {
    const dead = await lockDeadReaction(ctx.sql, id);
    const reaction = allReactions().find(({ name }) => name === dead.reaction);
    const fact = await factOf(ctx.sql, dead);
    if (!reaction || !fact) throw notFound('operations.no_dead_reaction');
    const own = makeCtx(ctx.app, systemActor(reaction.name), { correlationId: fact.correlationId ?? fact.id });
    await reaction.run(own, fact).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw failure('CONFLICT', 'operations.still_failing', { params: { reason: reason.slice(0, 300) }, cause });
    });
    await closeDeadReaction(ctx.sql, id, ctx.now);
    ctx.record('reaction.retried', { type: 'UPDATE', id, name: reaction.name });
    return { id, resolved: true };
  },
});
