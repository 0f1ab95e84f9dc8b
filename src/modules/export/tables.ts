import type { Sql } from '../../kernel/context.ts';
import { BLANKED, LEFT_OUT } from './left-out.ts';

export interface Table {
  readonly name: string;
  /** Columns that are taken along; what is computed or secret is not. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

interface Found extends Table {
  readonly needs: readonly string[];
}

const TABLES = `select c.relname as name,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' order by a.attnum) as columns,
    array(select a.attname::text from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k (n, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n where i.indrelid = c.oid and i.indisprimary
      order by k.place) as key,
    array(select distinct f.confrelid::regclass::text from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'
      and f.confrelid <> c.oid and f.conparentid = 0) as needs
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`;

/** The library's own tables, each behind those it refers to. */
export async function tablesOf(sql: Sql): Promise<Table[]> {
  const { rows } = await sql.query<Found>(TABLES);
  const kept = rows.filter(({ name }) => !Object.hasOwn(LEFT_OUT, name));
  return inOrder(kept).map(({ name, columns, key }) => ({
    name,
    columns: columns.filter((column) => !BLANKED[name]?.includes(column)),
    key,
  }));
}

export const allTables = async (sql: Sql): Promise<string[]> =>
  (await sql.query<Found>(TABLES)).rows.map(({ name }) => name);

function inOrder(tables: readonly Found[]): Found[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const order: Found[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ needs }) => !needs.some((name) => left.has(name)));
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(', ')}`);
    order.push(...ready);
    for (const { name } of ready) left.delete(name);
  }
  return order;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const listOf = (names: readonly string[]): string => names.map(quoted).join(', ');

export const dataFile = (table: string): string => `data/${table}.jsonl`;
