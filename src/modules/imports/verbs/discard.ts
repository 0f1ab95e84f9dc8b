import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireAct } from '../act.ts';
import { dropFile, readFrom } from '../files.ts';
import type { Import, Kind } from '../import.ts';
import { changeImport, importById, importReply, lockImport, unfinishedOf } from '../queries.ts';
import { ANY_KIND } from '../rights.ts';

/** A rehearsal is over: the file goes at once, its story stays. */
export const discardImport = verb({
  name: 'imports.discard',
  permission: ANY_KIND,
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Import> {
    const row = await lockImport(ctx, id);
    requireAct(row, 'cancel');
    await changeImport(ctx, id, { state: 'CANCELLED', finishedAt: ctx.now, fileRemovedAt: ctx.now });
    const { app } = ctx;
    ctx.afterCommit(() => {
      for (const part of ['file', 'photos'] as const)
        dropFile(app, id, part).catch((err) => ctx.log.error({ err }, 'file not removed'));
    });
    ctx.record('import.cancelled', {
      type: 'UPDATE',
      id,
      name: row.fileName,
      old: { state: row.state },
      new: { state: 'CANCELLED' },
    });
    return importReply(ctx, await importById(ctx, id));
  },
});

/** An import of the very same file that was begun and did not come to its end. */
export async function unfinishedImport(ctx: Ctx, { file, kind }: { file: string; kind: Kind }): Promise<Import | null> {
  const hash = createHash('sha256');
  await pipeline(readFrom(file), hash);
  const id = await unfinishedOf(ctx.sql, hash.digest('hex'), kind);
  return id === null ? null : importReply(ctx, await importById(ctx, id));
}
