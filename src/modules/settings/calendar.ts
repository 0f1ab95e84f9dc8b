import type { Ctx } from '../../kernel/context.ts';
import { type LocalDate, type Weekday, weekday } from '../../lib/calendar/local-date.ts';
import { branchOf } from './branches.ts';
import { opensOn } from './opening-hours.ts';
import { closedDays, kept, readSettings } from './queries.ts';

export interface BranchCalendar {
  /** IANA name, of the branch or of the library. */
  readonly timeZone: string;
  /** Neither a weekday without hours nor a holiday of the branch or of all branches. */
  isOpen(date: LocalDate): boolean;
}

const DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Cheap: kept until the branch, its holidays or the settings change. */
export const calendarOf = (ctx: Ctx, branchId: string): Promise<BranchCalendar> =>
  kept(ctx, `calendar:${branchId}`, ['settings', 'branch', 'holiday'], async (sql) => {
    const branch = await branchOf(ctx, branchId);
    const settings = await readSettings(ctx);
    const closed = await closedDays(sql, branchId);
    const hours = branch.openingHours ?? settings.openingHours;
    const open = new Set(DAYS.filter((day) => opensOn(hours, day)));
    return {
      timeZone: branch.timeZone ?? settings.timeZone,
      isOpen: (date) => !closed.has(date) && open.has(weekday(date)),
    };
  });
