import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    const fresh = `${file}.${randomUUID()}`;
    writeFileSync(fresh, make(), { mode: 0o600, flush: true });
    becomeUnlessThere(fresh, file);
    rmSync(fresh);
  }
  return readFileSync(file, 'utf8');
}

/** Of several first starters one makes the key, and all read that one. */
function becomeUnlessThere(fresh: string, file: string): void {
  try {
    linkSync(fresh, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
}
