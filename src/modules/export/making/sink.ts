import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Pieces, ZipWriter } from '../../../lib/zip/write.ts';
import { badExport } from '../errors.ts';

export interface Written {
  bytes: number;
  sha256: string;
}

/** Where an export is written: nothing stands under its name before all of it does. */
export interface Sink {
  add(path: string, body: Pieces): Promise<Written>;
  /** Puts the whole under its name. */
  finish(): Promise<void>;
  /** Takes away what was begun. */
  abandon(): Promise<void>;
}

/** Packed already: to pack them once more takes time and saves nothing. */
const PACKED = /\.(?:jpe?g|png|webp|gif|pdf|epub|docx|xlsx|odt|zip|gz|mp[34])$/i;

/** A folder, or a ZIP file when it is called one. */
export function sinkAt(target: string): Promise<Sink> {
  if (existsSync(target)) throw badExport('target_taken', { place: target });
  return /\.zip$/i.test(target) ? zipSink(target) : folderSink(target);
}

async function folderSink(target: string): Promise<Sink> {
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  return {
    async add(path, body) {
      const file = join(partial, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'wx', 0o600);
      try {
        const written = await measured(body, (piece) => handle.writeFile(piece));
        await handle.sync();
        return written;
      } finally {
        await handle.close();
      }
    },
    finish: () => rename(partial, target),
    abandon: () => rm(partial, { recursive: true, force: true }),
  };
}

async function zipSink(target: string): Promise<Sink> {
  const partial = `${target}.partial`;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const handle: FileHandle = await open(partial, 'w', 0o600);
  const zip = new ZipWriter(handle);
  return {
    async add(path, body) {
      const pieces: { piece?: Written } = {};
      await zip.add(path, passing(body, pieces), { store: PACKED.test(path) });
      return pieces.piece ?? { bytes: 0, sha256: '' };
    },
    async finish() {
      await zip.end();
      await handle.sync();
      await handle.close();
      await rename(partial, target);
    },
    async abandon() {
      await handle.close().catch(() => {});
      await rm(partial, { force: true });
    },
  };
}

async function measured(body: Pieces, take: (piece: Uint8Array) => Promise<unknown>): Promise<Written> {
  const told: { piece?: Written } = {};
  for await (const piece of passing(body, told)) await take(piece);
  return told.piece ?? { bytes: 0, sha256: '' };
}

async function* passing(body: Pieces, told: { piece?: Written }): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of body) {
    hash.update(piece);
    bytes += piece.length;
    yield piece;
  }
  told.piece = { bytes, sha256: hash.digest('hex') };
}
