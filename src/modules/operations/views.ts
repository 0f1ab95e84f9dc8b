import { z } from 'zod';
import { Moment } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { type DeadReaction, DeadReactionReply, deadReactions } from './dead-reactions.ts';
import { scheduleStories } from './schedule-states.ts';

const PERMISSION = 'job:manage';

export const ScheduleReply = z.object({
  name: z.string(),
  title: z.string(),
  rhythm: z.string(),
  /** A run missed while the machine was off is done once at the next start. */
  catchUp: z.boolean(),
  lastRun: Moment.nullable(),
  lastOk: z.boolean().nullable(),
  lastError: z.string().nullable(),
  nextRun: Moment,
  running: z.boolean(),
  late: z.boolean(),
});

export const FailedJobReply = z.object({
  id: z.uuid(),
  name: z.string(),
  error: z.string(),
  attempts: z.int(),
  failedAt: Moment,
});

export const JobsReply = z.object({
  schedules: z.array(ScheduleReply),
  /** Jobs by state: created, retry, active, completed, failed, cancelled. */
  counts: z.record(z.string(), z.int()),
  failed: z.array(FailedJobReply),
  deadReactions: z.array(DeadReactionReply),
});
type Overview = z.output<typeof JobsReply>;

/** One screen: every schedule, and everything that failed for good. A job's data may be personal and stays out. */
export const jobsOverview = view({
  name: 'operations.jobs',
  permission: PERMISSION,
  input: z.strictObject({}),
  async run(ctx): Promise<Overview> {
    const stories = await scheduleStories(ctx.sql, ctx.now);
    return {
      schedules: stories.map((story) => ({ ...story, title: story.title[ctx.locale] })),
      counts: await ctx.app.jobs.counts(),
      failed: await ctx.app.jobs.failed(),
      deadReactions: await deadReactions(ctx.sql),
    };
  },
});

export const failedJobs = view({
  name: 'operations.failedJobs',
  permission: PERMISSION,
  input: z.strictObject({}),
  run: (ctx): Promise<Overview['failed']> => ctx.app.jobs.failed(),
});

export const listDeadReactions = view({
  name: 'operations.deadReactions',
  permission: PERMISSION,
  input: z.strictObject({}),
  run: (ctx): Promise<DeadReaction[]> => deadReactions(ctx.sql),
});
