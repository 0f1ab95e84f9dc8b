import { Failure } from '../../kernel/errors.ts';
import { badExport } from './errors.ts';
import type { Entry, Manifest } from './manifest.ts';
import { checked, manifestIn, openSource, type Source } from './source.ts';

export interface Verified {
  readonly manifest: Manifest;
  readonly files: number;
  readonly bytes: number;
  /** Missing, or not what the manifest says; none in a good export. */
  readonly damaged: readonly string[];
}

export interface Looking {
  readonly signal?: AbortSignal | undefined;
  readonly told?: ((files: number, path: string) => void) | undefined;
}

/** Reads every file of an export and compares it with its manifest; nothing is written. */
export async function verifyExport(place: string, looking: Looking = {}): Promise<Verified> {
  const source = await openSource(place);
  try {
    return await verifySource(source, looking);
  } finally {
    await source.close();
  }
}

/** Is there an export at all? Before anything is made for it. */
export async function lookAtExport(place: string): Promise<Manifest> {
  const source = await openSource(place);
  try {
    return await manifestIn(source);
  } finally {
    await source.close();
  }
}

export async function verifySource(source: Source, { signal, told }: Looking = {}): Promise<Verified> {
  const manifest = await manifestIn(source);
  const damaged: string[] = [];
  let bytes = 0;
  for (const [at, entry] of manifest.files.entries()) {
    if (signal?.aborted) throw badExport('stopped');
    if (!(await isWhole(source, entry))) damaged.push(entry.path);
    bytes += entry.bytes;
    told?.(at + 1, entry.path);
  }
  return { manifest, files: manifest.files.length, bytes, damaged };
}

async function isWhole(source: Source, entry: Entry): Promise<boolean> {
  if (!source.has(entry.path)) return false;
  try {
    for await (const _piece of checked(source, entry));
    return true;
  } catch (error) {
    // A ZIP whose own checksums fail says so in its own words.
    if (error instanceof Failure || error instanceof Error) return false;
    throw error;
  }
}
