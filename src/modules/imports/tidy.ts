import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { asSystem } from '../../kernel/verb.ts';
import { importsConfig } from './config.ts';
import { dropFile } from './files.ts';
import { allowed } from './import.ts';
import { changeImport, lockRaw } from './queries.ts';
import { dropRejects } from './rejects.ts';

const old = prepared<{ id: string }>(
  'imports.old',
  `select id from imports where file_removed_at is null and updated_at < $1 and state not in ('RUNNING', 'UNDOING') limit 500`,
);

/** Lists of people are not kept for longer than they are of use: file and rejected rows go, what was done stays told. */
export async function tidyImports(ctx: Ctx): Promise<number> {
  const days = importsConfig(ctx.app.env).IMPORT_KEEP_DAYS;
  const before = new Date(ctx.now.getTime() - days * 86_400_000);
  const ids = (await old.all(ctx.sql, [before])).map(({ id }) => id);
  for (const id of ids) {
    await asSystem(ctx, async (tx) => {
      const row = await lockRaw(tx, id);
      if (!row || row.state === 'RUNNING' || row.state === 'UNDOING') return tx.unchanged(undefined);
      const isOpen = allowed(row).cancel && row.state !== 'FAILED';
      const ending = isOpen ? { state: 'CANCELLED' as const, finishedAt: tx.now } : {};
      await changeImport(tx, id, { ...ending, preview: null, fileRemovedAt: tx.now });
      await dropRejects(tx, id);
      tx.record('import.file_removed', { type: 'DELETE', id, name: row.fileName });
    });
    await dropFile(ctx.app, id, 'file');
    await dropFile(ctx.app, id, 'photos');
  }
  return ids.length;
}
