import type { Client } from 'pg';

const LOADED = [
  'books',
  'headings',
  'book_contributors',
  'book_subjects',
  'book_counts',
  'copies',
  'members',
  'borrowings',
  'search_index',
];

interface Statement {
  sql: string;
}

/** Indexes that no constraint stands on. */
const INDEXES = `select pg_get_indexdef(i.indexrelid) as sql, 'drop index ' || i.indexrelid::regclass as undo
  from pg_index i where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  order by i.indrelid::regclass::text, i.indexrelid::regclass::text`;
const FOREIGN_KEYS = `select format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as sql,
    format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as undo
  from pg_constraint c where c.contype = 'f' and c.conrelid = any ($1::regclass[]) order by c.conrelid::regclass::text, c.conname`;

/** Takes down what would be kept up to date row by row; returns what puts it up again, exactly as it was. */
export async function takeDown(owner: Client): Promise<string[]> {
  const again: string[] = [];
  for (const query of [INDEXES, FOREIGN_KEYS]) {
    const { rows } = await owner.query<Statement & { undo: string }>(query, [LOADED]);
    for (const { undo, sql } of rows) {
      await owner.query(undo);
      again.push(sql);
    }
  }
  for (const table of LOADED) await owner.query(`alter table ${table} disable trigger user`);
  return again;
}

/** Foreign keys are checked here, all rows of a table at once. */
export async function putUp(owner: Client, statements: readonly string[], told: (what: string) => void): Promise<void> {
  for (const sql of statements) {
    await owner.query(sql);
    told(sql);
  }
  for (const table of LOADED) await owner.query(`alter table ${table} enable trigger user`);
}

export const loadedTables: readonly string[] = LOADED;
