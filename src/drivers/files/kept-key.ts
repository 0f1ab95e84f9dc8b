import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key of this installation, made at first use and kept as a 0600 file outside the database. */
export function keptKey(
  dataRoot: string,
  name: string,
  make: () => string = () => randomBytes(32).toString('base64url'),
): string {
  const file = join(dataRoot, 'secrets', name);
  if (!existsSync(file)) {
    mkdirSync(join(dataRoot, 'secrets'), { recursive: true, mode: 0o700 });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, make(), { mode: 0o600, flush: true });
    renameSync(fresh, file);
  }
  return readFileSync(file, 'utf8');
}
