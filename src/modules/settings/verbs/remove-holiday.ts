import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireBranch } from '../errors.ts';
import { deleteHoliday, type Holiday, lockHoliday } from '../holidays.ts';

export const removeHoliday = verb({
  name: 'settings.removeHoliday',
  permission: 'holiday:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Holiday> {
    const holiday = await lockHoliday(ctx, id);
    requireBranch(ctx, holiday.branchId);
    await deleteHoliday(ctx, id);
    ctx.record('holiday.deleted', {
      type: 'DELETE',
      id,
      name: holiday.name,
      old: holiday,
      branchId: holiday.branchId,
    });
    return holiday;
  },
});
