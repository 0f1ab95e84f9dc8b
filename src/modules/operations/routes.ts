import { z } from 'zod';
import { route } from '../../kernel/http/route.ts';
import { DeadReactionReply } from './dead-reactions.ts';
import { OutsideReply, outsideList } from './resilience.ts';
import { resetOutside } from './verbs/reset-outside.ts';
import { resolveReaction } from './verbs/resolve-reaction.ts';
import { retryJob } from './verbs/retry-job.ts';
import { retryReaction } from './verbs/retry-reaction.ts';
import { runSchedule } from './verbs/run-schedule.ts';
import { FailedJobReply, failedJobs, JobsReply, jobsOverview, listDeadReactions } from './views.ts';

const Resolved = z.object({ id: z.uuid(), resolved: z.literal(true) });

export const operationsRoutes = [
  route('GET /jobs', jobsOverview, JobsReply, { summary: 'Schedules, failed jobs and dead reactions' }),
  route('POST /jobs/schedules/:name/run', runSchedule, z.object({ name: z.string(), queued: z.literal(true) }), {
    status: 202,
  }),
  route('GET /jobs/failed', failedJobs, z.array(FailedJobReply)),
  route('POST /jobs/failed/:id/retry', retryJob, z.object({ id: z.uuid(), queued: z.literal(true) }), { status: 202 }),
  route('GET /jobs/reactions', listDeadReactions, z.array(DeadReactionReply)),
  route('POST /jobs/reactions/:id/retry', retryReaction, Resolved),
  route('POST /jobs/reactions/:id/resolve', resolveReaction, Resolved),
  route('GET /admin/resilience', outsideList, z.array(OutsideReply), { rate: 'ADMIN' }),
  route('POST /admin/resilience', resetOutside, z.array(OutsideReply), { rate: 'ADMIN' }),
];
