import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import type { JobDefinition } from '../../../kernel/jobs.ts';
import type { Schedule } from '../../../kernel/schedules.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { openText } from '../../../lib/seal-text.ts';
import { fieldKeys } from '../../identity/index.ts';
import type { StepCounts } from '../migration/pass.ts';
import { moveMessages } from '../move-messages.ts';
import { moveFromSlims } from '../verbs/move-from-slims.ts';
import { MOVE_JOB, sealPlace } from './names.ts';
import { type Ended, finishMove, type MoveRow, moveOf, noteMove, silentMoves } from './queries.ts';

const NOTE_MS = 1_000;
const SILENT_MS = 2 * 60_000;
const MIRROR_MS = 60_000;
/** A job may take a day; who follows SLiMS for longer is woken again. */
const SHIFT_MS = 20 * 3_600_000;

export const moveJob: JobDefinition = {
  name: MOVE_JOB,
  title: moveMessages['slims.job_move'],
  // Whoever asked for it resumes it; a program that ended in the middle is woken by the schedule below.
  retryLimit: 0,
  expireSeconds: 86_400,
  run: (ctx, { id }) => carryOut(ctx, String(id)),
};

async function carryOut(ctx: Ctx, id: string): Promise<void> {
  const row = await moveOf(ctx.sql, id);
  if (!row?.sealedUrl || (row.status !== 'QUEUED' && row.status !== 'RUNNING')) return;
  const ended = await moved(ctx, row, row.sealedUrl);
  if (!ended) return;
  await asSystem({ ...ctx, now: ctx.app.clock.now() }, async (tx) => {
    await finishMove(tx, id, ended);
    const news = { status: ended.status, same: ended.parity?.same ?? null };
    tx.record('slims-move.ended', { type: 'UPDATE', id, name: row.place, new: news });
  });
}

/** Null: it is not over; another process is at it, or will be. */
async function moved(ctx: Ctx, row: MoveRow, sealedUrl: string): Promise<Ended | null> {
  const progress = watching(ctx, row.id);
  const end = (status: Ended['status'], parity: Ended['parity'] = null, problem: Ended['problem'] = null): Ended => ({
    status,
    steps: progress.steps(),
    parity,
    problem,
  });
  try {
    const { parity, steps } = await moveFromSlims(ctx, {
      url: openText(fieldKeys(ctx.app), sealedUrl, sealPlace(row.id)),
      dryRun: row.kind === 'REHEARSAL',
      ...(row.branchId ? { branchId: row.branchId } : {}),
      ...(row.folder ? { files: row.folder } : {}),
      watch: () => ({
        signal: progress.signal,
        told: progress.told,
        ...(row.kind === 'MIRROR'
          ? { mirror: { everyMs: MIRROR_MS, seen: ({ steps: all }) => all.forEach(progress.told) } }
          : {}),
      }),
    });
    if (progress.isShiftOver()) return null;
    steps.forEach(progress.told);
    return end('DONE', parity);
  } catch (error) {
    if (progress.isShiftOver()) return null;
    if (progress.signal.aborted) return end('STOPPED');
    if (error instanceof Failure && error.reason === 'slims.already_moving') return null;
    ctx.log.error({ err: error, move: row.id }, 'move from SLiMS failed');
    return end('FAILED', null, problemOf(error));
  } finally {
    await progress.end();
  }
}

const problemOf = (error: unknown): MoveRow['problem'] =>
  error instanceof Failure
    ? { code: error.reason, params: error.options.params ?? {} }
    : {
        code: 'slims.move_failed',
        params: { reason: error instanceof Error ? error.message.slice(0, 200) : String(error) },
      };

/** Writes down once a second how far it is, and hears then whether it should stop. */
function watching({ app, log }: Ctx, id: string) {
  const stop = new AbortController();
  const steps = new Map<string, StepCounts>();
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    if (!(await noteMove(app.pool, id, app.clock.now(), [...steps.values()]))) stop.abort();
  };
  const note = (): void => {
    writing = writing.then(write).catch((err: unknown) => log.warn({ err, move: id }, 'progress not written'));
  };
  note();
  const timer = setInterval(note, NOTE_MS);
  let isShiftOver = false;
  const shift = setTimeout(() => {
    isShiftOver = true;
    stop.abort();
  }, SHIFT_MS);
  return {
    signal: stop.signal,
    told: (counts: StepCounts): void => void steps.set(counts.step, { ...counts }),
    steps: () => [...steps.values()],
    isShiftOver: () => isShiftOver,
    async end() {
      clearInterval(timer);
      clearTimeout(shift);
      await writing;
    },
  };
}

/** A move whose program was ended goes on by itself when it runs again. */
export const wakeSchedule: Schedule = {
  name: 'slims.wake',
  title: moveMessages['slims.wake'],
  everyMinutes: 1,
  isDue: async ({ pool, clock }) => (await silentMoves(pool, before(clock.now()))).length > 0,
  async run(ctx) {
    for (const { id } of await silentMoves(ctx.sql, before(ctx.now))) {
      await asSystem(ctx, async (tx) => {
        await tx.enqueue(MOVE_JOB, { id });
        tx.unchanged(undefined);
      });
    }
  },
};

const before = (now: Date): Date => new Date(now.getTime() - SILENT_MS);
