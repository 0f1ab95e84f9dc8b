import type { Ctx } from '../../kernel/context.ts';
import type { JobDefinition } from '../../kernel/jobs.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { asSystem } from '../../kernel/verb.ts';
import { dropForgotten } from './files.ts';
import { RUN, UNDO } from './job-names.ts';
import { importsMessages } from './messages.ts';
import { changeImport, leftLying, rawImport } from './queries.ts';
import { runImport } from './run.ts';
import { tidyImports } from './tidy.ts';
import { undoImport } from './undo.ts';

/** A job lives shorter than its queue believes; what is left is another job. */
const SLICE_MS = 4 * 60_000;
const enqueue = (ctx: Ctx, job: string, id: string): Promise<void> =>
  asSystem(ctx, async (tx) => tx.unchanged(await tx.enqueue(job, { id })));

export const importJobs: readonly JobDefinition[] = [
  {
    name: RUN,
    title: importsMessages['imports.job_run'],
    async run(ctx, { id }) {
      const more = await runImport(ctx, String(id), { until: Date.now() + SLICE_MS });
      if (more) await enqueue(ctx, RUN, String(id));
    },
  },
  {
    name: UNDO,
    title: importsMessages['imports.job_undo'],
    run: (ctx, { id }) => undoImport(ctx, String(id)),
  },
];

/** Longer than a part ever takes, rest included. */
const SILENT_MS = 60_000;
const silentSince = (now: Date): Date => new Date(now.getTime() - SILENT_MS);

export const importSchedules: readonly Schedule[] = [
  {
    // After a kill -9 or a power cut the queue still believes that somebody works on it.
    name: 'imports.resume',
    title: importsMessages['imports.schedule_resume'],
    everyMinutes: 1,
    isDue: async (app) => (await leftLying(app.pool, silentSince(app.clock.now()))).length > 0,
    async run(ctx) {
      for (const { id, state } of await leftLying(ctx.sql, silentSince(ctx.now)))
        await asSystem(ctx, async (tx) => {
          await changeImport(tx, id, {}, false);
          tx.unchanged(await tx.enqueue(state === 'RUNNING' ? RUN : UNDO, { id }));
        });
    },
  },
  {
    name: 'imports.tidy',
    title: importsMessages['imports.schedule_tidy'],
    dailyAtUtcHour: 20,
    async run(ctx) {
      await tidyImports(ctx);
      const aDayAgo = new Date(ctx.now.getTime() - 86_400_000);
      await dropForgotten(
        ctx.app,
        aDayAgo,
        async (id) => (await rawImport(ctx.sql, id).catch(() => undefined)) !== undefined,
      );
    },
  },
];
