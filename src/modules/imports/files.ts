import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { importsConfig } from './config.ts';

export type Part = 'file' | 'photos';

const folderOf = (app: Pick<App, 'dataRoot'>): string => join(app.dataRoot, 'imports');
export const pathOf = (app: Pick<App, 'dataRoot'>, id: string, part: Part): string =>
  join(folderOf(app), `${id}.${part}`);

export interface Kept {
  readonly size: number;
  readonly sha256: string;
}

/** Takes a stream to disk, never more of it than may be, and under its own name only when it is whole and was looked at. */
export async function keepFile<T>(
  app: App,
  source: Readable,
  id: string,
  part: Part,
  look: (path: string) => Promise<T>,
): Promise<Kept & T> {
  const max = importsConfig(app.env).IMPORT_MAX_BYTES;
  const path = pathOf(app, id, part);
  const hash = createHash('sha256');
  let size = 0;
  await mkdir(folderOf(app), { recursive: true, mode: 0o700 });
  const measured = async function* (): AsyncGenerator<Buffer> {
    // Not destroyed when it is too much: whoever sends it shall hear so.
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > max)
        throw failure('PAYLOAD_TOO_LARGE', 'imports.too_large', {
          field: 'file',
          params: { mb: Math.floor(max / 1e6) },
        });
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(measured, createWriteStream(`${path}.part`, { mode: 0o600, flush: true }));
    if (size === 0) throw failure('VALIDATION_ERROR', 'imports.file_needed', { field: 'file' });
    const seen = await look(`${path}.part`);
    await rename(`${path}.part`, path);
    return { ...seen, size, sha256: hash.digest('hex') };
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    throw error;
  }
}

export const dropFile = (app: App, id: string, part: Part): Promise<void> => rm(pathOf(app, id, part), { force: true });

export const readFrom = (path: string, start = 0): Readable => createReadStream(path, { start });

/** The first bytes. */
export async function headOf(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(head, 0, bytes, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Uploads that were broken off, and files whose import was never stored. */
export async function dropForgotten(app: App, olderThan: Date, known: (id: string) => Promise<boolean>): Promise<void> {
  for (const folder of [join(app.dataRoot, 'incoming'), folderOf(app)]) {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const { mtime } = await stat(path);
      const id = name.slice(0, 36);
      const isKept = folder === folderOf(app) && !name.endsWith('.part') && (await known(id));
      if (mtime < olderThan && !isKept) await rm(path, { force: true });
    }
  }
}
