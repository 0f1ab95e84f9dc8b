import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { App, VerbCtx } from '../../kernel/context.ts';

/** Beside the library's own files, so that no backup and no later export takes it along. */
export const exportFile = ({ dataRoot }: Pick<App, 'dataRoot'>, id: string): string =>
  join(dataRoot, 'exports', `${id}.zip`);

/** Null when it is not on this machine. */
export async function readExport(app: App, id: string): Promise<{ body: Readable; bytes: number } | null> {
  const file = exportFile(app, id);
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? { body: createReadStream(file), bytes: found.size } : null;
}

export async function removeExportFile(app: App, id: string): Promise<void> {
  await rm(exportFile(app, id), { force: true });
  await rm(`${exportFile(app, id)}.partial`, { force: true });
}

/** Only once it is certain that nobody counts on it any more. */
export function removeAfterCommit({ app, log, afterCommit }: VerbCtx, id: string): void {
  afterCommit(() => {
    removeExportFile(app, id).catch((error: unknown) => log.error({ err: error, id }, 'export not removed'));
  });
}
