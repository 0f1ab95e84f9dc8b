import type { Sql } from '../kernel/context.ts';
import { Problem } from '../problem.ts';
import './messages.ts';

const WHAT = `select (select 'books' from books limit 1) as books, (select 'members' from members limit 1) as members,
  (select 'borrowings' from borrowings limit 1) as borrowings`;

/** Made-up books and readers never mix with real ones. */
export async function requireEmpty(sql: Sql): Promise<void> {
  const { rows } = await sql.query<Record<string, string | null>>(WHAT);
  const found = Object.values(rows[0] ?? {}).filter((what) => what !== null);
  if (found.length > 0) throw new Problem('seed.not_empty', { what: found.join(', ') });
}
