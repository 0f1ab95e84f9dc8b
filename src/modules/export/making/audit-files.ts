import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pieces } from '../../../lib/zip/write.ts';

const KEY_FILE = /^[\w-]+\.pem$/;
const MONTH = /^\d{4}-\d{2}$/;
const ARCHIVED = /^[\w-]+\.(?:jsonl\.gz|json)$/;

/** What the activity log keeps outside the database: public keys, by which it is believed, and its archived months. */
export async function* auditFiles(dataRoot: string): AsyncGenerator<{ path: string; body: Pieces }> {
  const keys = join(dataRoot, 'audit', 'keys');
  for (const name of await names(keys, KEY_FILE))
    yield { path: `audit/keys/${name}`, body: createReadStream(join(keys, name)) };
  const archive = join(dataRoot, 'archive');
  for (const month of await names(archive, MONTH)) {
    for (const name of await names(join(archive, month), ARCHIVED))
      yield { path: `archive/${month}/${name}`, body: createReadStream(join(archive, month, name)) };
  }
}

async function names(folder: string, wanted: RegExp): Promise<string[]> {
  const found = await readdir(folder).catch(() => []);
  return found.filter((name) => wanted.test(name)).sort();
}
