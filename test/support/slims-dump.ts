import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { MARIADB, type Service } from './services.ts';

/** Beside the repository, never in it: nobody here wrote it. */
const DUMP = join(import.meta.dirname, '../../../shared/data/slims/slims_9.7.0_driven_year.sql');

export const SLIMS_DUMP: Service = {
  variable: '../shared/data/slims',
  what: 'the dump of a SLiMS that was used for a year',
  url: existsSync(DUMP) ? DUMP : undefined,
};
export const hasSlims = Boolean(MARIADB.url && SLIMS_DUMP.url);

/** A SLiMS 9.7 that was used for a year, into the connection's empty database; it must allow several statements at once. */
export async function loadSlims(admin: Connection): Promise<void> {
  const dump = await readFile(DUMP, 'utf8');
  // As the client reads it: a delimiter stands until the next.
  for (const part of dump.split(/^DELIMITER .*$/m)) {
    if (part.trim() !== '') await admin.query(part.replaceAll(';;', ';'));
  }
}
