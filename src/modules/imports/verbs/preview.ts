import { z } from 'zod';
import { failure } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireAct } from '../act.ts';
import type { Import, Preview } from '../import.ts';
import { previewOf } from '../preview.ts';
import { changeImport, importById, importReply, lockImport } from '../queries.ts';
import { ANY_KIND } from '../rights.ts';

/** Looks at the first rows as they would become; nothing is written but what was seen. */
export const previewImport = verb({
  name: 'imports.preview',
  permission: ANY_KIND,
  input: z.strictObject({ id: Uuid }),
  async prepare(ctx, { id }): Promise<{ preview: Preview; version: number }> {
    const row = await importById(ctx, id);
    requireAct(row, 'preview');
    return { preview: await previewOf(ctx, row), version: row.version };
  },
  async run(ctx, { id }, { preview, version }): Promise<Import> {
    const row = await lockImport(ctx, id);
    requireAct(row, 'preview');
    if (row.version !== version) throw failure('CONFLICT', 'kernel.changed_meanwhile');
    await changeImport(ctx, id, { preview, state: 'PREVIEWED' });
    ctx.record('import.previewed', {
      type: 'VIEW',
      id,
      name: row.fileName,
      new: { state: 'PREVIEWED', ...preview.counts },
    });
    return importReply(ctx, await importById(ctx, id));
  },
});
