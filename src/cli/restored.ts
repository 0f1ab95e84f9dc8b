import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { makeApp } from '../app.ts';
import { prepareDatabase } from '../database.ts';
import { makeLogger } from '../drivers/log/pino.ts';
import type { PostgresServer } from '../drivers/postgres/index.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Env } from '../kernel/config.ts';
import type { Sql } from '../kernel/context.ts';
import { writeRestoreCheckpoint } from '../modules/audit/index.ts';

export interface Restored {
  counts: Record<'books' | 'copies' | 'members' | 'borrowings' | 'open' | 'facts', number>;
  /** Rules of the data that do not hold; none in a good backup. */
  broken: string[];
}

/** Brings the schema to this program, signs in the audit log that it went back on purpose, and looks at the data. */
export async function checkRestored(postgres: PostgresServer, dataRoot: string, env: Env): Promise<Restored> {
  const clock = systemClock();
  await prepareDatabase(postgres, clock.now());
  const app = makeApp({ postgres, env, dataRoot, clock, log: makeLogger('warn', process.stderr), poolSize: 2 });
  try {
    await writeRestoreCheckpoint(app);
    return { counts: await countsOf(app.pool), broken: await brokenRules(app.pool) };
  } finally {
    await app.pings.flush().catch(() => {});
    await app.drivers.cache.close();
    await app.pool.end();
  }
}

async function countsOf(pool: Pool): Promise<Restored['counts']> {
  const { rows } = await pool.query<Restored['counts']>(
    `select (select count(*) from books) as books, (select count(*) from copies) as copies,
       (select count(*) from members) as members, (select count(*) from borrowings) as borrowings,
       (select count(*) from borrowings where return_date is null and status <> 'CANCELLED') as open,
       (select count(*) from facts) as facts`,
  );
  return rows[0] ?? { books: 0, copies: 0, members: 0, borrowings: 0, open: 0, facts: 0 };
}

const INVARIANTS = path.join(import.meta.dirname, '../../test/faults/invariants.sql');

/** Each statement must return no rows; the comment above one is its name. An installation may come without them. */
export async function brokenRules(sql: Sql): Promise<string[]> {
  if (!existsSync(INVARIANTS)) return [];
  const broken: string[] = [];
  for (const part of readFileSync(INVARIANTS, 'utf8').split(/;\s*(?:\n|$)/)) {
    if (!/^\s*(select|with)\b/im.test(part)) continue;
    const { rows } = await sql.query(part);
    const name = /--\s*(?!Each)(.+)/.exec(part)?.[1] ?? part.trim().slice(0, 60);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows[0])}`);
  }
  return broken;
}
