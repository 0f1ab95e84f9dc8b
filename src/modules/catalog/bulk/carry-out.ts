import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import type { JobDefinition } from '../../../kernel/jobs.ts';
import type { Schedule } from '../../../kernel/schedules.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { catalogMessages } from '../messages.ts';
import { closeBatch } from './batch.ts';
import { editPart } from './edit-part.ts';
import { undoPart } from './undo-part.ts';
import {
  inNameOfSender,
  leaveRest,
  lockBatch,
  moveBatch,
  nextPart,
  partDone,
  type Summary,
  standingStill,
} from './work.ts';

const JOB = 'catalog.bulk_work';
/** What takes a second or two is done while one waits for it. */
export const AT_ONCE = 1_000;

const MINUTE = 60_000;
const STILL_MS = 2 * MINUTE;
/** Later than this it is not a server that was stopped; who sent it sees that it stands, and may cancel it. */
const LEFT_ALONE_MS = 24 * 60 * MINUTE;

/** All of the batch's work that is left, part by part; several who do it take turns. */
export async function workOff(ctx: Ctx, batchId: string): Promise<void> {
  for (let more = true; more; ) {
    const mine = await inNameOfSender(ctx, batchId);
    more = await asSystem({ ...(mine ?? ctx), now: ctx.app.clock.now() }, (tx) =>
      mine ? nextOne(tx, batchId) : stop(tx, batchId),
    );
  }
}

export const workLater = (ctx: VerbCtx, batchId: string): Promise<void> => ctx.enqueue(JOB, { batchId });

/** Whoever sent it was suspended meanwhile, or has other work. */
async function stop(ctx: VerbCtx, batchId: string): Promise<boolean> {
  await lockBatch(ctx, batchId);
  await leaveRest(ctx, batchId);
  return ctx.unchanged(false);
}

/** false: nothing is left. */
async function nextOne(ctx: VerbCtx, batchId: string): Promise<boolean> {
  const summary = await lockBatch(ctx, batchId);
  const part = await nextPart(ctx.sql, batchId);
  if (!summary || !part) return ctx.unchanged(false);
  let after: Summary = summary;
  if (part.work === 'EDIT') after = await editPart(ctx, batchId, part.ids, summary);
  else await undoPart(ctx, batchId, part.ids, summary);
  await partDone(ctx, batchId, part.part);
  await moveBatch(ctx, batchId, part.work === 'EDIT' && part.isLast ? { ...after, finished: true } : after);
  if (part.work === 'UNDO' && part.isLast) await closeBatch(ctx, batchId, summary.by?.accountId ?? null);
  return ctx.unchanged(!part.isLast);
}

export const bulkJob: JobDefinition = {
  name: JOB,
  title: catalogMessages['catalog.job_bulk'],
  run: (ctx, { batchId }) => workOff(ctx, String(batchId)),
};

const stillAt = (now: Date): [Date, Date] => [
  new Date(now.getTime() - STILL_MS),
  new Date(now.getTime() - LEFT_ALONE_MS),
];

/** A server that was stopped or died in the middle of a large edit goes on with it. */
export const bulkSchedule: Schedule = {
  name: 'catalog.bulk_resume',
  title: catalogMessages['catalog.bulk_schedule'],
  everyMinutes: 5,
  isDue: async ({ pool, clock }) => (await standingStill(pool, ...stillAt(clock.now()))).length > 0,
  async run(ctx) {
    for (const id of await standingStill(ctx.sql, ...stillAt(ctx.now))) await workOff(ctx, id);
  },
};
