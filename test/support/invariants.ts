import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';

/** Statements of test/faults/invariants.sql: each must return no rows. The comment above one is its name. */
export function invariants(): { name: string; sql: string }[] {
  const text = readFileSync(join(import.meta.dirname, '../faults/invariants.sql'), 'utf8');
  return text
    .split(/;\s*(?:\n|$)/)
    .map((part) => part.trim())
    .filter((part) => /^\s*(select|with)\b/im.test(part))
    .map((part) => ({ name: /--\s*(.+)/.exec(part)?.[1] ?? part.slice(0, 60), sql: part }));
}

/** Names of the invariants that are broken, with the first offending row. */
export async function brokenInvariants(pool: Pool): Promise<string[]> {
  const broken: string[] = [];
  for (const { name, sql } of invariants()) {
    const { rows } = await pool.query(sql);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows[0])}`);
  }
  return broken;
}
