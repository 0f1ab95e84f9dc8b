import { z } from 'zod';
import { failure, notFound } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { askToStop, exportOf } from '../queries.ts';

/** The job sees it at its next file; what was written so far is taken away. */
export const stopExport = verb({
  name: 'export.stop',
  permission: 'library:export',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<{ id: string; stopping: true }> {
    if (!(await exportOf(ctx.sql, id))) throw notFound();
    if (!(await askToStop(ctx, id))) throw failure('CONFLICT', 'export.not_running');
    ctx.record('library-export.stop_asked', { type: 'UPDATE', id });
    return { id, stopping: true };
  },
});
