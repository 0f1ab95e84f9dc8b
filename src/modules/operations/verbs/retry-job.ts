import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';

/** Puts a failed job back into its queue. */
export const retryJob = verb({
  name: 'operations.retryJob',
  permission: 'job:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<{ id: string; queued: true }> {
    ctx.record('job.retried', { type: 'UPDATE', id });
    await ctx.app.jobs.retry(id);
    return { id, queued: true };
  },
});
