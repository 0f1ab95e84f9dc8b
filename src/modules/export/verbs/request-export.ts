import { z } from 'zod';
import { failure } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { giveUpSilent } from '../given-up.ts';
import { MAKE_JOB } from '../job-names.ts';
import { PARTS } from '../manifest.ts';
import { exportOf, insertExport, newestExports } from '../queries.ts';
import { type ExportReply, replyOf } from '../views.ts';

/** Asks for an export; a job makes it, since a page may not take so long. One at a time. */
export const requestExport = verb({
  name: 'export.request',
  permission: 'library:export',
  input: z.strictObject({
    parts: z
      .array(z.enum(PARTS))
      .min(1, 'export.no_part')
      .max(PARTS.length)
      .default([...PARTS]),
    withoutPeople: z.boolean().default(false),
  }),
  async run(ctx, { parts, withoutPeople }): Promise<ExportReply> {
    await giveUpSilent(ctx);
    const others = await newestExports(ctx.sql);
    if (others.some(({ status }) => status === 'QUEUED' || status === 'RUNNING')) throw underWay();
    const id = await insertExport(ctx, [...new Set(parts)], withoutPeople);
    await ctx.enqueue(MAKE_JOB, { id });
    ctx.record('library-export.requested', { type: 'EXPORT', id, new: { parts, withoutPeople } });
    const row = await exportOf(ctx.sql, id);
    if (!row) throw underWay();
    return replyOf(row, ctx.locale);
  },
});

const underWay = () => failure('CONFLICT', 'export.under_way');
