import { z } from 'zod';
import { failure, notFound } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { removeAfterCommit } from '../place.ts';
import { exportOf, markRemoved } from '../queries.ts';

export const removeExport = verb({
  name: 'export.remove',
  permission: 'library:export',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<{ id: string; removed: true }> {
    const row = await exportOf(ctx.sql, id);
    if (!row || row.status === 'REMOVED') throw notFound();
    if (!(await markRemoved(ctx, id))) throw failure('CONFLICT', 'export.still_running');
    removeAfterCommit(ctx, id);
    ctx.record('library-export.removed', { type: 'DELETE', id });
    return { id, removed: true };
  },
});
