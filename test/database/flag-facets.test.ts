import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDown, migrateUp, readMigrations } from '../../src/drivers/postgres/migrate.ts';
import { createClient } from '../../src/drivers/postgres/pool.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let owner: Client;
beforeAll(async () => {
  database = await testDatabase({ empty: true });
  owner = createClient(database.owner, { statementTimeoutMs: 0 });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const ID = '01890000-0000-7000-8000-000000000001';
const flagsInIndex = async (): Promise<string[]> => {
  const { rows } = await owner.query(
    `select f.value from search_index s join search_facets f on f.id = any (s.facets)
     where s.id = $1 and f.name = 'flag' order by f.value`,
    [ID],
  );
  return rows.map(({ value }) => value);
};

it('books flagged before the index knew flags are found by them afterwards, and going back leaves the rest', async () => {
  const migrations = await readMigrations(join(import.meta.dirname, '../../migrations'));
  const before = migrations.findIndex(({ name }) => name.startsWith('0020_'));
  await migrateUp(owner, migrations.slice(0, before));
  await owner.query(
    `insert into books (id, title, author, category, flags, created_at, updated_at)
     values ($1, 'Saman', 'Ayu Utami', 'Fiksi', '{bad_isbn:97X,no_author}', '2026-03-02Z', '2026-03-02Z')`,
    [ID],
  );
  await owner.query("insert into search_facets (name, value) values ('category', 'Fiksi')");
  await owner.query(
    `insert into search_index (kind, id, is_public, created_at, facets, sort_title, sort_author, title, body)
     select 'book', $1, true, '2026-03-02Z', array_agg(id), 'saman', 'ayu utami', 'Saman', '' from search_facets`,
    [ID],
  );
  await migrateUp(owner, migrations.slice(0, before + 1));
  expect(await flagsInIndex()).toEqual(['bad_isbn', 'no_author']);
  await migrateDown(owner, migrations.slice(0, before + 1), 1);
  const { rows } = await owner.query('select facets from search_index');
  expect([await flagsInIndex(), rows[0].facets.length]).toEqual([[], 1]);
});
