import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { type Locale, translate } from '../../../kernel/i18n.ts';
import { Moment, Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';
import type { Parity } from '../parity/parity.ts';
import { MOVE_KINDS, type MoveRow, moveOf, newestMoves, parityIn } from './queries.ts';

const StepReply = z.object({
  step: z.string(),
  table: z.string(),
  rows: z.int(),
  created: z.int(),
  changed: z.int(),
  flagged: z.int(),
  gone: z.int(),
});

export const MoveReply = z.object({
  id: z.uuid(),
  /** Host, port and name of the database, never its password. */
  place: z.string(),
  kind: z.enum(MOVE_KINDS),
  branch: z.string().nullable(),
  folder: z.string().nullable(),
  status: z.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'STOPPED']),
  requestedAt: Moment,
  requestedBy: z.string().nullable(),
  finishedAt: Moment.nullable(),
  stopping: z.boolean(),
  /** Its address is still kept, sealed: it can go on where it was. */
  resumable: z.boolean(),
  steps: z.array(StepReply),
  problem: z.string().nullable(),
});
export type MoveReply = z.output<typeof MoveReply>;

export function replyOf(row: MoveRow, locale: Locale): MoveReply {
  const { sealedUrl, problem, stopAskedAt, branchId: _branch, ...rest } = row;
  const isGoing = row.status === 'QUEUED' || row.status === 'RUNNING';
  return {
    ...rest,
    stopping: isGoing && stopAskedAt !== null,
    resumable: sealedUrl !== null && (row.status === 'STOPPED' || row.status === 'FAILED'),
    problem: problem && translate(locale, problem.code, problem.params),
  };
}

export const listMoves = view({
  name: 'slims.moves',
  permission: 'settings:manage',
  input: z.strictObject({}),
  run: async (ctx): Promise<MoveReply[]> => (await newestMoves(ctx.sql)).map((row) => replyOf(row, ctx.locale)),
});

/** One move, with how it compares with SLiMS once it is done. */
export const getMove = view({
  name: 'slims.getMove',
  permission: 'settings:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<{ move: MoveReply; parity: Parity | null }> {
    const row = await moveOf(ctx.sql, id);
    if (!row) throw notFound();
    return { move: replyOf(row, ctx.locale), parity: await parityIn(ctx.sql, id) };
  },
});
