import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyHashed, eachOf, listTree, makeFolders } from './copying.ts';

/** The data folder a backup was made in, where it still stands and the backup was not taken elsewhere. */
const homeOf = (backup: string): string => path.dirname(path.dirname(backup));

/** Files that came after the backup: a later state of the database speaks of them. Returns how many. */
export async function addNewerFiles(backup: string, to: string, signal?: AbortSignal): Promise<number> {
  const from = path.join(homeOf(backup), 'files');
  const tree = await listTree(from, (file) => /\.(part|new)$/.test(file));
  await makeFolders(path.join(to, 'files'), tree.folders.length + tree.files.length > 0 ? ['', ...tree.folders] : []);
  let added = 0;
  await eachOf(
    tree.files,
    async (file) => {
      const target = path.join(to, 'files', file.path);
      if (await stat(target).catch(() => undefined)) return;
      if (await copyHashed(path.join(from, file.path), target)) added++;
    },
    signal,
  );
  return added;
}

const WITNESS = path.join('audit', 'checkpoints.jsonl');

/** What was known of the log before it went back, if the witness that goes on from the backup's is still there. */
export async function takeNewerWitness(backup: string, to: string): Promise<void> {
  const [ours, newer] = await Promise.all(
    [to, homeOf(backup)].map((root) => readFile(path.join(root, WITNESS)).catch(() => undefined)),
  );
  if (!newer || !ours || newer.length <= ours.length || !newer.subarray(0, ours.length).equals(ours)) return;
  await writeFile(path.join(to, WITNESS), newer, { flush: true });
}
