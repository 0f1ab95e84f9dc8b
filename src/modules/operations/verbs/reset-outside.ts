import { z } from 'zod';
import { allOutside } from '../../../drivers/outside.ts';
import { notFound } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { type OutsideStory, storyOf } from '../resilience.ts';

/** Lets calls through again: to the one named, or to all. Recorded also when it was not shut, for somebody decided so. */
export const resetOutside = verb({
  name: 'operations.resetOutside',
  permission: 'job:manage',
  input: z.strictObject({ name: z.string().min(1).max(100).optional() }),
  async run(ctx, { name }): Promise<OutsideStory[]> {
    const meant = allOutside().filter((each) => name === undefined || each.name === name);
    if (name !== undefined && meant.length === 0) throw notFound('operations.no_outside', { name });
    for (const each of meant) {
      const { state, failures } = storyOf(each);
      const after = { state: 'CLOSED', failures: 0 };
      ctx.record('outside.reset', {
        type: 'UPDATE',
        id: each.name,
        name: each.name,
        old: { state, failures },
        new: after,
      });
      ctx.afterCommit(() => each.circuit.reset());
    }
    const reply = meant.map((each) => ({ ...storyOf(each), ...CLEAN }));
    return meant.length === 0 ? ctx.unchanged(reply) : reply;
  },
});

const CLEAN = { state: 'CLOSED', failures: 0, successes: 0, lastFailure: null, openUntil: null } as const;
