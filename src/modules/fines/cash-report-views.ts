import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { LocalDateText, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { branchOf, readSettings } from '../settings/index.ts';
import { cashReport } from './cash-report.ts';
import { noBranch } from './errors.ts';
import { reachOf } from './reach.ts';

export const CashReportInput = {
  /** Absent: today in the library's zone. */
  date: LocalDateText.optional(),
  branchId: Uuid.optional(),
};

export async function askedReport(ctx: Ctx, asked: { date?: string | undefined; branchId?: string | undefined }) {
  const { branches } = reachOf(ctx.scope);
  if (asked.branchId !== undefined) {
    if (branches && !branches.includes(asked.branchId)) throw noBranch();
    await branchOf(ctx, asked.branchId);
  }
  const { timeZone } = await readSettings(ctx);
  return cashReport(ctx, asked.date ?? localDateIn(timeZone, ctx.now), asked.branchId);
}

/** What was taken and given back on a day, and what must lie in the drawer. */
export const cashReports = view({
  name: 'fines.cashReport',
  permission: 'fine:pay',
  input: z.strictObject(CashReportInput),
  async run(ctx, input) {
    const { date, branches } = await askedReport(ctx, input);
    return { date, branches };
  },
});
