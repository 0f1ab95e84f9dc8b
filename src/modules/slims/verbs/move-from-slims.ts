import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { branchOf, listBranches } from '../../settings/index.ts';
import { isMysql, slimsConfig } from '../config.ts';
import { openOrigin } from '../migration/origin.ts';
import type { StepCounts } from '../migration/pass.ts';
import { alone, follow, type Moved, type Moving, openMove, passAll } from '../migration/run.ts';
import { type Parity, parityOf } from '../parity/parity.ts';

/** How a command looks on and stops: no part of what the API could take. */
export interface MoveWatch {
  readonly signal?: AbortSignal;
  readonly told?: (counts: StepCounts) => void;
  /** Goes on following SLiMS until the signal; told of each time it went through. */
  readonly mirror?: { everyMs: number; seen: (moved: Moved) => void };
}

const Input = z.strictObject({
  url: z.string().max(2000).refine(isMysql, 'slims.bad_url'),
  dryRun: z.boolean().default(false),
  branchId: Uuid.optional(),
  /** A copy of SLiMS's own folder, with images/ and repository/ in it. */
  files: z.string().min(1).max(4000).optional(),
  watch: z.custom<() => MoveWatch>((value) => typeof value === 'function').optional(),
});

export interface MoveReply extends Moved {
  dryRun: boolean;
  /** null in a rehearsal: there is nothing here to compare. */
  parity: Parity | null;
}

/** Everything a library had in SLiMS, which is only read. The second time brings what changed since, and else nothing. */
export const moveFromSlims = verb({
  name: 'slims.move',
  permission: 'settings:manage',
  input: Input,
  async prepare(ctx, input): Promise<MoveReply> {
    const branchId = await branchFor(ctx, input.branchId);
    const watch = input.watch?.() ?? {};
    const origin = await openOrigin(input.url);
    const moving: Moving = {
      origin,
      timeZone: slimsConfig(ctx.app.env).SLIMS_TIME_ZONE,
      branchId,
      files: input.files ?? null,
      dryRun: input.dryRun,
      signal: watch.signal ?? new AbortController().signal,
      told: watch.told ?? (() => {}),
    };
    try {
      return await alone(ctx, () => carryOut(ctx, moving, watch));
    } finally {
      await origin.close();
    }
  },
  // Each batch was written with its own fact; what is left is to say so.
  run: async (ctx, _input, reply) => ctx.unchanged(reply),
});

async function carryOut(ctx: Ctx, moving: Moving, { mirror }: MoveWatch): Promise<MoveReply> {
  const move = await openMove(ctx, moving);
  const { signal, told, origin, timeZone } = moving;
  const moved = await passAll(move, { since: null, signal, told });
  if (moving.dryRun) return { ...moved, dryRun: true, parity: null };
  if (mirror) await follow(move, moving, mirror.everyMs, mirror.seen);
  return { ...moved, dryRun: false, parity: await parityOf(ctx, moved.sourceId, origin, timeZone) };
}

export async function branchFor(ctx: Ctx, named: string | undefined): Promise<string> {
  if (named) return (await branchOf(ctx, named)).id;
  const { items } = await listBranches(ctx, { limit: 100 });
  const open = items.filter(({ status }) => status === 'ACTIVE');
  const [only] = open;
  if (!only || open.length > 1) throw invalid('branchId', 'slims.branch_needed', { count: open.length });
  return only.id;
}
