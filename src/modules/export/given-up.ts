import type { VerbCtx } from '../../kernel/context.ts';
import { removeAfterCommit } from './place.ts';
import { buryTheSilent } from './queries.ts';

/** Whose program ended in the middle: they are over, and the half that was written, people and all, does not lie about. */
export async function giveUpSilent(ctx: VerbCtx): Promise<number> {
  const given = await buryTheSilent(ctx);
  for (const { id, files } of given) {
    ctx.record('library-export.ended', { type: 'UPDATE', id, new: { status: 'FAILED', files, bytes: null } });
    removeAfterCommit(ctx, id);
  }
  return given.length;
}
