import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { App } from '../../kernel/context.ts';

/** Beside the library's own files, so that no backup and no later export takes it along. */
const fileOf = ({ dataRoot }: Pick<App, 'dataRoot'>, id: string): string => join(dataRoot, 'exports', `${id}.zip`);

export const exportFile = fileOf;

/** Null when it is not on this machine. */
export async function readExport(app: App, id: string): Promise<{ body: Readable; bytes: number } | null> {
  const file = fileOf(app, id);
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? { body: createReadStream(file), bytes: found.size } : null;
}

export async function removeExportFile(app: App, id: string): Promise<void> {
  await rm(fileOf(app, id), { force: true });
  await rm(`${fileOf(app, id)}.partial`, { force: true });
}
