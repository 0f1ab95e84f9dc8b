import { z } from 'zod';
import { failure, notFound } from '../../../kernel/errors.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { parityPage } from '../parity/page.ts';
import { MOVE_JOB } from './names.ts';
import { askMoveToStop, moveOf, parityIn, wakeMove } from './queries.ts';

const Which = z.strictObject({ id: Uuid });

/** It ends with the batch it is at. What follows SLiMS ends so, too, with its comparison. */
export const stopMove = verb({
  name: 'slims.stopMove',
  permission: 'settings:manage',
  input: Which,
  async run(ctx, { id }): Promise<{ id: string; stopping: true }> {
    const row = await moveOf(ctx.sql, id);
    if (!row) throw notFound();
    if (!(await askMoveToStop(ctx, id))) throw failure('CONFLICT', 'slims.not_moving');
    ctx.record('slims-move.stop_asked', { type: 'UPDATE', id, name: row.place });
    return { id, stopping: true };
  },
});

/** Goes on where it was; nobody has to type the password again. */
export const resumeMove = verb({
  name: 'slims.resumeMove',
  permission: 'settings:manage',
  input: Which,
  async run(ctx, { id }): Promise<{ id: string; queued: true }> {
    const row = await moveOf(ctx.sql, id);
    if (!row) throw notFound();
    if (!(await wakeMove(ctx, id))) throw failure('CONFLICT', 'slims.not_resumable');
    await ctx.enqueue(MOVE_JOB, { id });
    ctx.record('slims-move.resumed', { type: 'UPDATE', id, name: row.place });
    return { id, queued: true };
  },
});

/** It names members by their numbers, with what they owe: who took it is remembered. */
export const downloadParity = verb({
  name: 'slims.downloadParity',
  permission: 'settings:manage',
  input: z.strictObject({ id: Uuid, format: z.enum(['json', 'html']).default('json') }),
  async run(ctx, { id, format }): Promise<FileReply> {
    const parity = await parityIn(ctx.sql, id);
    if (!parity) throw notFound('slims.no_parity');
    const name = `parity-${parity.at.slice(0, 10)}.${format}`;
    ctx.record('slims-move.parity_downloaded', { type: 'EXPORT', id, name });
    if (format === 'html') return { type: 'text/html; charset=utf-8', name, body: parityPage(parity, ctx.locale) };
    return { type: 'application/json; charset=utf-8', name, body: JSON.stringify(parity, null, 2) };
  },
});
