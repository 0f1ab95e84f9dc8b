import type { App, Ctx } from './context.ts';
import type { Text } from './i18n.ts';

/** Work that comes round. A machine that was off does a missed run once at its next start, unless `catchUp` is false. */
export interface Schedule {
  name: string;
  title: Text;
  /** Every so many minutes, or daily at a UTC hour. */
  everyMinutes?: number;
  dailyAtUtcHour?: number;
  catchUp?: boolean;
  /** A cheap look: false when there is nothing to do, and then nothing is written. */
  isDue?(app: App): Promise<boolean>;
  run(ctx: Ctx): Promise<void>;
}

export interface ScheduleState {
  name: string;
  title: Text;
  rhythm: string;
  catchUp: boolean;
  lastRun: Date | null;
  lastOk: boolean | null;
  lastError: string | null;
  nextRun: Date;
}
