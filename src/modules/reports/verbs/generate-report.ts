import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { LocalDateText, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { branchAsked, spanAsked } from '../asked.ts';
import { count, SUBJECTS } from '../figures.ts';
import { TYPES } from '../period.ts';
import { type ReportReply, titleOf } from '../report.ts';
import { storeReport } from '../store.ts';
import { showReport } from '../views.ts';

/** Counts first, in a reader's transaction of its own, then freezes what was counted. */
export const generateReport = verb({
  name: 'reports.generate',
  permission: 'reports:generate',
  input: z.strictObject({
    type: z.enum(TYPES),
    subject: z.enum(SUBJECTS),
    title: trimmed(255).optional(),
    description: trimmed(2000).optional(),
    /** A day of the period; absent: today. The first day when CUSTOM. */
    startDate: LocalDateText.optional(),
    /** The last day when CUSTOM. */
    endDate: LocalDateText.optional(),
    branchId: Uuid.optional(),
  }),
  async prepare(ctx, input) {
    const author = authorOf(ctx);
    const branch = await branchAsked(ctx, input.branchId);
    const span = await spanAsked(ctx, input.type, input);
    const branchId = branch?.id ?? null;
    return { author, branchId, span, figures: await count(ctx, input.subject, { span, branchId }) };
  },
  async run(ctx, { type, subject, title, description }, { author, branchId, span, figures }): Promise<ReportReply> {
    const [startDate, endDate] = [span.start, span.end];
    const id = await storeReport(ctx, {
      type,
      subject,
      title: title ?? null,
      description: description ?? null,
      branchId,
      startDate,
      endDate,
      figures,
      generatedBy: author,
    });
    ctx.record('report.generated', {
      type: 'CREATE',
      id,
      name: title ?? titleOf(ctx.locale, type, subject, span),
      new: { type, subject, startDate, endDate, branchId },
      branchId,
    });
    return showReport(ctx, id);
  },
});

function authorOf(ctx: Ctx): string {
  if (ctx.actor.kind !== 'account') throw failure('FORBIDDEN', 'reports.needs_person');
  return ctx.actor.accountId;
}
