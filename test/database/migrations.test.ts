import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../../src/database.ts';
import { migrateDown, migrateUp, readMigrations } from '../../src/drivers/postgres/migrate.ts';
import { createClient } from '../../src/drivers/postgres/pool.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const root = join(import.meta.dirname, '../..');

/** Everything the schema is made of, in words. */
const PARTS = [
  `select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
     || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as part
   from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`,
  `select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace`,
  `select 'index ' || indexdef from pg_indexes where schemaname = 'public'`,
  `select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`,
  `select 'function ' || pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = 'public'::regnamespace
     and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  `select 'sequence ' || relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`,
  `select 'extension ' || extname from pg_extension`,
  `select 'grant ' || c.relname || ' ' || a.privilege_type || ' to ' || a.grantee::regrole as part
   from pg_class c, aclexplode(c.relacl) a where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner`,
  `select 'column grant ' || c.relname || '.' || t.attname || ' ' || a.privilege_type || ' to ' || a.grantee::regrole as part
   from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a where c.relnamespace = 'public'::regnamespace`,
];

async function schema(client: Client): Promise<string[]> {
  const parts: string[] = [];
  for (const sql of PARTS) {
    const { rows } = await client.query<{ part: string }>(sql);
    parts.push(...rows.map((row) => Object.values(row)[0] ?? ''));
  }
  return parts.filter((part) => !/\bmigrations\b/.test(part)).sort();
}

describe('migrations', () => {
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

  it('go up, down to nothing, and up to the same schema again', async () => {
    const migrations = await readMigrations(join(root, 'migrations'));
    const bare = await schema(owner);
    expect(await migrateUp(owner, migrations)).toHaveLength(migrations.length);
    const first = await schema(owner);
    expect(first.length).toBeGreaterThan(300);
    expect(await migrateUp(owner, migrations)).toEqual([]);
    await migrateDown(owner, migrations, migrations.length);
    expect(await schema(owner)).toEqual(bare);
    await migrateUp(owner, migrations);
    expect(await schema(owner)).toEqual(first);
  });

  it('go back one step at a time to what stood before it', async () => {
    const migrations = await readMigrations(join(root, 'migrations'));
    await migrateDown(owner, migrations, migrations.length);
    const steps: string[][] = [];
    for (let n = 1; n <= migrations.length; n++) {
      steps.push(await schema(owner));
      await migrateUp(owner, migrations.slice(0, n));
    }
    for (let n = migrations.length; n >= 1; n--) {
      await migrateDown(owner, migrations, 1);
      expect(await schema(owner), `down of ${migrations[n - 1]?.name}`).toEqual(steps[n - 1]);
    }
    await migrateUp(owner, migrations);
  });

  it('refuse a database that a newer program has migrated', async () => {
    const migrations = await readMigrations(join(root, 'migrations'));
    await expect(migrateUp(owner, migrations.slice(0, -1))).rejects.toThrow('newer than this program');
  });

  it('are what the types in tables.ts were made from', () => {
    execFileSync(process.execPath, ['--no-warnings', join(root, 'scripts/generate-types.ts'), '--check'], {
      cwd: root,
    });
  });

  it('give the application its rights on what a newer version brings', async () => {
    const migrations = await readMigrations(join(root, 'migrations'));
    await migrateDown(owner, migrations, 6);
    const app = createClient(database.app);
    await app.connect();
    expect(await prepareDatabase(database, new Date())).toHaveLength(6);
    const { rows } = await app.query('select count(*)::int as n from imports').finally(() => app.end());
    expect(rows).toEqual([{ n: 0 }]);
  });
});
