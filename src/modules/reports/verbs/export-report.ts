import { z } from 'zod';
import type { FileReply } from '../../../kernel/http/route.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { FORMATS, fileOf } from '../file.ts';
import { withNames } from '../shown.ts';
import { loadReport } from '../store.ts';

export const exportReport = verb({
  name: 'reports.export',
  permission: 'reports:read',
  input: z.strictObject({ id: Uuid, format: z.enum(FORMATS).default('csv') }),
  async prepare(ctx, { id, format }) {
    const { figures, ...head } = await loadReport(ctx, id);
    return { head, file: await fileOf(ctx, head, await withNames(ctx, figures, head.branchId), format) };
  },
  async run(ctx, { id, format }, { head, file }): Promise<FileReply> {
    const { title, subject, branchId } = head;
    ctx.record('report.exported', { type: 'EXPORT', id, name: title, new: { format, subject }, branchId });
    return file;
  },
});
