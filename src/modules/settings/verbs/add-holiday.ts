import { z } from 'zod';
import { LocalDateText, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { branchOf } from '../branches.ts';
import { requireBranch } from '../errors.ts';
import { type Holiday, insertHoliday } from '../holidays.ts';

export const addHoliday = verb({
  name: 'settings.addHoliday',
  permission: 'holiday:manage',
  input: z.strictObject({ date: LocalDateText, name: trimmed(200), branchId: Uuid.nullable().default(null) }),
  async run(ctx, { date, name, branchId }): Promise<Holiday> {
    requireBranch(ctx, branchId);
    if (branchId) await branchOf(ctx, branchId);
    const holiday = await insertHoliday(ctx, { branchId, date, name, source: 'OWN', tentative: false });
    ctx.record('holiday.created', { type: 'CREATE', id: holiday.id, name, new: holiday, branchId });
    return holiday;
  },
});
