import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireAct } from '../act.ts';
import type { Act, Import, ImportRow, State } from '../import.ts';
import { RUN, UNDO } from '../job-names.ts';
import { changeImport, importById, importReply, lockImport } from '../queries.ts';
import { ANY_KIND } from '../rights.ts';

type Change = Parameters<typeof changeImport>[2];
interface Step {
  readonly to: State;
  /** Told as import.<fact>. */
  readonly fact: string;
  readonly job?: string;
  change?(ctx: VerbCtx, row: ImportRow): Change;
}

/** Where copies and members go that name no branch: where the person works who says so, also when a worker does it later. */
const placed = (ctx: VerbCtx, { options }: ImportRow) => ({
  ...options,
  branchId: options.branchId ?? (ctx.actor.kind === 'account' ? ctx.actor.branchId : null),
});

const act = (name: Act, step: Step) =>
  verb({
    name: `imports.${name}`,
    permission: ANY_KIND,
    input: z.strictObject({ id: Uuid }),
    async run(ctx, { id }): Promise<Import> {
      const row = await lockImport(ctx, id);
      requireAct(row, name);
      const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
      const cursor = step.job ? { cursor: { ...row.cursor, by } } : {};
      await changeImport(ctx, id, { state: step.to, ...cursor, ...step.change?.(ctx, row) });
      if (step.job) await ctx.enqueue(step.job, { id });
      ctx.record(`import.${step.fact}`, {
        type: 'UPDATE',
        id,
        name: row.fileName,
        old: { state: row.state },
        new: { state: step.to },
      });
      return importReply(ctx, await importById(ctx, id));
    },
  });

export const startImport = act('run', {
  to: 'RUNNING',
  fact: 'started',
  job: RUN,
  change: (ctx, row) => ({ startedAt: ctx.now, problem: null, options: placed(ctx, row) }),
});
/** After the part that is being written; the next one is not begun. */
export const pauseImport = act('pause', { to: 'PAUSED', fact: 'paused' });
/** Where it was left. */
export const resumeImport = act('resume', {
  to: 'RUNNING',
  fact: 'resumed',
  job: RUN,
  change: () => ({ problem: null, finishedAt: null }),
});
/** What is in stays, until it is undone. */
export const cancelImport = act('cancel', {
  to: 'CANCELLED',
  fact: 'cancelled',
  change: (ctx) => ({ finishedAt: ctx.now }),
});
export const startUndo = act('undo', { to: 'UNDOING', fact: 'undo_started', job: UNDO });
