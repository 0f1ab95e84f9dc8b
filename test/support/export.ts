import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brokenRules } from '../../src/cli/restored.ts';
import { createClient } from '../../src/drivers/postgres/pool.ts';
import {
  type Brought,
  bringLibrary,
  type Manifest,
  makeExport,
  PARTS,
  sinkAt,
} from '../../src/modules/export/index.ts';
import type { Wanted } from '../../src/modules/export/making/make.ts';
import type { EmptyLibrary } from './empty-library.ts';

type Opened = Pick<EmptyLibrary, 'app' | 'database'>;

/** Everything of a library, as the command takes it out. */
export const exported = async ({ app }: Opened, to: string, o: Partial<Wanted> = {}): Promise<Manifest> =>
  makeExport(app, { sink: await sinkAt(to), parts: PARTS, withoutPeople: false, ...o });

/** Into an empty library, as the command brings it. */
export async function broughtInto({ app, database }: Opened, place: string): Promise<Brought> {
  const owner = createClient(database.owner, { statementTimeoutMs: 0 });
  owner.on('error', () => {});
  await owner.connect();
  return bringLibrary({ app, owner, place, broken: brokenRules }).finally(() => owner.end());
}

export interface Tampering {
  folder: string;
  manifest: Manifest;
  read(path: string): Promise<string>;
  /** Writes a file and tells the manifest so, as a forger would. */
  forge(path: string, text: string, rows?: number): Promise<void>;
}

/** A copy of an export with something done to it; the manifest is written back as it was left. */
export async function tampered(from: string, to: string, change: (t: Tampering) => unknown): Promise<string> {
  await cp(from, to, { recursive: true });
  const file = join(to, 'manifest.json');
  const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'));
  const read = (path: string) => readFile(join(to, path), 'utf8');
  const forge = async (path: string, text: string, rows?: number): Promise<void> => {
    await writeFile(join(to, path), text);
    const entry = manifest.files.find((each) => each.path === path);
    const bytes = Buffer.from(text);
    const now = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    if (entry) Object.assign(entry, now, rows === undefined ? {} : { rows });
  };
  const left = await change({ folder: to, manifest, read, forge });
  if (left !== 'as it is') await writeFile(file, JSON.stringify(manifest));
  return to;
}
