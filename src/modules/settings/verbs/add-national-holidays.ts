import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { holidayYears, indonesianHolidays } from '../../../lib/calendar/holidays-id.ts';
import { branchOf } from '../branches.ts';
import { noHolidaysKnown, requireBranch } from '../errors.ts';
import { type Holiday, insertNational } from '../holidays.ts';
import { readSettings } from '../queries.ts';

/** Indonesia's national holidays of a year; collective leave (cuti bersama) only when asked for. */
export const addNationalHolidays = verb({
  name: 'settings.addNationalHolidays',
  permission: 'holiday:manage',
  input: z.strictObject({
    year: z.int(),
    collectiveLeave: z.boolean().default(false),
    branchId: Uuid.nullable().default(null),
  }),
  async run(ctx, { year, collectiveLeave, branchId }): Promise<{ added: Holiday[]; known: number }> {
    requireBranch(ctx, branchId);
    if (branchId) await branchOf(ctx, branchId);
    const days = indonesianHolidays(year).filter((day) => day.kind === 'national' || collectiveLeave);
    if (days.length === 0) throw noHolidaysKnown(holidayYears);
    const { locale } = await readSettings(ctx);
    const rows = days.map(({ date, name, tentative }) => ({ date, name: name[locale], tentative }));
    const added = await insertNational(ctx, branchId, rows);
    const reply = { added: added.sort((a, b) => (a.date < b.date ? -1 : 1)), known: days.length };
    if (added.length === 0) return ctx.unchanged(reply);
    ctx.record('holiday.imported', {
      type: 'IMPORT',
      id: `${year}`,
      name: `${year}`,
      new: { year, collectiveLeave, count: added.length },
      branchId,
    });
    return reply;
  },
});
