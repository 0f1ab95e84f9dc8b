import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { written } from '../../../drivers/backup/copying.ts';
import type { App } from '../../../kernel/context.ts';
import { ownWitness } from '../../audit/index.ts';
import { badExport } from '../errors.ts';
import type { Entry, Manifest } from '../manifest.ts';
import { checked, type Source } from '../source.ts';

export interface BroughtFiles {
  readonly count: number;
  /** When the rows could not be brought in. */
  takeBack(): Promise<void>;
}

/** Covers, photos and attachments; and what the activity log keeps outside the database. */
export async function bringFiles(app: App, source: Source, { files }: Manifest): Promise<BroughtFiles> {
  const undo: (() => Promise<void>)[] = [];
  const takeBack = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const count = await putAll(app, source, files, undo);
    await putAside(app, undo);
    return { count, takeBack };
  } catch (error) {
    await takeBack();
    throw error;
  }
}

type Undo = (() => Promise<void>)[];

async function putAll(
  { drivers, dataRoot }: App,
  source: Source,
  files: readonly Entry[],
  undo: Undo,
): Promise<number> {
  let count = 0;
  for (const file of files) {
    const [folder = '', ...rest] = file.path.split('/');
    if (folder === 'files') {
      const key = rest.join('/');
      undo.push(() => drivers.files.remove(key));
      await drivers.files.put(key, Readable.from(checked(source, file), { objectMode: false })).catch(refuseKey(file));
      count++;
    } else if (folder === 'audit' || folder === 'archive') await putOfLog(dataRoot, source, file, undo);
  }
  return count;
}

const refuseKey =
  ({ path }: Entry) =>
  (error: unknown): never => {
    if (error instanceof Error && error.message.startsWith('not a file key'))
      throw badExport('bad_manifest', { reason: path });
    throw error;
  };

const OF_LOG = /^(?:audit\/keys\/[\w-]+\.pem|archive\/\d{4}-\d{2}\/[\w-]+\.(?:jsonl\.gz|json))$/;

async function putOfLog(dataRoot: string, source: Source, file: Entry, undo: Undo): Promise<void> {
  if (!OF_LOG.test(file.path)) throw badExport('bad_manifest', { reason: file.path });
  const to = join(dataRoot, file.path);
  if (existsSync(to)) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  undo.push(() => rm(to, { force: true }));
  await written(to, (target) => target.writeFile(checked(source, file)));
}

/** A start that nobody followed up may have begun a log of its own; the one that comes is another. */
async function putAside({ dataRoot }: App, undo: Undo): Promise<void> {
  const witness = ownWitness(dataRoot);
  if (!existsSync(witness)) return;
  const aside = `${witness}.before-import`;
  await rename(witness, aside);
  undo.push(() => rename(aside, witness));
}
