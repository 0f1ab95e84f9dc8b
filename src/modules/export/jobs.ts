import { stat } from 'node:fs/promises';
import type { Ctx } from '../../kernel/context.ts';
import { Failure } from '../../kernel/errors.ts';
import type { JobDefinition } from '../../kernel/jobs.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { asSystem } from '../../kernel/verb.ts';
import { giveUpSilent } from './given-up.ts';
import { MAKE_JOB } from './job-names.ts';
import { makeExport } from './making/make.ts';
import { sinkAt } from './making/sink.ts';
import { exportMessages } from './messages.ts';
import { exportFile, removeExportFile } from './place.ts';
import {
  type ExportRow,
  exportOf,
  type Finished,
  finishExport,
  finishedBefore,
  markRemoved,
  noteProgress,
  silentExports,
} from './queries.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 7;
const NOTE_MS = 500;

export const makeJob: JobDefinition = {
  name: MAKE_JOB,
  title: exportMessages['export.job'],
  // Half of one is worth nothing, and whoever waits for it can ask again.
  retryLimit: 0,
  expireSeconds: 86_400,
  run: async (ctx, { id }) => carryOut(ctx, String(id)),
};

async function carryOut(ctx: Ctx, id: string): Promise<void> {
  const row = await exportOf(ctx.sql, id);
  if (row?.status !== 'QUEUED') return;
  const end = await made(ctx, id, row);
  await asSystem({ ...ctx, now: ctx.app.clock.now() }, async (tx) => {
    await finishExport(tx, id, end);
    const { status, files, bytes } = end;
    tx.record('library-export.ended', { type: 'UPDATE', id, new: { status, files, bytes } });
  });
}

async function made(ctx: Ctx, id: string, { parts, withoutPeople }: ExportRow): Promise<Finished> {
  const stop = new AbortController();
  let count = 0;
  try {
    if (!(await noteProgress(ctx, id, 0, null))) stop.abort();
    await removeExportFile(ctx.app, id);
    const told = noting(ctx, id, stop, (files) => {
      count = files;
    });
    const file = exportFile(ctx.app, id);
    const { files } = await makeExport(ctx.app, {
      parts,
      withoutPeople,
      sink: await sinkAt(file),
      signal: stop.signal,
      told,
    });
    return { status: 'DONE', files: files.length, bytes: (await stat(file)).size, problem: null };
  } catch (error) {
    if (stop.signal.aborted) return { status: 'STOPPED', files: count, bytes: null, problem: null };
    ctx.log.error({ err: error, id }, 'export failed');
    return { status: 'FAILED', files: count, bytes: null, problem: problemOf(error) };
  }
}

/** Twice a second is often enough to look on, and to be heard when somebody says stop. */
function noting(ctx: Ctx, id: string, stop: AbortController, counted: (files: number) => void) {
  let next = 0;
  return async (files: number, path: string): Promise<void> => {
    counted(files);
    const now = performance.now();
    if (now < next) return;
    next = now + NOTE_MS;
    if (!(await noteProgress(ctx, id, files, path))) stop.abort();
  };
}

const problemOf = (error: unknown) =>
  error instanceof Failure
    ? { code: error.reason, params: error.options.params ?? {} }
    : {
        code: 'export.failed',
        params: { reason: error instanceof Error ? error.message.slice(0, 200) : String(error) },
      };

/** Without it an export that was cut short would be under way for ever, and no other could be asked for on the screen. */
export const silentSchedule: Schedule = {
  name: 'export.silent',
  title: exportMessages['export.silent'],
  everyMinutes: 5,
  isDue: async ({ pool, clock }) => (await silentExports(pool, clock.now())).length > 0,
  async run(ctx) {
    await asSystem(ctx, async (tx) => {
      if ((await giveUpSilent(tx)) === 0) tx.unchanged(undefined);
    });
  },
};

/** Files of a whole library lie about no longer than needed. */
export const cleanSchedule: Schedule = {
  name: 'export.clean',
  title: exportMessages['export.clean'],
  dailyAtUtcHour: 17,
  async run(ctx) {
    for (const { id } of await finishedBefore(ctx.sql, new Date(ctx.now.getTime() - KEPT_DAYS * DAY_MS))) {
      await asSystem(ctx, async (tx) => {
        await markRemoved(tx, id);
        tx.record('library-export.removed', { type: 'DELETE', id });
      });
      await removeExportFile(ctx.app, id);
    }
  },
};
