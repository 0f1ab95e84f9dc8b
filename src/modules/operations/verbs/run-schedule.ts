import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { allSchedules } from '../wiring.ts';

/** Does a schedule's work now, besides its own rhythm. */
export const runSchedule = verb({
  name: 'operations.runSchedule',
  permission: 'job:manage',
  input: z.strictObject({ name: z.string().max(100) }),
  async run(ctx, { name }): Promise<{ name: string; queued: true }> {
    if (!allSchedules().some((schedule) => schedule.name === name)) throw notFound('operations.no_schedule', { name });
    await ctx.enqueue(`schedule.${name}`, {});
    ctx.record('schedule.requested', { type: 'UPDATE', id: name, name });
    return { name, queued: true };
  },
});
