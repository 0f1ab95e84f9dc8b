// Writes src/drivers/postgres/tables.ts from the migrated database; --check fails when it is out of step.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { startPostgres } from '../src/drivers/postgres/index.ts';
import { migrateUp, readMigrations } from '../src/drivers/postgres/migrate.ts';
import { createClient } from '../src/drivers/postgres/pool.ts';

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  int8: 'number',
  int4: 'number',
  int2: 'number',
  float4: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  date: 'string',
  jsonb: 'Json',
  json: 'Json',
  bytea: 'Buffer',
  inet: 'string',
  xid8: 'string',
  tsvector: 'string',
};
const target = join(import.meta.dirname, '../src/drivers/postgres/tables.ts');
const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const COLUMNS = `
  select c.relname as "table", a.attname as "column", t.typname as "type", a.attnotnull as "required",
         a.atthasdef as "hasDefault", a.attgenerated <> '' as "generated"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition order by c.relname, a.attnum`;

interface Column {
  table: string;
  column: string;
  type: string;
  required: boolean;
  hasDefault: boolean;
  generated: boolean;
}

function typeOf(column: Column): string {
  const isArray = column.type.startsWith('_');
  const base = TYPES[isArray ? column.type.slice(1) : column.type];
  if (!base) throw new Error(`no TypeScript type for ${column.type} (${column.table}.${column.column})`);
  const plain = isArray ? `${base}[]` : base;
  const whole = column.required ? plain : `${plain} | null`;
  if (column.generated) return `ColumnType<${whole}, never, never>`;
  if (base === 'Json' && !isArray) {
    const written = column.required ? 'string' : 'string | null';
    return `ColumnType<${whole}, ${written}${column.hasDefault ? ' | undefined' : ''}, ${written}>`;
  }
  return column.hasDefault ? `Generated<${whole}>` : whole;
}

async function render(client: Client): Promise<string> {
  const { rows } = await client.query<Column>(COLUMNS);
  const tables = Map.groupBy(rows, (row) => row.table);
  const lines = [
    '// Generated from the migrated database by `npm run types`; never edited.',
    "import type { ColumnType, Generated } from 'kysely';",
    '',
    'export type Json = unknown;',
    '',
    'export interface DB {',
    ...[...tables.keys()].map((table) => `  ${camel(table)}: ${pascal(table)};`),
    '}',
  ];
  for (const [table, columns] of tables) {
    lines.push('', `export interface ${pascal(table)} {`);
    for (const column of columns) lines.push(`  ${camel(column.column)}: ${typeOf(column)};`);
    lines.push('}');
  }
  return `${lines.join('\n')}\n`;
}

const pascal = (table: string): string => camel(`_${table}`);

const dataRoot = await mkdtemp(join(tmpdir(), 'pustaka-types-'));
const server = await startPostgres({ dataRoot, log: () => {} });
try {
  const client = createClient(server.owner);
  await client.connect();
  await migrateUp(client, await readMigrations(join(import.meta.dirname, '../migrations')));
  const text = await render(client);
  await client.end();
  if (process.argv.includes('--check')) {
    if ((await readFile(target, 'utf8').catch(() => '')) !== text)
      throw new Error('tables.ts is out of step: run `npm run types`');
  } else await writeFile(target, text);
} finally {
  await server.stop();
  await rm(dataRoot, { recursive: true, force: true });
}
